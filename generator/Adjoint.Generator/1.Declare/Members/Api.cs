using Adjoint.Generator.Naming;

namespace Adjoint.Generator.Declare;

/// <summary>The facts about a network's public API that can be told from its declaration alone, right or wrong.</summary>
internal sealed class Api
{
    private Api(Precision precision, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, IReadOnlyList<ApiTarget> targets)
    {
        Precision = precision;
        Inputs = inputs;
        Outputs = outputs;
        Targets = targets;
    }

    /// <summary>What the network computes in.</summary>
    public Precision Precision { get; }

    /// <summary>The type of the numbers, as C# calls it.</summary>
    public string Number => Precision.Number();

    /// <summary>The names of the inputs.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>The names of the outputs.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>What the losses compare outputs with; none without a loss.</summary>
    public IReadOnlyList<ApiTarget> Targets { get; }

    /// <summary>Whether it is one function of one variable: one input, one output.</summary>
    public bool IsOneFunction => Inputs.Count == 1 && Outputs.Count == 1;

    /// <summary>The spans that bring the inputs.</summary>
    public IReadOnlyList<MemberParameter> InputParameters =>
    [
        .. Inputs.Select(name => new MemberParameter(name, $"ReadOnlySpan<{Number}>", "The inputs, row after row, {size} numbers each.")
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

    /// <summary>The spans that bring the targets.</summary>
    public IReadOnlyList<MemberParameter> TargetParameters =>
    [
        .. Targets.Select(target => new MemberParameter(
            target.Name, $"ReadOnlySpan<{target.Type}>",
            $"The targets{(Targets.Count > 1 ? $" of {target.Output}" : "")}: {(target.IsClasses ? "one class from 0 to {last} for each row" : "row after row, {size} numbers each")}.")
        {
            Use = ParameterUse.Target, Feeds = FeedList.Second, Port = OutputOf(target),
        }),
    ];

    /// <summary>The spans that bring inputs and targets.</summary>
    public IReadOnlyList<MemberParameter> DataParameters => [.. InputParameters, .. TargetParameters];

    /// <summary>The output that a target is compared with.</summary>
    public string OutputOf(ApiTarget target) => target.Output is { } output && Outputs.Contains(output) ? output : Outputs[0];

    /// <summary>The API of which every other network's is a part, as far as names go.</summary>
    public static Api Largest { get; } = new(Precision.Single, ["x"], ["y"], [new ApiTarget("targets", false, "float", null, [])]);

    /// <summary>The inputs and outputs whose sizes have a constant each: all but an only input x and an only output y.</summary>
    public IEnumerable<string> SizedPorts => Inputs.Where(i => Inputs.Count > 1 || i != "x").Concat(Outputs.Where(o => Outputs.Count > 1 || o != "y"));

    /// <summary>The name of the constant that says how many numbers a row of an input or an output has.</summary>
    public string SizeOf(string port) => SizedPorts.Contains(port) ? Identifiers.Member(port) + "Size" : Inputs.Contains(port) ? "InputSize" : "OutputSize";

    /// <summary>Reads the API from a declaration.</summary>
    public static Api Of(NetworkDeclaration declaration)
    {
        var inputs = Ports(declaration.Words.OfType<InputWord>().Select(static input => input.Port), "x");
        var outputs = Ports(declaration.Words.OfType<OutputWord>().Select(static output => output.Port), "y").Where(output => !inputs.Contains(output)).ToList();
        var losses = declaration.Words.OfType<LossWord>().GroupBy(loss => loss.Options.On ?? outputs.FirstOrDefault());
        return new Api(declaration.Precision, inputs.Count == 0 ? ["x"] : inputs, outputs.Count == 0 ? ["y"] : outputs, [.. losses.Select(each => TargetOf(declaration.Precision, each.Key, [.. each], outputs))]);
    }

    /// <summary>The names of inputs or outputs; a wrong declaration may have one twice, or one that is none.</summary>
    private static List<string> Ports(IEnumerable<string?> written, string unnamed) =>
        [.. written.Select(port => port is { } name && Names.IsIdentifier(name) ? name : unnamed).Distinct()];

    /// <summary>Where there are several outputs, the name of a target starts with that of its output.</summary>
    private static ApiTarget TargetOf(Precision precision, string? output, IReadOnlyList<LossWord> losses, IReadOnlyList<string> outputs)
    {
        var isClasses = losses[0].Options.TakesClasses;
        var name = isClasses ? "labels" : "targets";
        return new ApiTarget(outputs.Count < 2 ? name : output + Identifiers.Member(name), isClasses, isClasses ? "int" : precision.Number(), output, losses);
    }
}

/// <summary>What a row of an output is compared with.</summary>
/// <param name="Name">The name of the parameter.</param>
/// <param name="IsClasses">Whether it is a class index; else it is as many numbers as the output has.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Output">The output's name; null for the only one.</param>
/// <param name="Losses">What compares the two.</param>
internal sealed record ApiTarget(string Name, bool IsClasses, string Type, string? Output, IReadOnlyList<LossWord> Losses);
