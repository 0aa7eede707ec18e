using Adjoint.Generator.Problems;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

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
    public virtual bool IsCentred => true;

    /// <summary>The usual ε.</summary>
    public virtual Expr UsualEpsilon => 1e-5;

    /// <summary>The ε that was written, or the usual.</summary>
    public abstract Expr Epsilon { get; }

    /// <summary>What is normalised together.</summary>
    public abstract NormAxes AxesOf(TensorShape input);

    /// <summary>What the weights' shape is; null for none.</summary>
    protected abstract TensorShape? WeightShape(TensorShape input);

    /// <summary>Whether there are biases where there are weights.</summary>
    protected virtual bool HasBias => true;

    /// <summary>Whether the arguments fit the input; if not, that has been reported.</summary>
    protected abstract bool CheckArguments(ShapeContext context);

    public override TensorShape? Infer(ShapeContext context)
    {
        const int zeros = 1, ones = 2;
        if (!CheckArguments(context))
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

    public override Equation Forward(NodeContext node) =>
        node.Is($"{(node.HasParameter(0) ? $"{node.p(0)} ⊙ " : "")}{Normalised(node.x())}{(node.HasParameter(1) ? $" + {node.p(1)}" : "")}");

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        if (node.NeedsInputGradient)
            yield return node.ToInput(0, $"{node.dy} through {Normalised(node.x())}");
        if (node.Trains(0))
            yield return node.ToParameter(0, $"{node.dy} ⊙ {Normalised(node.x())}", 2);
        if (node.Trains(1))
            yield return node.ToParameter(1, node.dy, 3);
    }

    public override int? Tangent(TangentContext node)
    {
        var axes = AxesOf(node.Shape);
        var (a, b) = (Map.Variable(0), Map.Variable(1));
        int Total(int value) => node.Add(new AxisTotal(0, axes.Size), [value], []);
        int Centred(int value) => IsCentred ? node.Add(new Centring(axes.Size), [value], []) : value;
        var c = Centred(node.Input(0));
        var (epsilon, n) = (Epsilon, 1.0 / axes.Size);
        var r = node.Map(FormattableString.Invariant($"Inverse{axes.Size}{InName(epsilon)}"), 1 / Sqrt(a * n + epsilon), Total(node.Map("Square", a * a, c)));

        // ẏ, term by term: those of what does not change are left out.
        List<int> values = [c, r], parameters = [];
        Expr? sum = null;
        var of = "";
        if (node.TangentOf(0) is { } dx)
        {
            var dc = Centred(dx);
            values.AddRange([dc, Total(node.Map("Product", a * b, c, dc))]);
            var changes = Map.Variable(1) * (Map.Variable(2) - Map.Variable(0) * Map.Variable(1) * Map.Variable(1) * Map.Variable(3) * n);
            Gain("X", node.ParameterCount > 0 ? New(node.Parameter(0)) * changes : changes);
        }
        if (node.ParameterTangent(0) is { } weight)
            Gain("W", New(weight) * Map.Variable(1) * Map.Variable(0));
        if (node.ParameterTangent(1) is { } bias)
            Gain("B", New(bias));
        return node.Map(FormattableString.Invariant($"Norm{axes.Size}TangentOf{of}{parameters.Count}"), sum!, [.. values], [.. parameters], LayoutOf(axes));

        Expr New(int parameter)
        {
            parameters.Add(parameter);
            return ParameterMap.Parameter(parameters.Count - 1);
        }

        void Gain(string letter, Expr term) => (of, sum) = (of + letter, sum is null ? term : sum + term);
    }

    /// <summary>Which weight belongs to which number.</summary>
    private static ChannelLayout LayoutOf(NormAxes axes) =>
        axes.HasOwnWeights ? new(1, axes.Groups * axes.Channels, axes.Positions) : new(axes.Groups, axes.Channels, axes.Positions);

    /// <summary>The numbers before scale and shift.</summary>
    public string Normalised(string x) => IsCentred ? $"({x} − mean {x}) / √(var {x} + ε)" : $"{x} / √(mean {x}² + ε)";

    /// <summary>An ε in the name of a class.</summary>
    public static string InName(Expr epsilon) => epsilon is Constant written ? "Epsilon" + Elementwise.InName(written.Value) : "MachineEpsilon";
}
