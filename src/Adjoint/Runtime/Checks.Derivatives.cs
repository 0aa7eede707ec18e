using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>The checks of what derivatives read and write.</summary>
internal static unsafe partial class Checks
{
    /// <summary>The number of rows in inputs and their directions, of which each may be left out.</summary>
    public static int InputsAndDirections<T>(NetworkProgram<T> program, Feed* inputs, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = Rows(program, program.Inputs[0], inputs[0].Length);
        for (var i = 1; i < program.Inputs.Length; i++)
        {
            if (i < count || inputs[i].Length != 0)
                SameRows(program, program.Inputs[i], inputs[i], rows);
        }
        for (var i = 0; i < count; i++)
            Tokens(program.Layout.Network, program.Inputs[i], inputs[i], program.Inputs[i].Name);
        return rows;
    }

    /// <summary>Checks that results have room for all rows, or are left out, and overlap nothing that is read, and no other result.</summary>
    public static void Results<T>(NetworkProgram<T> program, ParameterBlock<T> parameters, int rows, Feed* inputs, Feed* results)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < program.Outputs.Length; i++)
        {
            var (port, result) = (program.Outputs[i], results[i]);
            if (result.Length == 0)
                continue;
            if (result.Length != (long)rows * port.Size)
            {
                throw new ArgumentException(
                    $"'{program.Layout.Network}' writes {port.Size} numbers a row into '{port.Name}', {(long)rows * port.Size} for the {rows} rows in {program.Inputs[0].Name}; it has {result.Length}.", port.Name);
            }
            for (var j = 0; j < program.Inputs.Length; j++)
                Apart<T>(port.Name, result, program.Inputs[j].Name, inputs[j]);
            for (var j = 0; j < i; j++)
                Apart<T>(port.Name, result, program.Outputs[j].Name, results[j]);
            if (parameters.All.Overlaps(result.Span<T>()))
                throw new ArgumentException($"'{port.Name}' overlaps the network's parameters; the results need memory of their own.", port.Name);
        }
    }

    /// <summary>Checks that there is room for a matrix for each row.</summary>
    public static void Jacobian<T>(NetworkProgram<T> program, ParameterBlock<T> parameters, int rows, Feed* x, Feed* jacobian)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = (long)rows * program.InputSize * program.OutputSize;
        if (jacobian->Length != size)
        {
            throw new ArgumentException(
                $"The Jacobian of '{program.Layout.Network}' has {program.OutputSize}×{program.InputSize} numbers a row, {size} for the {rows} rows in {program.Inputs[0].Name}; 'jacobian' has {jacobian->Length}.",
                nameof(jacobian));
        }
        Apart<T>(nameof(jacobian), *jacobian, program.Inputs[0].Name, *x);
        if (parameters.All.Overlaps(jacobian->Span<T>()))
            throw new ArgumentException("'jacobian' overlaps the network's parameters; it needs memory of its own.", nameof(jacobian));
    }

    /// <summary>Checks that there is room for what is said of each row, and that it overlaps nothing that is read.</summary>
    public static void RowResults<T>(NetworkProgram<T> program, ParameterBlock<T> parameters, int rows, Feed* inputs, Span<T> results, string argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (results.Length != (long)rows * program.OutputSize)
        {
            throw new ArgumentException(
                $"'{program.Layout.Network}' writes {program.OutputSize} numbers a row into '{argument}', {(long)rows * program.OutputSize} for the {rows} rows in {program.Inputs[0].Name}; it has {results.Length}.", argument);
        }
        for (var i = 0; i < program.Inputs.Length; i++)
        {
            if (inputs[i].Span<T>().Overlaps(results))
                throw new ArgumentException($"'{argument}' overlaps '{program.Inputs[i].Name}'; it needs memory of its own.", argument);
        }
        if (parameters.All.Overlaps(results))
            throw new ArgumentException($"'{argument}' overlaps the network's parameters; it needs memory of its own.", argument);
    }

    /// <summary>Checks that a direction has one number for each parameter.</summary>
    public static void Direction<T>(NetworkProgram<T> program, ReadOnlySpan<T> direction, string argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (direction.Length != program.Layout.Count)
            throw new ArgumentException($"'{program.Layout.Network}' has {program.Layout.Count} parameters; '{argument}' has {direction.Length} values. Make it ParameterCount long.", argument);
    }

    /// <summary>Checks that a product with the Hessian has one place for each parameter and overlaps nothing that is read.</summary>
    public static void Product<T>(NetworkProgram<T> program, ParameterBlock<T> parameters, Feed* inputs, ReadOnlySpan<T> direction, Span<T> product)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (product.Length != program.Layout.Count)
            throw new ArgumentException($"'{program.Layout.Network}' has {program.Layout.Count} parameters; 'product' has {product.Length} values. Make it ParameterCount long.", nameof(product));
        for (var i = 0; i < program.Inputs.Length; i++)
        {
            if (inputs[i].Span<T>().Overlaps(product))
                throw new ArgumentException($"'product' overlaps '{program.Inputs[i].Name}'; it needs memory of its own.", nameof(product));
        }
        if (direction.Overlaps(product) || parameters.All.Overlaps(product))
            throw new ArgumentException("'product' overlaps the direction or the network's parameters; it needs memory of its own.", nameof(product));
    }

    private static void SameRows<T>(NetworkProgram<T> program, Port input, Feed feed, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (feed.Length == (long)rows * input.Size)
            return;
        throw new ArgumentException(
            $"'{program.Layout.Network}' needs {input.Size} numbers a row in '{input.Name}': '{program.Inputs[0].Name}' has {rows} rows, so {(long)rows * input.Size} are needed, but there are {feed.Length}.",
            input.Name);
    }
}
