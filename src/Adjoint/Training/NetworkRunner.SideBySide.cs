namespace Adjoint.Runtime;

/// <summary>Prediction for code that does not know the inputs and outputs: they lie side by side.</summary>
public sealed unsafe partial class NetworkRunner<T>
{
    /// <summary>Computes the outputs of some rows of several inputs: a row holds a row of each input, one behind the other, and so do the outputs.</summary>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public void PredictSideBySide(ReadOnlySpan<T> x, Span<T> y)
    {
        if (x.IsEmpty || x.Length % program.InputSize != 0)
            throw new ArgumentException($"'{program.Layout.Network}' needs {program.InputSize} numbers a row; 'x' has {x.Length}.", nameof(x));
        var rows = x.Length / program.InputSize;
        if (y.Length != (long)rows * program.OutputSize)
            throw new ArgumentException($"'{program.Layout.Network}' writes {program.OutputSize} numbers a row, {(long)rows * program.OutputSize} for the {rows} rows in x; 'y' has {y.Length}.", nameof(y));
        if (x.Overlaps(y))
            throw new ArgumentException("'y' overlaps 'x'; the outputs need memory of their own.", nameof(y));
        var memory = pool.Rent((long)rows * (program.InputSize + program.OutputSize));
        var inputs = stackalloc Feed[program.Inputs.Length];
        var outputs = stackalloc Feed[program.Outputs.Length];
        var next = Lay(program.Inputs, memory.Pointer, rows, inputs);
        Lay(program.Outputs, next, rows, outputs);
        fixed (T* source = x, target = y)
        {
            Copy(program.Inputs, inputs, source, rows, apart: true);
            Predict(inputs, outputs);
            Copy(program.Outputs, outputs, target, rows, apart: false);
        }
        pool.Return(memory);
    }

    private static T* Lay(Port[] ports, T* memory, int rows, Feed* feeds)
    {
        for (var i = 0; i < ports.Length; i++)
        {
            feeds[i] = new Feed(memory, rows * ports[i].Size);
            memory += (long)rows * ports[i].Size;
        }
        return memory;
    }

    private static void Copy(Port[] ports, Feed* feeds, T* sideBySide, int rows, bool apart)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < ports.Length; i++)
            {
                var part = new Span<T>(feeds[i].Numbers<T>() + (nint)row * ports[i].Size, ports[i].Size);
                var whole = new Span<T>(sideBySide, ports[i].Size);
                (apart ? whole : part).CopyTo(apart ? part : whole);
                sideBySide += ports[i].Size;
            }
        }
    }
}
