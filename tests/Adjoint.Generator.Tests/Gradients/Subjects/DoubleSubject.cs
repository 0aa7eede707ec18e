using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>A generated network of doubles, and what it was generated from. Data are floats, which doubles hold exactly.</summary>
/// <param name="generated">An instance of the generated class.</param>
/// <param name="shaped">What the naive interpreter reads.</param>
/// <param name="text">The declaration, for messages.</param>
/// <param name="seed">The seed that the instance was made with.</param>
internal sealed class DoubleSubject(INetwork<double> generated, ShapedNetwork shaped, string text, long seed) : AnySubject(shaped, text, seed)
{
    public INetwork<double> Generated => generated;

    public override int ParameterCount => generated.Parameters.Length;

    public override int InputSize => generated.InputSize;

    public override int OutputSize => generated.OutputSize;

    public override bool TakesLabels => generated.Targets is [{ Kind: PortKind.Indices }];

    private ITrainableNetwork<double> Trainable => (ITrainableNetwork<double>)generated;

    public override long TrainingStep
    {
        get => generated.TrainingStep;
        set => generated.TrainingStep = value;
    }

    public static double[] Doubles(float[]? values) => [.. (values ?? []).Select(value => (double)value)];

    public double[] Predict(Batch batch)
    {
        var y = new double[batch.Rows * OutputSize];
        generated.Predict(Doubles(batch.Inputs), y);
        return y;
    }

    public double Loss(Batch batch) => TakesTokens && TakesLabels ? Trainable.Loss(batch.Tokens, batch.Labels)
        : TakesTokens ? Trainable.Loss(batch.Tokens, Doubles(batch.Targets))
        : TakesLabels ? Trainable.Loss(Doubles(batch.Inputs), batch.Labels)
        : Trainable.Loss(Doubles(batch.Inputs), Doubles(batch.Targets));

    /// <summary>The loss and its gradient; the training step goes up by one.</summary>
    public (double Loss, double[] Gradient) Gradient(Batch batch)
    {
        var gradient = new double[ParameterCount];
        var loss = TakesTokens && TakesLabels ? Trainable.Gradient(batch.Tokens, batch.Labels, gradient)
            : TakesTokens ? Trainable.Gradient(batch.Tokens, Doubles(batch.Targets), gradient)
            : TakesLabels ? Trainable.Gradient(Doubles(batch.Inputs), batch.Labels, gradient)
            : Trainable.Gradient(Doubles(batch.Inputs), Doubles(batch.Targets), gradient);
        return (loss, gradient);
    }

    public override void Set(Parameter tensor, IReadOnlyList<double> values) => generated.View(tensor.Id).CopyFrom([.. values]);

    protected override double[] Values(int tensor, int length)
    {
        var values = new double[length];
        generated.View(tensor).CopyTo(values);
        return values;
    }
}
