using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Problems;
using static Adjoint.Generator.Lanes.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Normalisation within one row: groups of numbers are brought to mean 0 and variance 1, or only to mean square 1, and then scaled and shifted.
/// <para>
/// Gradients. With n numbers in a group, m their mean, v = 1/n Σ (xᵢ − m)², r = 1/√(v + ε), x̂ᵢ = r (xᵢ − m), yᵢ = gᵢ x̂ᵢ + bᵢ and hᵢ = gᵢ dyᵢ:
/// ∂x̂ᵢ/∂xⱼ = r (δᵢⱼ − 1/n) − r³/n (xᵢ − m)(xⱼ − m), for ∂m/∂xⱼ = 1/n and ∂r/∂xⱼ = −r³/n (xⱼ − m); therefore
/// (1) dxⱼ = Σᵢ hᵢ ∂x̂ᵢ/∂xⱼ = r hⱼ − r/n Σᵢ hᵢ − r³/n (xⱼ − m) Σᵢ hᵢ (xᵢ − m), without the term r/n Σ h where no mean is subtracted;
/// (2) dg = Σ dy x̂ and (3) db = Σ dy, over the rows and over all places that share the number.
/// </para>
/// <para>
/// Tangent. With c = x − m and ċ = ẋ − 1/n Σ ẋ: d/dt v = 2/n Σ c ċ, so ẏ = g r (ċ − r² c 1/n Σ c ċ) + ġ r c + ḃ.
/// </para>
/// <para>Backward reads the input and takes mean and variance again, which costs less than it would to keep them apart.</para>
/// </summary>
internal abstract record Normalisation : Operator
{
    /// <summary>Whether the mean is subtracted.</summary>
    protected virtual bool IsCentred => true;

    /// <summary>The usual ε.</summary>
    protected virtual Expr UsualEpsilon => 1e-5;

    /// <summary>The ε that was written, or the usual.</summary>
    protected abstract Expr Epsilon { get; }

    /// <summary>What is normalised together.</summary>
    protected abstract NormAxes AxesOf(TensorShape input);

    /// <summary>What the weights' shape is; null for none.</summary>
    protected abstract TensorShape? WeightShape(TensorShape input);

    /// <summary>Whether there are biases where there are weights.</summary>
    protected virtual bool HasBias => true;

    /// <summary>Whether the arguments fit the input; if not, that has been reported.</summary>
    protected abstract bool AreRight(ShapeContext context);

    public override TensorShape? Infer(ShapeContext context)
    {
        const int zeros = 1, ones = 2;
        if (!AreRight(context))
            return null;
        if (Epsilon is Constant { Value: not (> 0 and < double.PositiveInfinity) and var epsilon })
        {
            context.Report(Rules.ValueOutOfRange, "Epsilon", $"The epsilon of '{context.NodeName}'", "above 0 and finite", epsilon);
            return null;
        }
        if (WeightShape(context.Input) is { } shape)
        {
            context.Parameter("weight", "g", shape, "Scale", ones, 1, 1);
            if (HasBias)
                context.Parameter("bias", "b", shape, "Bias", zeros, 1, 1);
        }
        return context.Input;
    }

    public override long Flops(NodeContext node) => 8L * node.Output.Size;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var (axes, program) = (AxesOf(node.Input.Shape), ProgramOf(node));
        var (x, y) = (Notation.Of(node.Input.Name), Notation.Of(node.Output.Name));
        var weight = node.HasParameter(0) ? $"{Notation.Of(node.Parameter(0).Symbol)} ⊙ " : "";
        var bias = node.HasParameter(1) ? $" + {Notation.Of(node.Parameter(1).Symbol)}" : "";
        calls.Add(new KernelCall(
            KernelOf(node), "Forward", [node.X, .. Parameters(node), node.Y], axes.Groups / program.ForwardGroups,
            $"{y} = {weight}{Normalised(x)}{bias}"));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var trains = Enumerable.Range(0, 2).Any(i => node.HasParameter(i) && node.Trains(i));
        if (!node.NeedsInputGradient && !trains)
            return;
        var axes = AxesOf(node.Input.Shape);
        var (dx, dy) = (Notation.Gradient(node.Input.Name), Notation.Gradient(node.Output.Name));
        var parts = trains ? PartsOf(node, axes).Select(i => new Operand(OperandKind.RowGradient, node.Parameter(i).Id).Written).ToList() : [];

        // (1) dx, and each row's parts of (2) and (3), in one pass over dy and x
        calls.Blocks.Add(new KernelCall(
            KernelOf(node), trains ? "Backward" : "InputGradient", [node.Dy, node.X, .. Parameters(node).Take(1), .. parts, node.Dx],
            axes.Groups / BackwardGroups(node, axes),
            $"{dx} = {dy} through {Normalised(Notation.Of(node.Input.Name))}{(trains ? ";  each row's part of the parameters' gradients" : "")}"));

        // (2) dg and (3) db, summed over the rows; where no two positions share a bias, its parts are dy as it lies
        for (var i = 0; i < 2; i++)
        {
            if (!node.HasParameter(i) || !node.Trains(i))
                continue;
            var parameter = node.Parameter(i);
            var isPart = PartsOf(node, axes).Contains(i);
            calls.Parameters.Add(new KernelCall(
                new LibraryKernel("LaneBlocks"), "AddLaneSums",
                [isPart ? new Operand(OperandKind.RowGradient, parameter.Id) : node.Dy, Operand.ParameterGradient(parameter.Id)],
                isPart || axes.HasOwnWeights ? 1 : axes.Groups, $"{Notation.Gradient(parameter.Symbol)} = Σ {(isPart ? "" : dy + " ")}over the rows"));
        }
    }

    public override int? Tangent(TangentContext node)
    {
        var axes = AxesOf(node.Shape);
        var (a, b) = (Formula.Variable(0), Formula.Variable(1));
        int Total(int value) => node.Add(new AxisTotal(0, axes.Size), [value], []);
        int Centred(int value) => IsCentred ? node.Add(new Centring(axes.Size), [value], []) : value;
        var c = Centred(node.Input(0));
        var (epsilon, n) = (Epsilon, 1.0 / axes.Size);
        var r = node.Formula(FormattableString.Invariant($"Inverse{axes.Size}{InName(epsilon)}"), 1 / Sqrt(a * n + epsilon), Total(node.Formula("Square", a * a, c)));

        // ẏ, term by term: those of what does not change are left out.
        List<int> values = [c, r], parameters = [];
        Expr? sum = null;
        var of = "";
        if (node.TangentOf(0) is { } dx)
        {
            var dc = Centred(dx);
            values.AddRange([dc, Total(node.Formula("Product", a * b, c, dc))]);
            var changes = Formula.Variable(1) * (Formula.Variable(2) - Formula.Variable(0) * Formula.Variable(1) * Formula.Variable(1) * Formula.Variable(3) * n);
            Gain("X", node.ParameterCount > 0 ? New(node.Parameter(0)) * changes : changes);
        }
        if (node.ParameterTangent(0) is { } weight)
            Gain("W", New(weight) * Formula.Variable(1) * Formula.Variable(0));
        if (node.ParameterTangent(1) is { } bias)
            Gain("B", New(bias));
        return node.Formula(FormattableString.Invariant($"Norm{axes.Size}TangentOf{of}{parameters.Count}"), sum!, [.. values], [.. parameters], PlacesOf(axes));

        Expr New(int parameter)
        {
            parameters.Add(parameter);
            return ParameterFormula.Parameter(parameters.Count - 1);
        }

        void Gain(string letter, Expr term) => (of, sum) = (of + letter, sum is null ? term : sum + term);
    }

    /// <summary>Which weight belongs to which number.</summary>
    private static ParameterPlaces PlacesOf(NormAxes axes) =>
        axes.HasOwnWeights ? new(1, axes.Groups * axes.Channels, axes.Positions) : new(axes.Groups, axes.Channels, axes.Positions);

    private string Normalised(string x) => IsCentred ? $"({x} − mean {x}) / √(var {x} + ε)" : $"{x} / √(mean {x}² + ε)";

    private static string InName(Expr epsilon) => epsilon is Constant written ? "Epsilon" + Elementwise.InName(written.Value) : "MachineEpsilon";

    private NormKernel ProgramOf(NodeContext node) =>
        new(AxesOf(node.Input.Shape), Epsilon, IsCentred, node.HasParameter(0), node.HasParameter(1));

    private static IEnumerable<Operand> Parameters(NodeContext node) =>
        Enumerable.Range(0, 2).Where(node.HasParameter).Select(i => Operand.Parameter(node.Parameter(i).Id));

    /// <summary>The parameters of which backward writes each row's part: a bias only where several positions share it.</summary>
    private static IEnumerable<int> PartsOf(NodeContext node, NormAxes axes) =>
        Enumerable.Range(0, axes.Positions > 1 ? 2 : 1).Where(node.HasParameter);

    /// <summary>The groups of one unit of backward: all, where they have weights of their own or add to one gradient.</summary>
    private static int BackwardGroups(NodeContext node, NormAxes axes) => node.HasParameter(0) ? axes.Groups : 1;

    private LaneKernel KernelOf(NodeContext node)
    {
        var (axes, program) = (AxesOf(node.Input.Shape), ProgramOf(node));
        var epsilon = Epsilon == UsualEpsilon ? "" : InName(Epsilon);
        var variant = !node.HasParameter(0) ? "Plain" : !node.HasParameter(1) && IsCentred ? "NoBias" : "";
        var name = $"{Name}{axes.Groups}x{axes.Channels}x{axes.Positions}{variant}{epsilon}";
        var (forward, backward) = (program.ForwardGroups * axes.Size, BackwardGroups(node, axes) * axes.Size);
        LaneBuffer[] weight = node.HasParameter(0) ? [new("w", 0)] : [], bias = node.HasParameter(1) ? [new("b", 0)] : [];
        var parts = PartsOf(node, axes).Select(i => new LaneBuffer(i == 0 ? "dw" : "db", node.Parameter(i).Length)).ToList();
        return new LaneKernel(name,
        [
            new LaneMethod("Forward", $"y = {(node.HasParameter(0) ? "w · " : "")}{Normalised("x")}{(node.HasParameter(1) ? " + b" : "")}",
                [new("x", forward), .. weight, .. bias, new("y", forward)], [.. program.Forward()], Rows: true),
            new LaneMethod("Backward", $"dx = dy through {Normalised("x")}; each row's part of the parameters' gradients",
                [new("dy", backward), new("x", backward), .. weight, .. parts, new("dx", backward)], [.. program.Backward(BackwardGroups(node, axes), trains: true)]),
            new LaneMethod("InputGradient", $"dx = dy through {Normalised("x")}",
                [new("dy", backward), new("x", backward), .. weight, new("dx", backward)], [.. program.Backward(BackwardGroups(node, axes), trains: false)]),
        ]);
    }
}
