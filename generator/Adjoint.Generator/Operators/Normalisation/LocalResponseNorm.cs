using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Problems;
using static Adjoint.Generator.Lanes.Functions;
using static Adjoint.Generator.Lanes.Loops;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Local response normalisation across channels: <c>y_c = x_c d_c^(−β)</c>, <c>d_c = k + α/n Σⱼ xⱼ²</c> over the n channels from c − ⌊n/2⌋ to
/// c + ⌊(n − 1)/2⌋, of which those that do not exist count as 0.
/// <para>
/// Gradient. ∂d_j/∂x_c = 2α/n x_c where c is one of the channels of j, so (1) dx_c = dy_c d_c^(−β) − 2αβ/n x_c Σⱼ dyⱼ yⱼ / dⱼ over the j whose channels
/// include c, that is from c − ⌊(n − 1)/2⌋ to c + ⌊n/2⌋.
/// </para>
/// <para>Tangent: ḋ_c = 2α/n Σⱼ xⱼ ẋⱼ, so ẏ_c = d_c^(−β) (ẋ_c − β x_c ḋ_c / d_c).</para>
/// <para>
/// Backward reads input and output. It writes the terms of the sums to where dx will lie, sums them there with n of them in variables, and then takes d once
/// more: walking through the channels in all four buffers at once would have their lines push one another out of the cache.
/// Powers go by exp and ln: d is at least k, and two square roots and a division would take longer.
/// </para>
/// <para>Source: Krizhevsky, Sutskever and Hinton (2012). Semantics: PyTorch's LocalResponseNorm, which divides α by n where the paper does not.</para>
/// </summary>
internal sealed record LocalResponseNorm(LocalResponseNormOptions Options) : Operator
{
    public override string Name => "LocalResponseNorm";

    public override TensorShape? Infer(ShapeContext context)
    {
        var (size, k) = (Options.Size, Options.K);
        if (size is < 1 or > MostChannels)
            context.Report(Rules.ValueOutOfRange, "size", $"The number of channels of '{context.NodeName}'", $"from 1 to {MostChannels}", size);
        else if (k is not (> 0 and < double.PositiveInfinity))
            context.Report(Rules.ValueOutOfRange, "K", $"The k of '{context.NodeName}'", "above 0 and finite", k);
        else if (Options.Alpha is not (>= 0 and < double.PositiveInfinity) and var alpha)
            context.Report(Rules.ValueOutOfRange, "Alpha", $"The alpha of '{context.NodeName}'", "0 or more, and finite", alpha);
        else if (double.IsNaN(Options.Beta) || double.IsInfinity(Options.Beta))
            context.Report(Rules.ValueOutOfRange, "Beta", $"The beta of '{context.NodeName}'", "finite", Options.Beta);
        else
            return context.Input;
        return null;
    }

    public override long Flops(NodeContext node) => (2L * Options.Size + 30) * node.Output.Size;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(new KernelCall(
        KernelOf(node), "Forward", [node.X, node.Y], 1, $"{Notation.Of(node.Output.Name)} = {Formula(Notation.Of(node.Input.Name))}"));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        // (1)
        if (node.NeedsInputGradient)
        {
            var (x, y, dy) = (Notation.Of(node.Input.Name), Notation.Of(node.Output.Name), Notation.Gradient(node.Output.Name));
            calls.Blocks.Add(new KernelCall(
                KernelOf(node), "Backward", [node.Dy, node.X, Operand.Value(node.Output.Id), node.Dx], 1,
                $"d{x} = {dy} d^(−β) − 2αβ/n {x} Σ {dy} {y} / d, d = k + α/n Σ {x}²"));
        }
    }

    public override int? Tangent(TangentContext node)
    {
        if (node.TangentOf(0) is not { } dx)
            return null;
        var (a, b, size, alpha, beta) = (Operators.Formula.Variable(0), Operators.Formula.Variable(1), Options.Size, Options.Alpha, Options.Beta);
        int Sum(int value) => node.Add(new ChannelSum(size / 2, (size - 1) / 2), [value], []);
        var d = node.Formula(Named("Denominator"), MultiplyAdd(a, alpha / size, Options.K), Sum(node.Formula("Square", a * a, node.Input(0))));
        var products = Sum(node.Formula("Product", a * b, node.Input(0), dx));
        var (x, s, v) = (a, Operators.Formula.Variable(2), Operators.Formula.Variable(3));
        return node.Formula(Named("LocalResponseNormTangent"), Exp(-beta * Log(b)) * (v - x * s * (2 * alpha * beta / size) / b), node.Input(0), d, products, dx);

        string Named(string kernel) => FormattableString.Invariant($"{kernel}Size{size}Alpha{Elementwise.InName(alpha)}Beta{Elementwise.InName(beta)}K{Elementwise.InName(Options.K)}");
    }

    private const int MostChannels = 32;

    private static string Formula(string x) => $"{x} (k + α/n Σ {x}² over channels)^(−β)";

    private LaneKernel KernelOf(NodeContext node)
    {
        var shape = node.Input.Shape;
        var channels = shape.Sizes[0];
        var program = new Program(channels, (int)(shape.Size / channels), Options.Size, Options.Alpha, Options.Beta, Options.K);
        var (alpha, beta, k) = (Elementwise.InName(Options.Alpha), Elementwise.InName(Options.Beta), Elementwise.InName(Options.K));
        return new($"LocalResponseNorm{channels}x{shape.Size / channels}Size{Options.Size}Alpha{alpha}Beta{beta}K{k}",
        [
            new LaneMethod("Forward", $"y = {Formula("x")}", [new("x", node.Input.Size), new("y", node.Input.Size)], [.. program.Forward()], Rows: true),
            new LaneMethod("Backward", "dx = dy d^(−β) − 2αβ/n x Σ dy y / d, d = k + α/n Σ x²",
                [new("dy", node.Input.Size), new("x", node.Input.Size), new("y", node.Input.Size), new("dx", node.Input.Size)], [.. program.Backward()]),
        ]);
    }

    /// <summary>The lane programs for [channels, positions].</summary>
    private sealed class Program(int channels, int positions, int size, double alpha, double beta, double k)
    {
        private readonly int before = size / 2;
        private readonly int behind = (size - 1) / 2;

        public IEnumerable<Statement> Forward() => For("c", channels, c => For("i", positions, i =>
        [
            .. Denominator(c, i),
            new Store("y", c * positions + i, new Feature("x", c * positions + i) * Power(new Variable("d"))),
        ]));

        public IEnumerable<Statement> Backward() =>
        [
            // dx is first the terms of the sum, then the sums, and then what it is called.
            .. For("c", channels, c => For("i", positions, i =>
            [
                .. Denominator(c, i),
                new Store("dx", c * positions + i, new Feature("dy", c * positions + i) * new Feature("y", c * positions + i) / new Variable("d")),
            ])),
            .. For("i", positions, i =>
            [
                // The terms from one channel before the first sum's on.
                .. Enumerable.Range(0, size).Select(t =>
                    new Let(Term(t).Name, t > behind && t - behind - 1 < channels ? new Feature("dx", (t - behind - 1) * positions + i) : 0f)),
                .. For("c", 0, channels - before, c => Sum(c, i, new Feature("dx", (c + before) * positions + i))),
                .. For("c", Math.Max(channels - before, 0), channels, c => Sum(c, i, 0f)),
            ]),
            .. For("c", channels, c => For("i", positions, i =>
            [
                .. Denominator(c, i),
                new Store("dx", c * positions + i,
                    new Feature("dy", c * positions + i) * Power(new Variable("d"))
                        - new Feature("x", c * positions + i) * (2 * alpha * beta / size) * new Feature("dx", c * positions + i)),
            ])),
        ];

        /// <summary>The sum of a channel: every term moves up by one channel, and the last is a new one.</summary>
        private IEnumerable<Statement> Sum(Index c, Index i, Expr last) =>
        [
            .. Enumerable.Range(0, size - 1).Select(static t => new Set(Term(t).Name, Term(t + 1))),
            new Set(Term(size - 1).Name, last),
            new Store("dx", c * positions + i, Enumerable.Range(1, size - 1).Aggregate((Expr)Term(0), static (sum, t) => sum + Term(t))),
        ];

        private static Variable Term(int t) => new($"term{t}");

        /// <summary>d of a channel.</summary>
        private IEnumerable<Statement> Denominator(Index c, Index i)
        {
            var (d, first, end) = (new Variable("d"), new Bound(c - before), new Bound(c + behind + 1, Most: channels));
            return
            [
                new Let("d", 0f),
                .. For("j", first, end, j => [new Set("d", d + new Feature("x", j * positions + i) * new Feature("x", j * positions + i))]),
                new Set("d", MultiplyAdd(d, alpha / size, k)),
            ];
        }

        private Expr Power(Expr d) => Exp(-beta * Log(d));
    }
}
