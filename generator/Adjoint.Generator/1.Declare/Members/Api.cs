using Adjoint.Generator.Naming;

namespace Adjoint.Generator.Declare;

/// <summary>The facts about a network's public API that can be told from its declaration alone, right or wrong.</summary>
internal sealed class Api
{
    private Api(Precision precision, IReadOnlyList<string> inputs, IReadOnlyDictionary<string, int> tokens, IReadOnlyList<string> outputs, IReadOnlyList<ApiTarget> targets)
    {
        Precision = precision;
        Inputs = inputs;
        Tokens = tokens;
        Outputs = outputs;
        Targets = targets;
    }

    /// <summary>What the network computes in.</summary>
    public Precision Precision { get; }

    /// <summary>The type of the numbers, as C# calls it.</summary>
    public string Number => Precision.Number();

    /// <summary>The names of the inputs.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>For the inputs that are tokens, how many there are.</summary>
    public IReadOnlyDictionary<string, int> Tokens { get; }

    /// <summary>Whether the network takes one step of a sequence at a time.</summary>
    public bool HasSteps { get; private init; }

    /// <summary>Whether training carries the states of loops.</summary>
    public bool Carries { get; private init; }

    /// <summary>For the inputs that say how many steps each row of the input before them has, how many there may be.</summary>
    public IReadOnlyDictionary<string, int> Lengths { get; private init; } = new Dictionary<string, int>();

    /// <summary>The inputs that are the edges of graphs, whose tokens are nodes.</summary>
    public ISet<string> Edges { get; private init; } = new HashSet<string>();

    /// <summary>The name of the input that says how many steps the rows of another have.</summary>
    public static string LengthsOf(InputWord input) => input.Port is { } name ? name + "Lengths" : "lengths";

    /// <summary>The inputs that are numbers: those that derivatives are taken with respect to.</summary>
    public IReadOnlyList<string> NumberInputs => [.. Inputs.Where(input => !Tokens.ContainsKey(input))];

    /// <summary>The names of the outputs.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>What the losses compare outputs with; none without a loss.</summary>
    public IReadOnlyList<ApiTarget> Targets { get; }

    /// <summary>Whether anything is trained.</summary>
    public bool HasLoss { get; private init; }

    /// <summary>The outputs that a loss reads as logits.</summary>
    public IReadOnlyList<string> Logits { get; private init; } = [];

    /// <summary>Whether it is one function of one variable: one input, of numbers, and one output.</summary>
    public bool IsOneFunction => Inputs.Count == 1 && Outputs.Count == 1 && Tokens.Count == 0;

    /// <summary>The inputs of one step, in which nothing ends.</summary>
    public IReadOnlyList<string> StepInputs => [.. Inputs.Where(input => !Lengths.ContainsKey(input))];

    /// <summary>The spans that bring the inputs.</summary>
    public IReadOnlyList<MemberParameter> InputParameters =>
    [
        .. Inputs.Select(name => (Lengths.TryGetValue(name, out var steps)
            ? new MemberParameter(name, "ReadOnlySpan<int>", FormattableString.Invariant($"The number of steps of each row, from 0 to {steps}; what stands behind them is not read."))
            : Edges.Contains(name)
            ? new MemberParameter(name, "ReadOnlySpan<int>", FormattableString.Invariant(
                $"The edges, {{size}} numbers a row: the nodes that they leave, then those that they enter, from 0 to {Tokens[name] - 1}, and −1 for no edge."))
            : Tokens.TryGetValue(name, out var tokens)
            ? new MemberParameter(name, "ReadOnlySpan<int>", FormattableString.Invariant($"The tokens, row after row, {{size}} each, from 0 to {tokens - 1}."))
            : new MemberParameter(name, $"ReadOnlySpan<{Number}>", "The inputs, row after row, {size} numbers each.")) with
        {
            Use = ParameterUse.Input, Feeds = FeedList.First, Port = name,
        }),
    ];

    /// <summary>The spans that receive the outputs.</summary>
    public IReadOnlyList<MemberParameter> OutputParameters =>
    [
        .. Outputs.Select(name => new MemberParameter(name, $"Span<{Number}>", "Receives the outputs, row after row, {size} numbers each.")
        {
            Use = ParameterUse.Output, Feeds = FeedList.Second, Port = name,
        }),
    ];

    /// <summary>The spans that receive the outputs, logits as probabilities.</summary>
    public IReadOnlyList<MemberParameter> ProbabilityParameters =>
    [
        .. OutputParameters.Select(output => !Logits.Contains(output.Name) ? output : output with { Doc = "Receives the probabilities, row after row, {size} numbers each." }),
    ];

    /// <summary>The spans that bring the targets.</summary>
    public IReadOnlyList<MemberParameter> TargetParameters =>
    [
        .. Targets.Select(target => new MemberParameter(
            target.Name, $"ReadOnlySpan<{target.Type}>",
            $"The targets{(Targets.Count > 1 ? $" of {target.Output}" : "")}: {DocOf(target.Kind)}.")
        {
            Use = ParameterUse.Target, Feeds = FeedList.Second, Port = OutputOf(target),
        }),
    ];

    /// <summary>The spans that bring inputs and targets.</summary>
    public IReadOnlyList<MemberParameter> DataParameters => [.. InputParameters, .. TargetParameters];

    /// <summary>The output that a target is compared with.</summary>
    public string OutputOf(ApiTarget target) => target.Output is { } output && Outputs.Contains(output) ? output : Outputs[0];

    /// <summary>The API of which every other network's is a part, as far as names go.</summary>
    public static Api Largest { get; } = new(
        Precision.Single, ["x"], new Dictionary<string, int>(), ["y"],
        [new ApiTarget("targets", TargetKind.Numbers, "float", null, [new LossWord("CrossEntropy", new CrossEntropyOptions(1, 0, 0, [], false))])])
    {
        HasSteps = true,
        Carries = true,
        HasLoss = true,
        Logits = ["y"],
    };

    /// <summary>The inputs and outputs whose sizes have a constant each: all but an only input x and an only output y.</summary>
    public IEnumerable<string> SizedPorts => Inputs.Where(i => Inputs.Count > 1 || i != "x").Concat(Outputs.Where(o => Outputs.Count > 1 || o != "y"));

    /// <summary>The name of the constant that says how many numbers a row of an input or an output has.</summary>
    public string SizeOf(string port) => SizedPorts.Contains(port) ? Identifiers.Member(port) + "Size" : Inputs.Contains(port) ? "InputSize" : "OutputSize";

    /// <summary>Reads the API from a declaration.</summary>
    public static Api Of(NetworkDeclaration declaration)
    {
        var words = declaration.Words.OfType<InputWord>().ToList();
        var inputs = Ports(words.SelectMany(static input => input.HasLengths ? [input.Port, LengthsOf(input)] : new[] { input.Port }), "x");
        var lengths = words.Where(static input => input.HasLengths && input.Shape.Count > 0).GroupBy(LengthsOf).ToDictionary(static same => same.Key, static same => same.First().Shape[0]);
        var tokens = words.Where(static input => (input.Tokens ?? input.Edges) is > 0).GroupBy(input => Ports([input.Port], "x")[0])
            .Select(static same => (same.Key, Count: (same.First().Tokens ?? same.First().Edges)!.Value))
            .Concat(lengths.Select(static port => (port.Key, Count: port.Value + 1))).GroupBy(static port => port.Key).ToDictionary(static port => port.Key, static port => port.First().Count);
        var outputs = Ports(declaration.Words.OfType<OutputWord>().Select(static output => output.Port), "y").Where(output => !inputs.Contains(output)).ToList();
        var losses = declaration.Losses.GroupBy(loss => loss.Options.On ?? outputs.FirstOrDefault()).ToList();
        var targets = losses.Select(each => (each.Key, Given: each.Where(static loss => loss.Options.IsGiven).ToList())).Where(static each => each.Given.Count > 0)
            .Select(each => TargetOf(declaration.Precision, each.Key, each.Given, outputs));
        return new Api(declaration.Precision, inputs.Count == 0 ? ["x"] : inputs, tokens, outputs.Count == 0 ? ["y"] : outputs, [.. targets])
        {
            HasLoss = losses.Count > 0,
            Logits =
            [
                .. losses.Where(static each => each.Any(static loss => loss.Options.ReadsLogits))
                    .Select(each => each.Key is { } judged && outputs.Contains(judged) ? judged : outputs.Count == 0 ? "y" : outputs[0]).Distinct(),
            ],
            HasSteps = declaration.HasSteps,
            Carries = declaration.Carries,
            Lengths = lengths,
            Edges = new HashSet<string>(words.Where(static input => input.Edges is > 0).Select(input => Ports([input.Port], "x")[0])),
        };
    }

    /// <summary>The names of inputs or outputs; a wrong declaration may have one twice, or one that is none.</summary>
    private static List<string> Ports(IEnumerable<string?> written, string unnamed) =>
        [.. written.Select(port => port is { } name && Names.IsIdentifier(name) ? name : unnamed).Distinct()];

    private static string DocOf(TargetKind kind) => kind switch
    {
        TargetKind.Class => "one class from 0 to {last} for each row",
        TargetKind.ClassOfPosition => "a class from 0 to {last} for each position, {positions} a row",
        TargetKind.Answer => "row after row, {size} labels each, 0 or 1",
        _ => "row after row, {size} numbers each",
    };

    /// <summary>Where there are several outputs, the name of a target starts with that of its output.</summary>
    private static ApiTarget TargetOf(Precision precision, string? output, IReadOnlyList<LossWord> losses, IReadOnlyList<string> outputs)
    {
        var kind = losses[0].Options.Target;
        var (name, type) = kind == TargetKind.Numbers ? ("targets", precision.Number()) : ("labels", "int");
        return new ApiTarget(outputs.Count < 2 ? name : output + Identifiers.Member(name), kind, type, output, losses);
    }
}

/// <summary>What a row of an output is compared with.</summary>
/// <param name="Name">The name of the parameter.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Output">The output's name; null for the only one.</param>
/// <param name="Losses">What compares the two.</param>
internal sealed record ApiTarget(string Name, TargetKind Kind, string Type, string? Output, IReadOnlyList<LossWord> Losses);
