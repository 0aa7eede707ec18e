using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>
/// Writes the public API of a network whose declaration has errors, every member throwing: code that uses the network still compiles, and the error
/// in the declaration is the only one.
/// </summary>
internal static class StubWriter
{
    public static void Write(CodeWriter writer, ShapedNetwork network)
    {
        var declaration = network.Declaration;
        var name = Identifiers.Escape(declaration.Name);
        var api = Api.Of(declaration);
        var (number, place) = (api.Element.Name, api.Element.Interfaces);
        writer.WriteLine($"private const string reason = \"The declaration of {declaration.Name} has errors; see the compiler's messages.\";");
        foreach (var (type, constant) in new[] { ("int", "InputSize"), ("int", "OutputSize"), ("int", "ParameterCount"), ("long", "FlopsPerRow") })
            Member(writer, $"public const {type} {constant} = 1;");
        foreach (var port in api.Inputs.Concat(api.Outputs).Where(static port => port is not ("x" or "y")).Distinct(StringComparer.OrdinalIgnoreCase))
            Member(writer, $"public const int {Identifiers.Member(port)}Size = 1;");
        Member(writer, "public const string Summary = reason;");
        Member(writer, "public static global::Adjoint.ParameterLayout Layout => throw Broken();");
        Member(writer, $"public {name}(ulong seed = 0) => throw Broken();");
        Member(writer, $"public global::System.Span<{number}> Parameters => throw Broken();");
        Member(writer, "public int Threads { get => throw Broken(); set => throw Broken(); }");
        Member(writer, "public long TrainingStep { get => throw Broken(); set => throw Broken(); }");
        Member(writer, $"global::Adjoint.ParameterLayout {place}.INetwork.Layout => throw Broken();");
        Member(writer, $"string {place}.INetwork.Summary => throw Broken();");
        Member(writer, $"int {place}.INetwork.InputSize => throw Broken();");
        Member(writer, $"int {place}.INetwork.OutputSize => throw Broken();");
        Member(writer, $"global::Adjoint.{api.Element.Library("ParameterView")} {place}.INetwork.View(int tensor) => throw Broken();");
        Member(writer, $"public void Predict({Signatures.Predict(api)}) => throw Broken();");
        if (!api.IsPlain)
            Member(writer, $"void {place}.INetwork.Predict(global::System.ReadOnlySpan<{number}> x, global::System.Span<{number}> y) => throw Broken();");
        if (api.Targets.Count > 0)
        {
            var data = Signatures.Data(api);
            Member(writer, $"public {number} Loss({data}) => throw Broken();");
            Member(writer, $"public {number} Gradient({data}, global::System.Span<{number}> gradient) => throw Broken();");
            Member(writer, $"public {number} TrainStep({data}, global::Adjoint.Optimizer optimizer) => throw Broken();");
            if (api.Targets.Count == 1 && api.Element.TakesMiniBatches)
                Member(writer, $"public {number} TrainStep(global::Adjoint.Data.MiniBatch batch, global::Adjoint.Optimizer optimizer) => throw Broken();");
        }
        foreach (var method in DerivativeSignatures.Methods(declaration.Derivatives).Where(m => m != DerivativeMethod.HessianVectorProduct || api.Targets.Count > 0))
            Member(writer, $"{DerivativeSignatures.Of(api, method)} => throw Broken();");
        Member(writer, "public void Save(string path) => throw Broken();");
        Member(writer, $"public static {name} Load(string path) => throw Broken();");
        WriteViews(writer, network);
        Member(writer, $"private static global::Adjoint.Runtime.{api.Element.Library("ParameterBlock")} block => throw Broken();");
        Member(writer, "private static global::System.InvalidOperationException Broken() => new(reason);");
    }

    /// <summary>The views of all layers that could have parameters, named as they would be if the declaration were right.</summary>
    private static void WriteViews(CodeWriter writer, ShapedNetwork network)
    {
        foreach (var (name, layer) in BlockNames.LayersOf(network.Declaration))
            ViewWriter.Write(writer, name, [.. layer.Tensors.Select((m, i) => new Parameter(i, name, m, m, new([1]), 0, "Weight", 0, 1, 1, false))], "block");
    }

    private static void Member(CodeWriter writer, string member)
    {
        writer.Blank();
        writer.WriteLine("/// <summary>Throws until the declaration is right.</summary>");
        writer.WriteLine(member);
    }
}
