using System.Numerics;
using Adjoint.Data;

namespace Adjoint.Runtime;

/// <summary>The checks at the edge of the library: past them, kernels trust their pointers.</summary>
internal static unsafe partial class Checks
{
    /// <summary>The number of rows in all inputs.</summary>
    /// <exception cref="ArgumentException">There is no row, or not a whole number of them, or not the same number in all inputs.</exception>
    public static int Inputs<T>(NetworkProgram<T> program, Feed* inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = Rows(program, program.Inputs[0], inputs[0].Length);
        for (var i = 1; i < program.Inputs.Length; i++)
            SameRows(program, program.Inputs[i], inputs[i], rows);
        return rows;
    }

    /// <summary>Checks that there is one label, or a row of numbers, for each row of input.</summary>
    public static void Target<T>(NetworkProgram<T> program, Port target, Feed feed, int rows, string input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (target.Kind == PortKind.Indices && feed.Length != rows)
            throw new ArgumentException($"'{program.Layout.Network}' needs one label for each row: {input} has {rows} rows, but there are {feed.Length} labels.", target.Name);
        if (target.Kind == PortKind.Numbers && feed.Length != (long)rows * target.Size)
        {
            throw new ArgumentException(
                $"'{program.Layout.Network}' needs {target.Size} targets for each row: {input} has {rows} rows, so {(long)rows * target.Size} are needed, but there are {feed.Length}.",
                target.Name);
        }
    }

    /// <summary>Checks that outputs have room for all rows and overlap nothing that is read, and no other output.</summary>
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
    public static void Outputs<T>(NetworkProgram<T> program, int rows, ReadOnlySpan<PortRows> outputs, Feed* results)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (outputs.Length != program.Outputs.Length)
            throw new ArgumentException($"'{program.Layout.Network}' has {program.Outputs.Length} outputs; there is room for {outputs.Length}.", nameof(outputs));
        for (var i = 0; i < outputs.Length; i++)
        {
            var (port, output) = (program.Outputs[i], outputs[i]);
            ArgumentNullException.ThrowIfNull(output, nameof(outputs));
            if (output.Port.Size != port.Size || output.Capacity < rows || output.Lanes<T>() is not { } lanes)
            {
                throw new ArgumentException(
                    $"'{program.Layout.Network}' writes {rows} rows of {port.Size} numbers into '{port.Name}', in {(typeof(T) == typeof(double) ? "doubles" : "floats")}; "
                    + $"there is room for {output.Capacity} rows of {output.Port.Size}{(output.Port.Kind == PortKind.Indices ? " indices" : output.Precision == Precision.Double ? " doubles" : " floats")}.",
                    nameof(outputs));
            }
            results[i] = new Feed(lanes.Pointer, rows * port.Size, FeedLayout.Lanes);
        }
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
    private static int Rows<T>(NetworkProgram<T> program, Port input, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (length == input.Size)
            return 1;
        if (length > 0 && length % input.Size == 0)
            return length / input.Size;
        throw new ArgumentException(
            $"'{program.Layout.Network}' needs {input.Size} numbers a row, so a length that is a multiple of {input.Size}; '{input.Name}' has {length}.", input.Name);
    }

    private static void Apart<T>(string output, Feed y, string other, Feed memory)
        where T : unmanaged
    {
        if (memory.Span<T>().Overlaps(y.Span<T>()))
            throw new ArgumentException($"'{output}' overlaps '{other}'; the outputs need memory of their own.", output);
    }
}
