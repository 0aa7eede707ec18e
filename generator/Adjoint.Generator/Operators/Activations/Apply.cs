using Adjoint.Generator.Declare;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = f(x, a)</c> with a function of the user's, each a one trainable number for the whole layer.
/// <para>Gradients, both derived by the compiler: (1) dx = dy ∂f/∂x. (2) da = Σ dy ∂f/∂a over all elements. Backward reads the input.</para>
/// <para>Tangent: ẏ = ∂f/∂x ẋ + ∂f/∂a ȧ, of which the table of derivatives derives the rest.</para>
/// <para>Kinks are as the table of derivatives has them.</para>
/// </summary>
internal sealed record Apply(ApplyOptions Options) : Elementwise
{
    public override string Name => "Apply";

    public override TensorShape? Infer(ShapeContext context)
    {
        if (!FunctionExpressions.Check(context, Name, Options.Function, data: 1, canTrain: true))
            return null;
        foreach (var parameter in Trained)
            context.Parameter(parameter.Name, "a", new([1]), "Scale", InitializerOf(parameter), 1, 1, start: StartOf(parameter));
        return context.Input;
    }

    public override long Flops(NodeContext node) => (long)FunctionExpressions.GraphOf(Function).Keep([0]).Steps.Count * node.Output.Size;

    public override bool IsFinite => FunctionExpressions.GraphOf(Function).IsFinite;

    public override Expr Value(Expr x) => FunctionExpressions.Of(Function, 0, x);

    public override Expr Derivative(Expr x, Expr y) => FunctionExpressions.Of(Function, 1, x);

    public override Equation Forward(NodeContext node) => node.Is(Formula(node, node.x()));

    public override string Onnx(OnnxContext node) => node.Formula(
        FunctionExpressions.GraphOf(Function).Keep([0]).Outputs[0], given => given is Input input ? input.Index == 0 ? node.x() : node.p(input.Index - 1) : null);

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        if (node.NeedsInputGradient)
            yield return node.ToInput(0, Trained.Count == 0 ? $"{node.dy} ⊙ {Function.Name}′({node.x()})" : $"{node.dy} ⊙ ∂{Function.Name}/∂{node.x()}");
        for (var i = 0; i < Trained.Count; i++)
        {
            if (node.Trains(i))
                yield return node.ToParameter(i, $"{node.dy} ∂{Function.Name}/∂{node.p(i)}", 2);
        }
    }

    public override int? Tangent(TangentContext node)
    {
        List<Expr> inputs = [Operators.Map.Variable(0), .. Enumerable.Range(0, Trained.Count).Select(ParameterMap.Parameter)];
        Expr Partial(int of) => FunctionExpressions.Of(Function, 1 + of, [.. inputs]);
        return node.Chain("Apply_" + Function.Key, _ => Partial(0), i => Partial(1 + i), ChannelLayout.One(node.Size));
    }

    /// <summary>The function, once it has been found right.</summary>
    public LayerFunction Function => Options.Function!;

    /// <summary>Its parameters that are trained.</summary>
    public IReadOnlyList<FunctionParameter> Trained => [.. Function.Function!.Parameters.Skip(1)];

    /// <summary>The number of an <c>Initializer</c>: Zeros, Quarter, or Ones, which stands also where the start is another number.</summary>
    private static int InitializerOf(FunctionParameter parameter) => parameter.Initial switch { 0 => 1, 0.25 => 9, _ => 2 };

    private static float? StartOf(FunctionParameter parameter) => parameter.Initial is 0 or 0.25 or 1 ? null : (float?)parameter.Initial;

    private string Formula(NodeContext node, string x)
    {
        var arguments = Trained.Select((_, i) => Notation.Of(node.Parameter(i).Symbol));
        return $"{Function.Name}({string.Join(", ", [x, .. arguments])})";
    }
}
