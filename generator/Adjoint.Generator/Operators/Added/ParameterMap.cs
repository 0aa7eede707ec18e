using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>
/// An elementwise formula of values of one shape and of parameters with a number for each channel, <c>y = f(a, b, …, p, q, …)</c>, which the compiler writes where
/// tangents of layers with such parameters need one, and for batch normalisation as it predicts. Nobody declares it.
/// <para>
/// Gradients: (1) da = dy ∂f/∂a for every value; (2) dp = Σ dy ∂f/∂p for every parameter, over the rows and over the features that share the number. Tangent:
/// ẏ = ∂f/∂a ȧ + … + ∂f/∂p ṗ + …, a formula again. All come from the one table of derivatives, as for <see cref="Operators.Map"/>.
/// </para>
/// </summary>
/// <param name="Kernel">The kernel's name: equal names have equal formulas.</param>
/// <param name="Value">The formula.</param>
/// <param name="Layout">Which number of a parameter belongs to which feature.</param>
internal sealed record ParameterMap(string Kernel, Expr Value, ChannelLayout Layout) : Operator
{
    public override string Name => "ParameterMap";

    /// <summary>What stands for the parameter of this number in a formula; for values see <see cref="Operators.Map.Variable"/>.</summary>
    public static Variable Parameter(int number) => new(FormattableString.Invariant($"p{number}v"));

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 2L * (node.InputCount + node.ParameterCount) * node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is(Text(node, Value) ?? $"{Kernel}({string.Join(", ", [.. Enumerable.Range(0, node.InputCount).Select(node.x), .. Enumerable.Range(0, node.ParameterCount).Select(node.p)])})");

    public override string Onnx(OnnxContext node)
    {
        string[] values = [.. Enumerable.Range(0, node.Layer.InputCount).Select(i => node.Reshape(node.x(i), [Layout.Groups, Layout.Channels, Layout.Positions]))];
        var parameters = Enumerable.Range(0, node.Layer.ParameterCount).ToDictionary(Parameter, i => node.Add("Reshape", node.p(i), node.Integers(Layout.Channels, 1)));
        return node.Reshaped(node.Formula(
            Value, given => given is not Variable variable ? null : parameters.TryGetValue(variable, out var name) ? name : values[Operators.Map.Number(variable)]));
    }

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        for (var i = 0; i < node.InputCount; i++)
        {
            if (node.NeedsGradient(i) && OfValue(i) is { } partial)
                yield return node.ToInput(i, Operators.Map.Through(node.dy, partial, Text(node, partial) ?? $"∂{Kernel}/∂{node.x(i)}"));
        }
        for (var i = 0; i < node.ParameterCount; i++)
        {
            if (node.Trains(i) && OfParameter(i) is { } partial)
                yield return node.ToParameter(i, Operators.Map.Through(node.dy, partial, Text(node, partial) ?? $"∂{Kernel}/∂{node.p(i)}"), 2);
        }
    }

    /// <summary>∂f/∂a; null where it is zero.</summary>
    public Expr? OfValue(int value) => Partial(Operators.Map.Variable(value));

    /// <summary>∂f/∂p; null where it is zero.</summary>
    public Expr? OfParameter(int parameter) => Partial(Parameter(parameter));

    private Expr? Partial(Variable of) => Derivative.Of(Value, of) is var partial && partial is not Constant { Value: 0 } ? partial : null;

    public override int? Tangent(TangentContext node) => node.Chain(Kernel, Value, Layout);

    private static string? Text(NodeContext node, Expr formula)
    {
        var symbols = Enumerable.Range(0, node.ParameterCount).ToDictionary(static i => Parameter(i), node.p);
        return MathText.IfShort(formula, variable => symbols.TryGetValue(variable, out var symbol) ? symbol : node.x(Operators.Map.Number(variable)));
    }
}
