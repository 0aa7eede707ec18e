using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Lanes.Loops;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Lower;

/// <summary>Local response normalisation across channels.</summary>
/// <param name="layer">The operator.</param>
internal sealed class LocalResponseNormLowering(LocalResponseNorm layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(new KernelCall(KernelOf(node), "Forward", [node.X, node.Y], 1, [node.OfOutput]));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(new KernelCall(KernelOf(node), "Backward", [node.Dy, node.X, Operand.Value(node.Output.Id), node.Dx], 1, [node.OfInput(0)]));
    }

    private LaneKernel KernelOf(NodeContext node)
    {
        var shape = node.Input.Shape;
        var channels = shape.Sizes[0];
        var program = new Program(channels, (int)(shape.Size / channels), layer.Options.Size, layer.Options.Alpha, layer.Options.Beta, layer.Options.K);
        var (alpha, beta, k) = (Elementwise.InName(layer.Options.Alpha), Elementwise.InName(layer.Options.Beta), Elementwise.InName(layer.Options.K));
        return new($"LocalResponseNorm{channels}x{shape.Size / channels}Size{layer.Options.Size}Alpha{alpha}Beta{beta}K{k}", $"Local response normalisation of {channels} channels over {layer.Options.Size} neighbours",
        [
            new LaneMethod("Forward", $"y = {LocalResponseNorm.Formula("x")}", [new("x", node.Input.Size), new("y", node.Input.Size)], [.. program.Forward()], Rows: true),
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
