namespace Adjoint.Runtime;

/// <summary>Prediction for code that does not know the inputs and outputs: they are side by side.</summary>
public sealed unsafe partial class NetworkRunner<T>
{
    /// <summary>Computes the outputs of some rows of several inputs: a row holds a row of each input, one after the other, and so do the outputs.</summary>
    /// <exception cref="ArgumentException">A length does not fit; nothing was written.</exception>
    public void PredictSideBySide(ReadOnlySpan<T> x, Span<T> y) => PredictSideBySide(x, y, probabilities: null);

    /// <summary>The same with logits as probabilities.</summary>
    public void ProbabilitiesSideBySide(NetworkProgram<T> probabilities, ReadOnlySpan<T> x, Span<T> y) => PredictSideBySide(x, y, probabilities);

    private void PredictSideBySide(ReadOnlySpan<T> x, Span<T> y, NetworkProgram<T>? probabilities)
    {
        if (x.IsEmpty || x.Length % program.InputSize != 0)
            throw new ArgumentException($"'{program.Layout.Network}' needs {program.InputSize} numbers a row; 'x' has {x.Length}.", nameof(x));
        var rows = x.Length / program.InputSize;
        if (y.Length != (long)rows * program.OutputSize)
            throw new ArgumentException(
                $"'{program.Layout.Network}' writes {program.OutputSize} numbers a row, {(long)rows * program.OutputSize} for the {rows} rows in x; 'y' has {y.Length}.",
                nameof(y));
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
            if (probabilities is not null)
                Compute(probabilities, outputs, outputs, rows);
            Copy(program.Outputs, outputs, target, rows, apart: false);
        }
        pool.Return(memory);
    }

    private static T* Lay(Port[] ports, T* memory, int rows, Feed* feeds)
    {
        for (var i = 0; i < ports.Length; i++)
        {
            // An index takes no more room than a number.
            feeds[i] = ports[i].Kind == PortKind.Indices ? new Feed((int*)memory, rows * ports[i].Size) : new Feed(memory, rows * ports[i].Size);
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
                if (feeds[i].Layout == FeedLayout.Indices)
                {
                    for (var j = 0; j < ports[i].Size; j++)
                        feeds[i].Indices[row * ports[i].Size + j] = IndexOf(sideBySide[j]);
                    sideBySide += ports[i].Size;
                    continue;
                }
                var part = new Span<T>(feeds[i].Numbers<T>() + (nint)row * ports[i].Size, ports[i].Size);
                var whole = new Span<T>(sideBySide, ports[i].Size);
                (apart ? whole : part).CopyTo(apart ? part : whole);
                sideBySide += ports[i].Size;
            }
        }
    }

    /// <summary>A token that is among numbers; what is not a whole number is not a token.</summary>
    private static int IndexOf(T number) => T.IsInteger(number) ? int.CreateSaturating(number) : -1;
}
