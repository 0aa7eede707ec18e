using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>
/// Writes the public API of a network whose declaration has errors, every member throwing: code that uses the network still compiles, and the error
/// in the declaration is the only one. Nothing private is written, and no member whose name a user has taken: that would be an error more.
/// </summary>
internal sealed class StubWriter
{
    private readonly CodeWriter writer;
    private readonly ShapedNetwork network;
    private readonly string name;
    private readonly string raise;

    private StubWriter(CodeWriter writer, ShapedNetwork network)
    {
        (this.writer, this.network) = (writer, network);
        name = Identifiers.Type(network.Declaration.Name);
        raise = $"throw new global::System.InvalidOperationException(\"{Reason}\")";
    }

    private string Reason => $"The declaration of {network.Declaration.Name} has errors; see the compiler's messages.";

    /// <summary>Whether a name is taken, so that the class cannot have all members of its interfaces.</summary>
    public static bool LacksMembers(ShapedNetwork network) =>
        network.Problems.Any(static p => p.Rule is Rules.MemberClash or Rules.ClassNamedAsMember) || ParameterNames.Clash(network.Declaration) is not null;

    /// <summary>Writes the members.</summary>
    public static void Write(CodeWriter writer, ShapedNetwork network) => new StubWriter(writer, network).Write();

    private void Write()
    {
        var api = Api.Of(network.Declaration);
        WriteConstants(api);
        Member("Layout", $"public static global::Adjoint.ParameterLayout Layout => {raise};");
        if (network.Problems.All(static p => p.Rule is not (Rules.ConstructorClash or Rules.BaseDoesNotFit)))
            Member("", $"public {name}(ulong seed = 0) => {raise};");
        Member("Parameters", $"public global::System.Span<{api.Number}> Parameters => {raise};");
        Member("Threads", $"public int Threads {{ get => {raise}; set => {raise}; }}");
        Member("TrainingStep", $"public long TrainingStep {{ get => {raise}; set => {raise}; }}");
        if (!LacksMembers(network))
            WriteInterface(api);
        if (ParameterNames.Clash(network.Declaration) is null)
            WriteMethods(api);
        Member("Save", $"public void Save(string path) => {raise};");
        Member("Load", $"public static {name} Load(string path) => {raise};");
        Member("Load", $"public static {name} Load(string path, global::Adjoint.LoadOptions options) => {raise};");
        WriteViews();
    }

    private void WriteConstants(Api api)
    {
        foreach (var (type, constant) in new[] { ("int", "InputSize"), ("int", "OutputSize"), ("int", "ParameterCount"), ("long", "FlopsPerRow") })
            Member(constant, $"public const {type} {constant} = 1;");
        foreach (var port in api.SizedPorts.Distinct(StringComparer.OrdinalIgnoreCase))
            Member(Identifiers.Member(port) + "Size", $"public const int {Identifiers.Member(port)}Size = 1;");
        Member("Summary", $"public const string Summary = \"{Reason}\";");
    }

    private void WriteInterface(Api api)
    {
        var (number, element) = (api.Number, Element.Of(api.Precision));
        var place = element.Interfaces;
        Member("", $"global::Adjoint.ParameterLayout {place}.INetwork.Layout => {raise};");
        Member("", $"string {place}.INetwork.Summary => {raise};");
        Member("", $"int {place}.INetwork.InputSize => {raise};");
        Member("", $"int {place}.INetwork.OutputSize => {raise};");
        Member("", $"global::Adjoint.{element.Library("ParameterView")} {place}.INetwork.View(int tensor) => {raise};");
        if (!api.IsPlain)
            Member("", $"void {place}.INetwork.Predict(global::System.ReadOnlySpan<{number}> x, global::System.Span<{number}> y) => {raise};");
        else if (api.Targets.Count == 1)
            Array.ForEach(Signatures.Evaluation(api), header => Member("", $"{header} => {raise};"));
    }

    private void WriteMethods(Api api)
    {
        Member("Predict", $"public void Predict({Signatures.Predict(api)}) => {raise};");
        if (api.Targets.Count > 0)
            WriteTraining(api);
        foreach (var method in DerivativeSignatures.Methods(network.Declaration.Derivatives).Where(m => !DerivativeSignatures.IsOfLoss(m) || api.Targets.Count > 0))
            Member(DerivativeSignatures.NameOf(method), $"{DerivativeSignatures.Of(api, method)} => {raise};");
        foreach (var header in VerificationWriter.Headers(network.Declaration, api))
            Member("VerifyGradients", $"{header} => {raise};");
    }

    private void WriteTraining(Api api)
    {
        var (data, number) = (Signatures.Data(api), api.Number);
        Member("Loss", $"public {number} Loss({data}) => {raise};");
        Member("Gradient", $"public {number} Gradient({data}, global::System.Span<{number}> gradient) => {raise};");
        Member("TrainStep", $"public {number} TrainStep({data}, global::Adjoint.Optimizer optimizer) => {raise};");
        if (api.Targets.Count == 1 && Element.Of(api.Precision).TakesMiniBatches)
            Member("TrainStep", $"public {number} TrainStep(global::Adjoint.Data.MiniBatch batch, global::Adjoint.Optimizer optimizer) => {raise};");
    }

    /// <summary>The views of all layers that could have parameters, named as they would be if the declaration were right.</summary>
    private void WriteViews()
    {
        foreach (var (layer, tensors) in DeclaredLayers.Of(network.Declaration))
        {
            if (!IsTaken(Identifiers.Member(layer)) && !IsTaken(Identifiers.Member(layer) + "Parameters"))
                ViewWriter.Write(writer, layer, [.. tensors.Select((m, i) => new Parameter(i, layer, m, m, new([1]), 0, "Weight", 0, 1, 1, false))], raise);
        }
    }

    private void Member(string member, string text)
    {
        if (IsTaken(member))
            return;
        writer.Blank();
        writer.WriteLine("/// <summary>Throws until the declaration is right.</summary>");
        writer.WriteLine(text);
    }

    private bool IsTaken(string member) =>
        member == network.Declaration.Name
        || network.Problems.Any(p => p.Rule == Rules.MemberClash && (p.Place.Argument == member || p.Place.Argument == "get_" + member || p.Place.Argument == "set_" + member));
}
