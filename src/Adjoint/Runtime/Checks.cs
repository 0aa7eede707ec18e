using System.Numerics;
using System.Runtime.CompilerServices;
using Adjoint.Data;

namespace Adjoint.Runtime;

/// <summary>The checks at the edge of the library: past them, kernels trust their pointers.</summary>
internal static unsafe partial class Checks
{
    /// <summary>The number of rows in all inputs.</summary>
    /// <exception cref="ArgumentException">There is no row, or not a whole number of them, or not the same number in all inputs.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Inputs<T>(NetworkProgram<T> program, Feed* inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = Rows(program, program.Inputs[0], inputs[0].Length);
        for (var i = 1; i < program.Inputs.Length; i++)
            SameRows(program, program.Inputs[i], inputs[i], rows);
        for (var i = 0; i < program.Inputs.Length; i++)
            Tokens(program.Layout.Network, program.Inputs[i], inputs[i], program.Inputs[i].Name);
        return rows;
    }

    /// <summary>Checks that there is one label, or a row of numbers, for each row of input.</summary>
    public static void Target<T>(NetworkProgram<T> program, Port target, Feed feed, int rows, string input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (target.Kind == PortKind.Indices && feed.Length != (long)rows * target.Size)
        {
            var needed = target.Size == 1 ? "one label for each row" : $"{target.Size} labels for each row, one for each position";
            throw new ArgumentException($"'{program.Layout.Network}' needs {needed}: {input} has {rows} rows, but there are {feed.Length} labels.", target.Name);
        }
        if (target.Kind == PortKind.Numbers && feed.Length != (long)rows * target.Size)
        {
            throw new ArgumentException(
                $"'{program.Layout.Network}' needs {target.Size} targets for each row: {input} has {rows} rows, so {(long)rows * target.Size} are needed, but there are {feed.Length}.",
                target.Name);
        }
    }

    /// <summary>Checks that outputs have room for all rows and overlap nothing that is read, and no other output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Outputs<T>(NetworkProgram<T> program, ParameterBlock<T> parameters, int rows, Feed* inputs, Feed* outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < program.Outputs.Length; i++)
        {
            var (port, y) = (program.Outputs[i], outputs[i]);
            if (y.Length != (long)rows * port.Size)
            {
                throw new ArgumentException(
                    $"'{program.Layout.Network}' writes {port.Size} numbers a row, {(long)rows * port.Size} for the {rows} rows in {program.Inputs[0].Name}; '{port.Name}' has {y.Length}.", port.Name);
            }
            for (var j = 0; j < program.Inputs.Length; j++)
                Apart<T>(port.Name, y, program.Inputs[j].Name, inputs[j]);
            for (var j = 0; j < i; j++)
                Apart<T>(port.Name, y, program.Outputs[j].Name, outputs[j]);
            if (parameters.All.Overlaps(y.Span<T>()))
                throw new ArgumentException($"'{port.Name}' overlaps the network's parameters; the outputs need memory of their own.", port.Name);
        }
    }

    /// <summary>Checks that there is room for the rows of each output, and points to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Outputs<T>(NetworkProgram<T> program, int rows, ReadOnlySpan<PortRows> outputs, Feed* results)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (outputs.Length != program.Outputs.Length)
            throw new ArgumentException($"'{program.Layout.Network}' has {program.Outputs.Length} outputs; there is room for {outputs.Length}.", nameof(outputs));
        for (var i = 0; i < outputs.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(outputs[i], nameof(outputs));
            results[i] = Room(program, program.Outputs[i], rows, outputs[i], nameof(outputs));
        }
    }

    /// <summary>Checks that there is room for the rows of one result, and points to it.</summary>
    public static Feed Room<T>(NetworkProgram<T> program, Port port, int rows, PortRows result, string argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (result.Port.Size == port.Size && result.Capacity >= rows && result.Lanes<T>() is { } lanes)
            return new Feed(lanes.Pointer, rows * port.Size, FeedLayout.Lanes);
        throw new ArgumentException(
            $"'{program.Layout.Network}' writes {rows} rows of {port.Size} numbers into '{port.Name}', in {(typeof(T) == typeof(double) ? "doubles" : "floats")}; "
            + $"there is room for {result.Capacity} rows of {result.Port.Size}{(result.Port.Kind == PortKind.Indices ? " indices" : result.Precision == Precision.Double ? " doubles" : " floats")}.",
            argument);
    }

    /// <summary>Checks that a gradient has one place for each parameter and overlaps nothing that is read.</summary>
    public static void Gradient<T>(NetworkProgram<T> program, ParameterBlock<T> parameters, Feed* inputs, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (gradient.Length != parameters.Layout.Count)
        {
            throw new ArgumentException(
                $"'{parameters.Layout.Network}' has {parameters.Layout.Count} parameters; 'gradient' has {gradient.Length} values. Make it ParameterCount long.", nameof(gradient));
        }
        for (var i = 0; i < program.Inputs.Length && inputs != null; i++)
        {
            if (inputs[i].Span<T>().Overlaps(gradient))
                throw new ArgumentException($"'gradient' overlaps '{program.Inputs[i].Name}'; it needs memory of its own.", nameof(gradient));
        }
        if (parameters.All.Overlaps(gradient))
            throw new ArgumentException("'gradient' overlaps the network's parameters; it needs memory of its own.", nameof(gradient));
    }

    /// <summary>The number of rows in one input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Rows<T>(NetworkProgram<T> program, Port input, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (length == input.Size)
            return 1;
        if (length > 0 && length % input.Size == 0)
            return length / input.Size;
        throw new ArgumentException(
            $"'{program.Layout.Network}' needs {input.Size} {(input.Kind == PortKind.Indices ? "tokens" : "numbers")} a row, so a length that is a multiple of {input.Size}; '{input.Name}' has {length}.", input.Name);
    }

    /// <summary>Checks that an input of tokens has none that the network does not know: past here, tokens are places in tables.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tokens(string network, Port port, Feed feed, string argument)
    {
        if (port.Kind != PortKind.Indices)
            return;
        var tokens = new ReadOnlySpan<int>(feed.Indices, feed.Length);
        for (var i = 0; i < tokens.Length; i++)
        {
            if ((uint)tokens[i] < (uint)port.Count && !port.AreEdges)
                continue;
            if (port.AreEdges)
            {
                Edge(network, port, tokens, i, argument);
                continue;
            }
            if (port.AreLengths)
                throw new ArgumentException($"Row {i} has {tokens[i]} steps by {port.Name}; '{network}' takes from 0 to {port.Count - 1}.", argument);
            var (row, position) = Math.DivRem(i, port.Size);
            throw new ArgumentException($"{port.Name}[{row}, {position}] is {tokens[i]}; '{network}' knows {port.Count} tokens, 0 to {port.Count - 1}.", argument);
        }
    }

    /// <summary>Checks one end of an edge: a node that there is, or −1 at both ends.</summary>
    private static void Edge(string network, Port port, ReadOnlySpan<int> ends, int i, string argument)
    {
        var (count, place) = (port.Size / 2, i % port.Size);
        if (ends[i] < -1 || ends[i] >= port.Count)
            throw new ArgumentException($"{port.Name}[{i / port.Size}, {place}] is {ends[i]}; '{network}' knows {port.Count} nodes, 0 to {port.Count - 1}, and −1 for no edge.", argument);
        if (place < count && ends[i + count] >= -1 && ends[i + count] < port.Count && (ends[i] < 0) != (ends[i + count] < 0))
            throw new ArgumentException($"Edge {place} of row {i / port.Size} in {port.Name} goes from {ends[i]} to {ends[i + count]}; an empty place has −1 at both ends.", argument);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apart<T>(string output, Feed y, string other, Feed memory)
        where T : unmanaged
    {
        if (memory.Overlaps(y, sizeof(T)))
            throw new ArgumentException($"'{output}' overlaps '{other}'; the outputs need memory of their own.", output);
    }
}
