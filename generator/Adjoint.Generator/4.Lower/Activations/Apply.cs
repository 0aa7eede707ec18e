using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Lower;

/// <summary>A function of the user's: element by element, or where it has trained numbers over all elements of a layer, to sum what belongs to these.</summary>
/// <param name="layer">The operator.</param>
internal sealed class ApplyLowering(Apply layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var trained = layer.Trained.Count;
        calls.Add(new KernelCall(ElementKernel(trained), "Forward", [node.X, .. Tensors(node), node.Y], node.Input.Size, [node.OfOutput], InPlace: trained == 0));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var trained = layer.Trained.Count;
        var trains = Enumerable.Range(0, trained).Where(node.Trains).ToList();
        if (!node.NeedsInputGradient && trains.Count == 0)
            return;
        if (trained == 0)
        {
            calls.Blocks.Add(new KernelCall(ElementKernel(0), "Backward", [node.Dy, node.X, node.Dx], node.Input.Size, [node.OfInput(0)], InPlace: true));
            return;
        }
        // dx and each row's part of da, in one pass over dy and x
        calls.Blocks.Add(new KernelCall(
            LayerKernel(node.Input.Size, trained), "Backward", [node.Dy, node.X, .. Tensors(node), .. Enumerable.Range(0, trained).Select(i => node.Parts(i).Written), node.Dx], 1,
            [.. node.NeedsInputGradient ? (Equation[])[node.OfInput(0)] : [], .. trains.Select(node.PartOf)]));
        if (trains.Count > 0)
        {
            for (var i = 0; i < trained; i++)
                calls.Parameters.Add(LaneSums.Add(node.Parts(i), node.DTensor(i), node.Parameter(i).Length, 1, node.SumOf(i)));
        }
    }

    private static IEnumerable<Operand> Tensors(NodeContext node) => Enumerable.Range(0, node.ParameterCount).Select(node.Tensor);

    private static string Letter(int parameter) => FormattableString.Invariant($"a{parameter}");

    /// <summary>Some of the function's value and its derivatives.</summary>
    private IReadOnlyList<Expr> Formulas(params int[] results) => FunctionExpressions.Of(layer.Function, results, InputOf);

    /// <summary>An input of the function: the element, or a tensor's only number.</summary>
    private static Expr InputOf(int input) => input == 0 ? new Variable("xv") : new Variable(Letter(input - 1) + "v");

    private static IEnumerable<Statement> ReadTensors(int trained) =>
        Enumerable.Range(0, trained).Select(static i => new Let(Letter(i) + "v", new Scalar(Letter(i), 0)));

    private static IEnumerable<LaneBuffer> Buffers(int trained) => Enumerable.Range(0, trained).Select(static i => new LaneBuffer(Letter(i), 0));

    /// <summary>The kernel that takes the elements one by one.</summary>
    private LaneKernel ElementKernel(int trained)
    {
        List<LaneMethod> methods =
        [
            new("Forward", $"y = {layer.Function.Name}(x)", [new("x", 1), .. Buffers(trained), new("y", 1)],
                [new Let("xv", new Feature("x", 0)), .. ReadTensors(trained), new Store("y", 0, Formulas(0)[0])]),
        ];
        if (trained == 0)
        {
            methods.Add(new("Backward", $"dx = dy · {layer.Function.Name}′(x)", [new("dy", 1), new("x", 1), new("dx", 1)],
                [new Let("xv", new Feature("x", 0)), new Store("dx", 0, new Feature("dy", 0) * Formulas(1)[0])]));
        }
        return new LaneKernel("Apply_" + layer.Function.Key, $"The function {layer.Function.Name}, number by number", methods.ToEquatableArray());
    }

    /// <summary>The kernel that takes all elements of a layer, to sum what belongs to its parameters.</summary>
    private LaneKernel LayerKernel(int size, int trained)
    {
        var (names, derivatives) = Sharing.Apply(Formulas([.. Enumerable.Range(1, trained + 1)]), "t");
        var dy = new Variable("dyv");
        string Sum(int i) => $"d{Letter(i)}v";
        var loop = Loops.For("i", size, i =>
        [
            new Let("xv", new Feature("x", i)),
            new Let("dyv", new Feature("dy", i)),
            .. names,
            .. Enumerable.Range(0, trained).Select(k => new Set(Sum(k), new Variable(Sum(k)) + dy * derivatives[1 + k])),
            new Store("dx", i, dy * derivatives[0]),
        ]);
        return new LaneKernel(FormattableString.Invariant($"Apply_{layer.Function.Key}_{size}"), FormattableString.Invariant($"The gradients of the function {layer.Function.Name} over {size} numbers"),
        [
            new LaneMethod("Backward", $"dx = dy · ∂{layer.Function.Name}/∂x; da = Σ dy · ∂{layer.Function.Name}/∂a",
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
