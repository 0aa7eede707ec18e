using System.Text;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>The tool's verbs on files of others: whatever is in them, a line says what is wrong, and the exit code which kind of trouble it is.</summary>
internal static class VerbTargets
{
    public static IEnumerable<Target> All()
    {
        var others = SafetensorsTargets.All().Concat(TableTargets.All()).Concat(OnnxTargets.All()).ToDictionary(static target => target.Name);
        yield return Of("verb-inspect", others["safetensors-header"], file => ["inspect", Scratch.File("a.safetensors", file), .. file.Length % 2 == 0 ? ["--json"] : Array.Empty<string>()]);
        yield return Of("verb-compare", others["safetensors-header"], file => ["compare", Scratch.File("a.safetensors", file), Scratch.File("b.safetensors", SafetensorsTargets.OfSmall())]);
        yield return Of("verb-new-network", others["csv"], file => ["new-network", Scratch.File("table.csv", file), "--label", "species", .. file.Length % 2 == 0 ? ["--program"] : Array.Empty<string>()]);
        yield return Of("verb-import", others["onnx"], file => ["import", Scratch.File("model.onnx", file), "--out", Path.Combine(Scratch.Folder("imported"), "Model.cs"), "--force"]);
    }

    private static Target Of(string name, Target like, Func<byte[], string[]> arguments) => like with { Name = name, Read = file => Run(arguments(file)), Refusals = [], Share = 1 };

    private static string Run(string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = Commands.Tool.Run(arguments, output, error);
        var said = error.ToString();
        if (code is < 0 or > 3 || said.Contains("   at ", StringComparison.Ordinal) || code != 0 == (said.Length == 0) && code != 3)
            throw new InvalidOperationException($"'adjoint {arguments[0]}' ends with {code} and says: {said}");
        return $"{code}: {said}";
    }
}
