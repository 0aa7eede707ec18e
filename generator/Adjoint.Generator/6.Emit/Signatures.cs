using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;

namespace Adjoint.Generator.Emit;

/// <summary>The parameter lists of the generated methods, and how one with several inputs, outputs or targets hands them on.</summary>
internal static class Signatures
{
    /// <summary><c>ReadOnlySpan&lt;float&gt; x, Span&lt;float&gt; y</c>.</summary>
    public static string Predict(Api api) => string.Join(", ",
    [
        .. api.Inputs.Select(name => Reads(api.Number, name)),
        .. api.Outputs.Select(name => $"global::System.Span<{api.Number}> {Identifiers.Escape(name)}"),
    ]);

    /// <summary><c>ReadOnlySpan&lt;float&gt; x, ReadOnlySpan&lt;int&gt; labels</c>.</summary>
    public static string Data(Api api) => string.Join(", ",
    [
        .. api.Inputs.Select(name => Reads(api.Number, name)),
        .. api.Targets.Select(static target => Reads(target.Type, target.Name)),
    ]);

    /// <summary>The members by which the library measures a plain network with a loss: the label to ignore, and the loss of some rows of many.</summary>
    public static string[] Evaluation(Api api)
    {
        var (type, owner) = (api.Targets[0].Type, $"{Element.Of(api.Precision).Interfaces}.ITrainableNetwork<{api.Targets[0].Type}>");
        return
        [
            $"int? {owner}.IgnoreIndex",
            $"void {owner}.AddLoss({Reads(api.Number, "x")}, {Reads(type, "targets")}, global::Adjoint.LossSum sum)",
        ];
    }

    /// <summary>Writes a method's body: the spans are pinned and handed on as feeds.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="inputs">The names of the inputs.</param>
    /// <param name="others">The names and types of outputs or targets.</param>
    /// <param name="call">The call, given the names of the two lists of feeds.</param>
    public static void WriteBody(CodeWriter writer, IReadOnlyList<string> inputs, IReadOnlyList<(string Name, string Type)> others, Func<string, string, string> call)
    {
        var pinned = inputs.Select(name => (Name: name, Type: writer.Element.Name)).Concat(others).ToList();
        foreach (var type in pinned.GroupBy(static p => p.Type))
            writer.WriteLine($"fixed ({type.Key}* {string.Join(", ", type.Select(static p => $"{p.Name}Rows = {Identifiers.Escape(p.Name)}"))})");
        using (writer.Braces())
        {
            writer.WriteLine($"var inputFeeds = stackalloc[] {{ {string.Join(", ", inputs.Select(Feed))} }};");
            writer.WriteLine($"var otherFeeds = stackalloc[] {{ {string.Join(", ", others.Select(static o => Feed(o.Name)))} }};");
            writer.WriteLine(call("inputFeeds", "otherFeeds"));
        }
    }

    private static string Reads(string type, string name) => $"global::System.ReadOnlySpan<{type}> {Identifiers.Escape(name)}";

    private static string Feed(string name) => $"new global::Adjoint.Runtime.Feed({name}Rows, {Identifiers.Escape(name)}.Length)";
}
