using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Lower;

/// <summary>An elementwise formula with parameters: each gradient with respect to one is summed over the features of a row, and then over the rows.</summary>
/// <param name="layer">The operator.</param>
internal sealed class ParameterMapLowering(ParameterMap layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var program = ProgramOf(node);
        calls.Add(new KernelCall(
            program.Kernel, "Forward", [.. program.Values(layer.Value).Select(node.XAt), .. program.Parameters(layer.Value).Select(node.Tensor), node.Y], 1, [node.OfOutput],
            InPlace: program.Values(layer.Value).Any()));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var program = ProgramOf(node);
        for (var i = 0; i < node.InputCount; i++)
        {
            if (!node.NeedsGradient(i) || layer.OfValue(i) is not { } partial)
                continue;
            calls.Blocks.Add(new KernelCall(
                program.Kernel, Program.OfValueMethod(i), [node.Dy, .. program.Values(partial).Select(node.XAt), .. program.Parameters(partial).Select(node.Tensor), node.DxAt(i)], 1,
                [node.OfInput(i)], InPlace: true));
        }
        // A sum first over the features of a row and then over the rows
        for (var i = 0; i < node.ParameterCount; i++)
        {
            if (!node.Trains(i) || layer.OfParameter(i) is not { } partial)
                continue;
            calls.Blocks.Add(new KernelCall(
                program.Kernel, Program.OfParameterMethod(i),
                [node.Dy, .. program.Values(partial).Select(node.XAt), .. program.Parameters(partial).Select(node.Tensor), node.Parts(i).Written], 1, [node.PartOf(i)]));
            calls.Parameters.Add(LaneSums.Add(node.Parts(i), node.DTensor(i), node.Parameter(i).Length, 1, node.SumOf(i)));
        }
    }

    private Program ProgramOf(NodeContext node) => new(layer, node.InputCount, node.ParameterCount);

    /// <summary>The lane programs of one formula.</summary>
    private sealed class Program(ParameterMap layer, int values, int parameters)
    {
        private ChannelLayout layout => layer.Layout;

        public LaneKernel Kernel => new(layout.Named(layer.Kernel), $"{layer.Kernel}, number by number, with parameters",
        [
            Method("Forward", layer.Value, [], "y", Spelt(layer.Value) ?? $"{layer.Kernel}({string.Join(", ", [.. Values(layer.Value).Select(Value), .. Parameters(layer.Value).Select(Tensor)])})"),
            .. Enumerable.Range(0, values).Where(i => layer.OfValue(i) is not null).Select(i => Method(OfValueMethod(i), layer.OfValue(i)!, ["dy"], "d" + Value(i), Through(layer.OfValue(i)!, Value(i)))),
            .. Enumerable.Range(0, parameters).Where(i => layer.OfParameter(i) is not null)
                .Select(i => Sum(OfParameterMethod(i), layer.OfParameter(i)!, "d" + Tensor(i), Through(layer.OfParameter(i)!, Tensor(i)))),
        ]);

        public static string OfValueMethod(int value) => "Backward" + Value(value).ToUpperInvariant();

        public static string OfParameterMethod(int parameter) => FormattableString.Invariant($"BackwardP{parameter}");

        /// <summary>The values that a formula reads.</summary>
        public IEnumerable<int> Values(Expr of) => Enumerable.Range(0, values).Where(i => of.Reads(Map.Variable(i)));

        /// <summary>The parameters that a formula reads.</summary>
        public IEnumerable<int> Parameters(Expr of) => Enumerable.Range(0, parameters).Where(i => of.Reads(ParameterMap.Parameter(i)));

        private static string Value(int value) => Map.Letter(value);

        private static string Tensor(int parameter) => FormattableString.Invariant($"p{parameter}");

        private IEnumerable<LaneBuffer> Buffers(Expr of) =>
            [.. Values(of).Select(i => new LaneBuffer(Value(i), layout.Size)), .. Parameters(of).Select(static i => new LaneBuffer(Tensor(i), 0))];

        private static string? Spelt(Expr of) => MathText.IfShort(of, static v => v.Name.Substring(0, v.Name.Length - 1));

        /// <summary>dy by way of the derivative with respect to a value or a parameter.</summary>
        private string Through(Expr partial, string of) => partial.Is(1) ? "dy" : $"dy · ({Spelt(partial) ?? $"∂{layer.Kernel}/∂{of}"})";

        private IEnumerable<Statement> ReadParameters(Expr of, Lanes.Index channel) => Parameters(of).Select(i => new Let(ParameterMap.Parameter(i).Name, new Scalar(Tensor(i), channel)));

        private IEnumerable<Statement> ReadValues(Expr of, Lanes.Index feature) => Values(of).Select(i => new Let(Map.Variable(i).Name, new Feature(Value(i), feature)));

        /// <summary>One number for each feature.</summary>
        private LaneMethod Method(string method, Expr of, string[] given, string result, string text) => new(
            method, $"{result} = {text}", [.. given.Select(g => new LaneBuffer(g, layout.Size)), .. Buffers(of), new(result, layout.Size)],
            [.. layout.Each(gathers: false, c => ReadParameters(of, c), at =>
            [
                .. ReadValues(of, at),
                new Store(result, at, given.Aggregate(of, (product, g) => new Feature(g, at) * product)),
            ], static _ => [])], Rows: given.Length == 0);

        /// <summary>One number for each channel: a sum over its features.</summary>
        private LaneMethod Sum(string method, Expr of, string result, string text)
        {
            var sum = new Variable(result + "v");
            return new(
                method, $"{result} = Σ {text}", [new LaneBuffer("dy", layout.Size), .. Buffers(of), new(result, layout.Channels)],
                [.. layout.Each(gathers: true, c => [.. ReadParameters(of, c), new Let(sum.Name, 0f)], at =>
                [
                    .. ReadValues(of, at),
                    new Set(sum.Name, sum + new Feature("dy", at) * of),
                ], c => [new Store(result, c, sum)])]);
        }
    }
}
