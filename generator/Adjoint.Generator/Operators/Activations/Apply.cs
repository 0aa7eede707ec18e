using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;

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
        if (!FunctionFormula.Check(context, Name, Options.Function, data: 1, canTrain: true))
            return null;
        foreach (var parameter in Trained)
            context.Parameter(parameter.Name, "a", new([1]), "Scale", InitializerOf(parameter), 1, 1, start: StartOf(parameter));
        return context.Input;
    }

    public override long Flops(NodeContext node) => (long)FunctionFormula.GraphOf(Function).Keep([0]).Steps.Count * node.Output.Size;

    public override bool IsFinite => FunctionFormula.GraphOf(Function).IsFinite;

    protected override Expr Value(Expr x) => FunctionFormula.Formula(Function, 0, x);

    protected override Expr Derivative(Expr x, Expr y) => FunctionFormula.Formula(Function, 1, x);

    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var trained = Trained.Count;
        calls.Add(new KernelCall(
            ElementKernel(trained), "Forward", [node.X, .. Tensors(node, trained), node.Y], node.Input.Size,
            $"{Notation.Of(node.Output.Name)} = {Formula(node, Notation.Of(node.Input.Name))}", InPlace: trained == 0));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var trained = Trained.Count;
        var trains = Enumerable.Range(0, trained).Any(node.Trains);
        if (!node.NeedsInputGradient && !trains)
            return;
        var (x, dy, name) = (Notation.Of(node.Input.Name), Notation.Gradient(node.Output.Name), Function.Name);
        if (trained == 0)
        {
            // (1) dx
            calls.Blocks.Add(new KernelCall(
                ElementKernel(0), "Backward", [node.Dy, node.X, node.Dx], node.Input.Size, $"d{x} = {dy} ⊙ {name}′({x})", InPlace: true));
            return;
        }
        var parts = Enumerable.Range(0, trained).Select(i => new Operand(OperandKind.RowGradient, node.Parameter(i).Id)).ToList();

        // (1) dx and each row's part of (2), in one pass over dy and x
        calls.Blocks.Add(new KernelCall(
            LayerKernel(node.Input.Size, trained), "Backward", [node.Dy, node.X, .. Tensors(node, trained), .. parts.Select(static p => p.Written), node.Dx], 1,
            $"d{x} = {dy} ⊙ ∂{name}/∂{x};  each row's Σ {dy} ∂{name}/∂a"));

        // (2) da, summed over the rows
        for (var i = 0; i < trained && trains; i++)
        {
            calls.Parameters.Add(new KernelCall(
                new LibraryKernel("LaneBlocks"), "AddLaneSums", [parts[i], Operand.ParameterGradient(node.Parameter(i).Id)], 1,
                $"{Notation.Gradient(node.Parameter(i).Symbol)} = Σ over the rows"));
        }
    }

    public override int? Tangent(TangentContext node)
    {
        List<Expr> inputs = [Operators.Formula.Variable(0), .. Enumerable.Range(0, Trained.Count).Select(ParameterFormula.Parameter)];
        Expr Partial(int of) => FunctionFormula.Formula(Function, 1 + of, [.. inputs]);
        return node.Chain("Apply_" + Function.Key, _ => Partial(0), i => Partial(1 + i), ParameterPlaces.One(node.Size));
    }

    /// <summary>The function, once it has been found right.</summary>
    private LayerFunction Function => Options.Function!;

    private List<FunctionParameter> Trained => [.. Function.Function!.Parameters.Skip(1)];

    /// <summary>The number of an <c>Initializer</c>: Zeros, Quarter, or Ones, which stands also where the start is another number.</summary>
    private static int InitializerOf(FunctionParameter parameter) => parameter.Initial switch { 0 => 1, 0.25 => 9, _ => 2 };

    private static float? StartOf(FunctionParameter parameter) => parameter.Initial is 0 or 0.25 or 1 ? null : (float?)parameter.Initial;

    private string Formula(NodeContext node, string x)
    {
        var arguments = Trained.Select((_, i) => Notation.Of(node.Parameter(i).Symbol));
        return $"{Function.Name}({string.Join(", ", [x, .. arguments])})";
    }

    private static IEnumerable<Operand> Tensors(NodeContext node, int count) => Enumerable.Range(0, count).Select(i => Operand.Parameter(node.Parameter(i).Id));

    private static string Letter(int parameter) => FormattableString.Invariant($"a{parameter}");

    /// <summary>An input of the function: the element, or a tensor's only number.</summary>
    private static Expr InputOf(int input) => input == 0 ? new Variable("xv") : new Variable(Letter(input - 1) + "v");

    private static IEnumerable<Statement> ReadTensors(int trained) =>
        Enumerable.Range(0, trained).Select(static i => new Let(Letter(i) + "v", new Scalar(Letter(i), 0)));

    private static IEnumerable<LaneBuffer> Buffers(int trained) => Enumerable.Range(0, trained).Select(static i => new LaneBuffer(Letter(i), 0));

    /// <summary>The kernel that takes the elements one by one.</summary>
    private LaneKernel ElementKernel(int trained)
    {
        var (names, value) = FunctionFormula.Lanes(Function, [0], InputOf);
        List<LaneMethod> methods =
        [
            new("Forward", $"y = {Function.Name}(x)", [new("x", 1), .. Buffers(trained), new("y", 1)],
                [new Let("xv", new Feature("x", 0)), .. ReadTensors(trained), .. names, new Store("y", 0, value[0])]),
        ];
        if (trained == 0)
        {
            var (shared, derivative) = FunctionFormula.Lanes(Function, [1], InputOf);
            methods.Add(new("Backward", $"dx = dy · {Function.Name}′(x)", [new("dy", 1), new("x", 1), new("dx", 1)],
                [new Let("xv", new Feature("x", 0)), .. shared, new Store("dx", 0, new Feature("dy", 0) * derivative[0])]));
        }
        return new LaneKernel("Apply_" + Function.Key, methods.ToEquatableArray());
    }

    /// <summary>The kernel that takes all elements of a layer, to sum what belongs to its parameters.</summary>
    private LaneKernel LayerKernel(int size, int trained)
    {
        var (names, derivatives) = FunctionFormula.Lanes(Function, [.. Enumerable.Range(1, trained + 1)], InputOf);
        var dy = new Variable("dyv");
        string Sum(int i) => "sum" + Letter(i);
        var loop = Loops.For("i", size, i =>
        [
            new Let("xv", new Feature("x", i)),
            new Let("dyv", new Feature("dy", i)),
            .. names,
            .. Enumerable.Range(0, trained).Select(k => new Set(Sum(k), new Variable(Sum(k)) + dy * derivatives[1 + k])),
            new Store("dx", i, dy * derivatives[0]),
        ]);
        return new LaneKernel(FormattableString.Invariant($"Apply_{Function.Key}_{size}"),
        [
            new LaneMethod("Backward", $"dx = dy · ∂{Function.Name}/∂x; da = Σ dy · ∂{Function.Name}/∂a",
                [new("dy", size), new("x", size), .. Buffers(trained), .. Enumerable.Range(0, trained).Select(static k => new LaneBuffer("d" + Letter(k), 1)), new("dx", size)],
                [
                    .. ReadTensors(trained),
                    .. Enumerable.Range(0, trained).Select(k => new Let(Sum(k), 0f)),
                    .. loop,
                    .. Enumerable.Range(0, trained).Select(k => new Store("d" + Letter(k), 0, new Variable(Sum(k)))),
                ]),
        ]);
    }
}
