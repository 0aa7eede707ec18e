using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>A generated network, and what it was generated from.</summary>
/// <param name="generated">An instance of the generated class.</param>
/// <param name="shaped">What the naive interpreter reads.</param>
/// <param name="text">The declaration, for messages.</param>
/// <param name="seed">The seed that the instance was made with.</param>
internal sealed class Subject(INetwork generated, ShapedNetwork shaped, string text, ulong seed)
{
    public INetwork Generated => generated;

    public ShapedNetwork Shaped => shaped;

    public string Text => text;

    public ulong Seed => seed;

    public Span<float> Parameters => generated.Parameters;

    /// <summary>All values of the parameter block: behind those that are trained, those that are not.</summary>
    public double[] Block
    {
        get
        {
            var block = new double[shaped.Parameters.Sum(tensor => tensor.Length)];
            for (var i = 0; i < shaped.Parameters.Count; i++)
            {
                var values = new float[shaped.Parameters[i].Length];
                generated.View(i).CopyTo(values);
                for (var j = 0; j < values.Length; j++)
                    block[Locate(shaped.Parameters[i], j)] = values[j];
            }
            return block;
        }
    }

    public int OutputSize => generated.OutputSize;

    public int InputSize => generated.InputSize;

    public bool TakesLabels => generated is ITrainableNetwork<int>;

    public long TrainingStep
    {
        get => generated.TrainingStep;
        set => generated.TrainingStep = value;
    }

    public int Threads
    {
        set => generated.Threads = value;
    }

    public float[] Predict(Batch batch)
    {
        var y = new float[batch.Rows * OutputSize];
        generated.Predict(batch.Inputs, y);
        return y;
    }

    public float Loss(Batch batch) => generated is ITrainableNetwork<int> classifier
        ? classifier.Loss(batch.Inputs, batch.Labels)
        : ((ITrainableNetwork<float>)generated).Loss(batch.Inputs, batch.Targets);

    /// <summary>The loss and its gradient; the training step goes up by one.</summary>
    public (float Loss, float[] Gradient) Gradient(Batch batch)
    {
        var gradient = new float[Parameters.Length];
        var loss = generated is ITrainableNetwork<int> classifier
            ? classifier.Gradient(batch.Inputs, batch.Labels, gradient)
            : ((ITrainableNetwork<float>)generated).Gradient(batch.Inputs, batch.Targets, gradient);
        return (loss, gradient);
    }

    public float TrainStep(Batch batch, Optimizer optimizer) => generated is ITrainableNetwork<int> classifier
        ? classifier.TrainStep(batch.Inputs, batch.Labels, optimizer)
        : ((ITrainableNetwork<float>)generated).TrainStep(batch.Inputs, batch.Targets, optimizer);

    /// <summary>One tensor of the parameters, or of a gradient, in the row-major order of its shape, which a dense weight is not stored in.</summary>
    public static float[] RowMajor(Parameter tensor, ReadOnlySpan<float> block)
    {
        var values = new float[tensor.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = block[Locate(tensor, i)];
        return values;
    }

    /// <summary>Sets one tensor of the parameters from the row-major order of its shape.</summary>
    public void Set(Parameter tensor, IReadOnlyList<double> values)
    {
        Assert.Equal(tensor.Length, values.Count);
        generated.View(tensor.Id).CopyFrom([.. values.Select(value => (float)value)]);
    }

    /// <summary>The tensor and the position in it of a parameter, for messages.</summary>
    public string NameOf(int parameter)
    {
        var tensor = shaped.Parameters.Last(p => p.Offset <= parameter);
        return $"{tensor.Name}[{parameter - tensor.Offset}]";
    }

    private static int Locate(Parameter tensor, int index)
    {
        if (!tensor.OutputInnermost)
            return tensor.Offset + index;
        var inputs = tensor.Length / tensor.Shape.Sizes[0];
        return tensor.Offset + index % inputs * tensor.Shape.Sizes[0] + index / inputs;
    }
}
