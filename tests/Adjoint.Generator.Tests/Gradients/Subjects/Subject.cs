using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>A generated network, and what it was generated from.</summary>
/// <param name="generated">An instance of the generated class.</param>
/// <param name="shaped">What the naive interpreter reads.</param>
/// <param name="text">The declaration, for messages.</param>
/// <param name="seed">The seed that the instance was made with.</param>
internal sealed class Subject(INetwork<float> generated, ShapedNetwork shaped, string text, long seed) : AnySubject(shaped, text, seed)
{
    public INetwork<float> Generated => generated;

    public Span<float> Parameters => generated.Parameters;

    public override int ParameterCount => generated.Parameters.Length;

    protected override double[] Values(int tensor, int length)
    {
        var values = new float[length];
        generated.View(tensor).CopyTo(values);
        return [.. values.Select(value => (double)value)];
    }

    public override int OutputSize => generated.OutputSize;

    public override int InputSize => generated.InputSize;

    public override bool TakesLabels => generated.Targets is [{ Kind: PortKind.Indices }];

    private ITrainableNetwork<float> Trainable => (ITrainableNetwork<float>)generated;

    public override long TrainingStep
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

    public float Loss(Batch batch) => TakesTokens && TakesLabels ? Trainable.Loss(batch.Tokens, batch.Labels)
        : TakesTokens ? Trainable.Loss(batch.Tokens, batch.Targets)
        : TakesLabels ? Trainable.Loss(batch.Inputs, batch.Labels)
        : Trainable.Loss(batch.Inputs, batch.Targets);

    /// <summary>The loss and its gradient; the training step goes up by one.</summary>
    public (float Loss, float[] Gradient) Gradient(Batch batch)
    {
        var gradient = new float[Parameters.Length];
        var loss = TakesTokens && TakesLabels ? Trainable.Gradient(batch.Tokens, batch.Labels, gradient)
            : TakesTokens ? Trainable.Gradient(batch.Tokens, batch.Targets, gradient)
            : TakesLabels ? Trainable.Gradient(batch.Inputs, batch.Labels, gradient)
            : Trainable.Gradient(batch.Inputs, batch.Targets, gradient);
        return (loss, gradient);
    }

    public float TrainStep(Batch batch, Optimizer optimizer) => TakesTokens && TakesLabels ? Trainable.TrainStep(batch.Tokens, batch.Labels, optimizer)
        : TakesTokens ? Trainable.TrainStep(batch.Tokens, batch.Targets, optimizer)
        : TakesLabels ? Trainable.TrainStep(batch.Inputs, batch.Labels, optimizer)
        : Trainable.TrainStep(batch.Inputs, batch.Targets, optimizer);

    /// <summary>One tensor of the parameters, or of a gradient, in the row-major order of its shape, which a dense weight is not stored in.</summary>
    public static float[] RowMajor(Parameter tensor, ReadOnlySpan<float> block)
    {
        var (values, place) = (new float[tensor.Length], Places(tensor));
        for (var i = 0; i < values.Length; i++)
            values[i] = block[place(i)];
        return values;
    }

    /// <summary>Sets one tensor of the parameters from the row-major order of its shape.</summary>
    public override void Set(Parameter tensor, IReadOnlyList<double> values)
    {
        Assert.Equal(tensor.Length, values.Count);
        generated.View(tensor.Id).CopyFrom([.. values.Select(value => (float)value)]);
    }
}
