using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>Sequences drawn from a seed, what a network predicts of them, and how far its steps are from that.</summary>
internal sealed unsafe class StepCheck<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkProgram<T> network;
    private readonly NetworkProgram<T> steps;
    private readonly StepLayout layout;
    private readonly int rows;

    /// <summary>For each input of the network its number among those of a step; below 0 for lengths, which a step has none of.</summary>
    private readonly int[] ofStep;
    private readonly AlignedBuffer<T>?[] numbers;
    private readonly AlignedBuffer<int>?[] tokens;
    private readonly AlignedBuffer<T>[] predicted;
    private readonly AlignedBuffer<T>[] stepped;
    private double largest;

    /// <summary>A call with feeds for inputs and outputs.</summary>
    public delegate void Call(Feed* inputs, Feed* outputs);

    public StepCheck(NetworkProgram<T> network, NetworkProgram<T> steps, int rows, int seed)
    {
        (this.network, this.steps, this.rows, layout) = (network, steps, rows, steps.Steps!);
        var drawn = new DrawnRows<T>(rows, seed);
        ofStep = [.. network.Inputs.Select(port => Array.FindIndex(steps.Inputs, 0, steps.GivenInputs, given => given.Name == port.Name))];
        numbers = [.. network.Inputs.Select(port => port.Kind == PortKind.Numbers ? Copied(drawn.Numbers(port.Size)) : null)];
        tokens = [.. network.Inputs.Select(
            (port, i) => port.Kind == PortKind.Indices ? Copied(ofStep[i] < 0 ? Enumerable.Repeat(layout.Length, rows).ToArray() : drawn.Tokens(port.Size, port.Count)) : null)];
        predicted = [.. network.Outputs.Select(port => new AlignedBuffer<T>(rows * port.Size))];
        stepped = [.. network.Outputs.Select((_, i) => new AlignedBuffer<T>(rows * steps.Outputs[i].Size))];
    }

    /// <summary>The output that agrees least so far.</summary>
    public StepReport Report { get; private set; } = new("nothing compared", 0, 0, 0);

    /// <summary>Predicts the whole sequences.</summary>
    public void Predict(Call predict)
    {
        var inputs = stackalloc Feed[network.Inputs.Length];
        var outputs = stackalloc Feed[predicted.Length];
        for (var i = 0; i < network.Inputs.Length; i++)
            inputs[i] = numbers[i] is { } x ? FeedOf(x) : FeedOf(tokens[i]!);
        for (var i = 0; i < predicted.Length; i++)
            outputs[i] = FeedOf(predicted[i]);
        predict(inputs, outputs);
        foreach (var y in predicted)
        {
            foreach (var number in y.Span)
                largest = Math.Max(largest, Math.Abs(double.CreateTruncating(number)));
        }
    }

    /// <summary>Takes some steps of all sequences.</summary>
    public void Run(Call step, int number, int count)
    {
        var inputs = stackalloc Feed[network.Inputs.Length];
        var outputs = stackalloc Feed[stepped.Length];
        List<object> held = [];
        for (var i = 0; i < network.Inputs.Length; i++)
        {
            if (ofStep[i] < 0)
                continue;
            if (numbers[i] is { } x)
            {
                var buffer = Part(i, x, number, count);
                inputs[ofStep[i]] = FeedOf(buffer);
                held.Add(buffer);
            }
            else
            {
                var buffer = Part(i, tokens[i]!, number, count);
                inputs[ofStep[i]] = FeedOf(buffer);
                held.Add(buffer);
            }
        }
        for (var i = 0; i < stepped.Length; i++)
            outputs[i] = FeedOf(stepped[i]);
        step(inputs, outputs);
        GC.KeepAlive(held);
    }

    /// <summary>Compares the outputs of a step with those predicted; what is known at the last step only, there.</summary>
    public void Compare(int number)
    {
        for (var i = 0; i < stepped.Length; i++)
        {
            var (whole, size) = (network.Outputs[i].Size, steps.Outputs[i].Size);
            if (layout.Before(steps.GivenInputs + i) == 0 && number < layout.Length - 1)
                continue;
            var expected = new T[size];
            for (var row = 0; row < rows; row++)
            {
                layout.CopyStep<T>(steps.GivenInputs + i, predicted[i].Span.Slice(row * whole, whole), number, expected);
                Compare(stepped[i].Span.Slice(row * size, size), expected, index => $"{network.Outputs[i].Name}[{index}] of row {row} at step {number + 1}");
            }
        }
    }

    private void Compare(ReadOnlySpan<T> actual, ReadOnlySpan<T> expected, Func<int, string> nameOf)
    {
        for (var i = 0; i < actual.Length; i++)
        {
            var (a, e) = (double.CreateTruncating(actual[i]), double.CreateTruncating(expected[i]));
            var error = Math.Abs(a - e) / Math.Max(largest, double.Epsilon);
            if (double.IsNaN(error))
                error = a.Equals(e) ? 0 : double.PositiveInfinity;
            if (error > Report.Error || Report.Worst == "nothing compared")
                Report = new StepReport(nameOf(i), a, e, error);
        }
    }

    /// <summary>Some steps of an input, in each row one after the other.</summary>
    private AlignedBuffer<TElement> Part<TElement>(int input, AlignedBuffer<TElement> all, int number, int count)
        where TElement : unmanaged
    {
        var (whole, size) = (network.Inputs[input].Size, steps.Inputs[ofStep[input]].Size);
        if (layout.Before(ofStep[input]) == 0)
            return all;
        var part = new AlignedBuffer<TElement>(rows * count * size);
        for (var i = 0; i < rows * count; i++)
            layout.CopyStep<TElement>(ofStep[input], all.Span.Slice(i / count * whole, whole), number + i % count, part.Span.Slice(i * size, size));
        return part;
    }

    private static Feed FeedOf(AlignedBuffer<T> buffer) => new(buffer.Pointer, buffer.Length);

    private static Feed FeedOf(AlignedBuffer<int> buffer) => new(buffer.Pointer, buffer.Length);

    private static AlignedBuffer<TElement> Copied<TElement>(TElement[] array)
        where TElement : unmanaged
    {
        var buffer = new AlignedBuffer<TElement>(array.Length);
        array.CopyTo(buffer.Span);
        return buffer;
    }
}
