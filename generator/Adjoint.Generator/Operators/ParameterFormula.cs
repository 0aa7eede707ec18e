using Adjoint.Generator.Calculus;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Operators;

/// <summary>
/// An elementwise formula of values of one shape and of parameters with a number for each channel, <c>y = f(a, b, …, p, q, …)</c>, which the compiler writes where
/// tangents of layers with such parameters need one, and for batch normalisation as it predicts. Nobody declares it.
/// <para>
/// Gradients: (1) da = dy ∂f/∂a for every value; (2) dp = Σ dy ∂f/∂p for every parameter, over the rows and over the features that share the number. Tangent:
/// ẏ = ∂f/∂a ȧ + … + ∂f/∂p ṗ + …, a formula again. All come from the one table of derivatives, as for <see cref="Operators.Formula"/>.
/// </para>
/// </summary>
/// <param name="Kernel">The kernel's name: equal names have equal formulas.</param>
/// <param name="Value">The formula.</param>
/// <param name="Places">Which number of a parameter belongs to which feature.</param>
internal sealed record ParameterFormula(string Kernel, Expr Value, ParameterPlaces Places) : Operator
{
    public override string Name => "ParameterFormula";

    /// <summary>What stands for the parameter of this number in a formula; for values see <see cref="Operators.Formula.Variable"/>.</summary>
    public static Variable Parameter(int number) => new(FormattableString.Invariant($"p{number}v"));

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 2L * (node.InputCount + node.ParameterCount) * node.Output.Size;

    public override int? Tangent(TangentContext node) => node.Chain(Kernel, Value, Places);

    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var program = ProgramOf(node);
        calls.Add(new KernelCall(
            program.Kernel, "Forward", [.. program.Values(program.Formula).Select(node.XAt), .. Given(node, program.Parameters(program.Formula)), node.Y], 1,
            $"{Notation.Of(node.Output.Name)} = {Text(node, program.Formula)}", InPlace: program.Values(program.Formula).Any()));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var (program, dy) = (ProgramOf(node), Notation.Gradient(node.Output.Name));

        // (1) da = dy ∂f/∂a
        for (var i = 0; i < node.InputCount; i++)
        {
            if (!node.NeedsGradient(i) || program.OfValue(i) is not { } partial)
                continue;
            calls.Blocks.Add(new KernelCall(
                program.Kernel, Program.OfValueMethod(i), [node.Dy, .. program.Values(partial).Select(node.XAt), .. Given(node, program.Parameters(partial)), node.DxAt(i)], 1,
                $"{Notation.Gradient(node.InputAt(i).Name)} = {dy} ⊙ ({Text(node, partial)})", InPlace: true));
        }

        // (2) dp = Σ dy ∂f/∂p, first over the features of a row and then over the rows
        for (var i = 0; i < node.ParameterCount; i++)
        {
            if (!node.Trains(i) || program.OfParameter(i) is not { } partial)
                continue;
            var (parameter, dp) = (node.Parameter(i), Notation.Gradient(node.Parameter(i).Symbol));
            var parts = new Operand(OperandKind.RowGradient, parameter.Id);
            calls.Blocks.Add(new KernelCall(
                program.Kernel, Program.OfParameterMethod(i),
                [node.Dy, .. program.Values(partial).Select(node.XAt), .. Given(node, program.Parameters(partial)), parts.Written], 1,
                $"{dp} of each row = Σ {dy} ⊙ ({Text(node, partial)})"));
            calls.Parameters.Add(new KernelCall(
                new LibraryKernel("LaneBlocks"), "AddLaneSums", [parts, Operand.ParameterGradient(parameter.Id)], 1, $"{dp} = Σ over the rows"));
        }
    }

    private static IEnumerable<Operand> Given(NodeContext node, IEnumerable<int> parameters) => parameters.Select(i => Operand.Parameter(node.Parameter(i).Id));

    private static string Text(NodeContext node, Expr formula)
    {
        var symbols = Enumerable.Range(0, node.ParameterCount).ToDictionary(static i => Parameter(i), i => node.Parameter(i).Symbol);
        return Notation.Of(formula, variable => Notation.Of(symbols.TryGetValue(variable, out var symbol) ? symbol : node.InputAt(Operators.Formula.Number(variable)).Name));
    }

    private Program ProgramOf(NodeContext node) =>
        new(Kernel, Value, node.InputCount, node.ParameterCount, Places);

    /// <summary>The lane programs of one formula.</summary>
    private sealed class Program(string name, Expr formula, int values, int parameters, ParameterPlaces places)
    {
        public Expr Formula => formula;

        public LaneKernel Kernel => new(places.Named(name),
        [
            Method("Forward", formula, [], "y"),
            .. Enumerable.Range(0, values).Where(i => OfValue(i) is not null).Select(i => Method(OfValueMethod(i), OfValue(i)!, ["dy"], "d" + Value(i))),
            .. Enumerable.Range(0, parameters).Where(i => OfParameter(i) is not null).Select(i => Sum(OfParameterMethod(i), OfParameter(i)!, "d" + Tensor(i))),
        ]);

        public static string OfValueMethod(int value) => "Backward" + Value(value).ToUpperInvariant();

        public static string OfParameterMethod(int parameter) => FormattableString.Invariant($"BackwardP{parameter}");

        /// <summary>∂f/∂a; null where it is zero.</summary>
        public Expr? OfValue(int value) => Partial(Operators.Formula.Variable(value));

        /// <summary>∂f/∂p; null where it is zero.</summary>
        public Expr? OfParameter(int parameter) => Partial(Parameter(parameter));

        /// <summary>The values that a formula reads.</summary>
        public IEnumerable<int> Values(Expr of) => Enumerable.Range(0, values).Where(i => of.Reads(Operators.Formula.Variable(i).Name));

        /// <summary>The parameters that a formula reads.</summary>
        public IEnumerable<int> Parameters(Expr of) => Enumerable.Range(0, parameters).Where(i => of.Reads(Parameter(i).Name));

        private Expr? Partial(Variable of) => ExprDerivative.Of(formula, of.Name) is var partial && partial is not Constant { Value: 0 } ? partial : null;

        private static string Value(int value) => Operators.Formula.Letter(value);

        private static string Tensor(int parameter) => FormattableString.Invariant($"p{parameter}");

        private IEnumerable<LaneBuffer> Buffers(Expr of) =>
            [.. Values(of).Select(i => new LaneBuffer(Value(i), places.Size)), .. Parameters(of).Select(static i => new LaneBuffer(Tensor(i), 0))];

        private static string Spelt(Expr of) => Notation.Of(of, static v => v.Name.Substring(0, v.Name.Length - 1));

        private IEnumerable<Statement> ReadParameters(Expr of, Lanes.Index channel) => Parameters(of).Select(i => new Let(Parameter(i).Name, new Scalar(Tensor(i), channel)));

        private IEnumerable<Statement> ReadValues(Expr of, Lanes.Index feature) => Values(of).Select(i => new Let(Operators.Formula.Variable(i).Name, new Feature(Value(i), feature)));

        /// <summary>One number for each feature.</summary>
        private LaneMethod Method(string method, Expr of, string[] given, string result) => new(
            method, $"{result} = {string.Concat(given.Select(static g => g + " · "))}({Spelt(of)})", [.. given.Select(g => new LaneBuffer(g, places.Size)), .. Buffers(of), new(result, places.Size)],
            [.. places.Each(gathers: false, c => ReadParameters(of, c), at =>
            [
                .. ReadValues(of, at),
                new Store(result, at, given.Aggregate(of, (product, g) => new Feature(g, at) * product)),
            ], static _ => [])], Rows: given.Length == 0);

        /// <summary>One number for each channel: a sum over its features.</summary>
        private LaneMethod Sum(string method, Expr of, string result) => new(
            method, $"{result} = Σ dy · ({Spelt(of)})", [new LaneBuffer("dy", places.Size), .. Buffers(of), new(result, places.Channels)],
            [.. places.Each(gathers: true, c => [.. ReadParameters(of, c), new Let("sum", 0f)], at =>
            [
                .. ReadValues(of, at),
                new Set("sum", new Variable("sum") + new Feature("dy", at) * of),
            ], c => [new Store(result, c, new Variable("sum"))])]);
    }
}
