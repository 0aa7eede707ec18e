namespace Adjoint.Runtime;

/// <summary>The checks at the edge of the library: past them, kernels trust their pointers.</summary>
internal static class Checks
{
    /// <summary>The number of rows in <paramref name="length"/> inputs.</summary>
    /// <exception cref="ArgumentException">There is no row, or not a whole number of them.</exception>
    public static int Rows(NetworkProgram program, int length, string argument)
    {
        if (length == program.InputSize)
            return 1;
        if (length > 0 && length % program.InputSize == 0)
            return length / program.InputSize;
        throw new ArgumentException(
            $"'{program.Layout.Network}' needs {program.InputSize} numbers a row, so a length that is a multiple of {program.InputSize}; '{argument}' has {length}.", argument);
    }

    /// <summary>Checks that outputs have room for all rows and overlap nothing that is read.</summary>
    public static void Outputs(NetworkProgram program, ParameterBlock parameters, int rows, ReadOnlySpan<float> x, Span<float> y)
    {
        if (y.Length != (long)rows * program.OutputSize)
        {
            throw new ArgumentException(
                $"'{program.Layout.Network}' writes {program.OutputSize} numbers a row, {(long)rows * program.OutputSize} for the {rows} rows in x; 'y' has {y.Length}.", nameof(y));
        }
        if (x.Overlaps(y))
            throw new ArgumentException("'y' overlaps 'x'; the outputs need memory of their own.", nameof(y));
        if (parameters.Span.Overlaps(y))
            throw new ArgumentException("'y' overlaps the network's parameters; the outputs need memory of their own.", nameof(y));
    }

    /// <summary>Checks that a gradient has one place for each parameter and overlaps nothing that is read.</summary>
    public static void Gradient(ParameterBlock parameters, ReadOnlySpan<float> x, Span<float> gradient)
    {
        if (gradient.Length != parameters.Layout.Count)
        {
            throw new ArgumentException(
                $"'{parameters.Layout.Network}' has {parameters.Layout.Count} parameters; 'gradient' has {gradient.Length} values. Make it ParameterCount long.", nameof(gradient));
        }
        if (x.Overlaps(gradient))
            throw new ArgumentException("'gradient' overlaps 'x'; it needs memory of its own.", nameof(gradient));
        if (parameters.Span.Overlaps(gradient))
            throw new ArgumentException("'gradient' overlaps the network's parameters; it needs memory of its own.", nameof(gradient));
    }
}
