using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Inverted dropout: <c>y = m ⊙ x / (1 − p)</c>, m independent Bernoulli(1 − p), so that E[y] = x. In Predict and Loss, y = x.
/// <para>Gradient: y is linear in x, so (1) dx = m ⊙ dy / (1 − p). The mask is a function of (seed, step, layer, position) and is computed again: backward reads nothing.</para>
/// <para>Source: Srivastava et al., Dropout, JMLR 15 (2014).</para>
/// </summary>
/// <param name="Options">The rate.</param>
/// <param name="Mask">The layer whose masks a tangent shares; null for its own.</param>
internal record Dropout(DropoutOptions Options, string? Mask = null) : Operator
{
    public override string Name => "Dropout";

    public override string Symbol => "d";

    public override bool OnlyTrains => true;

    // Nothing is dropped.
    public override bool IsView => Options.Rate == 0;

    public override bool KeepsPlaces => true;

    // ẏ = m ⊙ ẋ / (1 − p), with the same m
    public override int? Tangent(TangentContext node) => node.TangentOf(0) is { } tangent
        ? node.Add(this with { Mask = Mask ?? node.Name }, [tangent])
        : null;

    public override TensorShape? Infer(ShapeContext context)
    {
        var rate = Options.Rate;
        if (rate is >= 0 and < 1)
            return context.Input;
        EquatableArray<Remedy> remedies = Meant(rate) is { } meant ? [Remedy.Set($"Write {meant}f", context.PlaceOf("rate"), $"{meant}f")] : [];
        context.ReportWith(remedies, Rules.RateOutOfRange, context.PlaceOf("rate"), rate, Advice(rate));
        return null;
    }

    /// <summary>A percentage is guessed; 1 and 1.5 are no plain slips of anything. A decimal keeps the digits that were written.</summary>
    private static string? Meant(double rate) => rate is >= 10 and < 100 ? FormattableString.Invariant($"{(decimal)rate / 100:0.#######}") : null;

    private static string Advice(double rate) => Meant(rate) is { } meant ? $"did you mean {meant}?" : "write the share of values to drop, such as 0.5";

    public override long Flops(NodeContext node) => 0;

    public override Equation Forward(NodeContext node) => node.Is($"m ⊙ {node.x()} / (1 − p), m drawn from (seed, step, layer, position)");

    public override string Onnx(OnnxContext node) => node.x();

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient && !IsView ? [node.ToInput(0, $"m ⊙ {node.dy} / (1 − p), with the same m")] : [];

    /// <summary>How many neighbouring values are dropped or kept together.</summary>
    public virtual int Together(TensorShape input) => 1;
}

/// <summary>
/// Dropout of whole channels of [channels, height, width]: <c>y_c = m_c x_c / (1 − p)</c>, one m for each channel of each row. In Predict and Loss, y = x.
/// <para>Gradient: (1) dx_c = m_c dy_c / (1 − p). Source: Tompson et al. (2015). Semantics: PyTorch's Dropout2d.</para>
/// </summary>
internal sealed record Dropout2D(DropoutOptions Options) : Dropout(Options)
{
    public override string Name => "Dropout2D";

    public override TensorShape? Infer(ShapeContext context) => Axes.RequireImage(context, Name, 2) ? base.Infer(context) : null;

    public override int Together(TensorShape input) => input.Sizes[1] * input.Sizes[2];
}
