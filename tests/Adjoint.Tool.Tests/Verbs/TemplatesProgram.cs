using Adjoint.Tests.Harness;
using Adjoint.Tests.Package;

namespace Adjoint.Tool.Tests.Verbs;

/// <summary>
/// What this assembly does when it is run as a program: <c>dotnet run -c Release --project tests/Adjoint.Tool.Tests -- templates</c>. It packs the packages, installs the templates
/// into a hive of their
/// own, goes with each from <c>dotnet new</c> to a trained network without an edit, tries the tool's verbs on one of them, and runs the program that <c>new-network</c> prints.
/// </summary>
public static class TemplatesProgram
{
    private static readonly string[] Templates = ["adjoint-classifier", "adjoint-regression", "adjoint-sequence"];

    public static int Main(string[] arguments)
    {
        if (arguments is ["fuzz" or "judge", ..])
            return Fuzz.FuzzProgram.Run(arguments);
        if (arguments is not ["templates"])
        {
            Console.Error.WriteLine("Say 'templates' to try the templates and the verbs on projects, 'fuzz' and how many mutants of files are to be judged, or 'judge' with a kind and a file for one.");
            return 1;
        }
        using var library = new PackedLibrary("Adjoint", "Adjoint.Training", "Adjoint.Templates");
        var folder = library.NewFolder("templates");
        string[] hive = ["--debug:custom-hive", Path.Combine(folder, "hive")];
        ChildProcess.Sdk(folder, ["new", "install", library.FileOf("Adjoint.Templates"), .. hive]).Succeeds();
        foreach (var template in Templates)
        {
            ChildProcess.Sdk(folder, ["new", template, "-o", template, "--adjoint-version", library.Version, .. hive]).Succeeds();
            var project = Path.Combine(folder, template);
            ChildProcess.Sdk(project, ["build", "-c", "Release", "-warnaserror"]).Succeeds();
            var run = ChildProcess.Sdk(project, ["run", "-c", "Release", "--no-build"]).Succeeds();
            Console.WriteLine(
                $"{template}: {run.Output.Split('\n').First(static line => line.Contains("not seen", StringComparison.Ordinal) || line.Contains("new swing", StringComparison.Ordinal))}");
            Assert.True(File.Exists(Path.Combine(project, "report.html")) && File.Exists(Path.Combine(project, "network.safetensors")), run.Output);
        }
        TryVerbs(Path.Combine(folder, "adjoint-classifier"));
        RunFileApps(folder);
        return 0;
    }

    private static void TryVerbs(string project)
    {
        var weights = Path.Combine(project, "network.safetensors");
        Says(0, "dense1", "summary", project);
        Says(0, "file static", "generated", project);
        // Not into the project's own folder, where the files would be compiled once more.
        Says(0, "Species.g.cs", "generated", project, "--out", Path.Combine(Path.GetDirectoryName(project)!, "generated"));
        Says(1, "name a folder outside it", "generated", project, "--out", Path.Combine(project, "generated"));
        Says(0, "agrees", "verify", project);
        Says(0, "rows a second", "bench", project, "--rows", "32");
        Says(0, "163 numbers", "export", project, "--weights", weights, "--out", Path.Combine(project, "network.onnx"));
        File.WriteAllText(Path.Combine(project, "Mistake.cs"), "class Mistake {");
        Says(2, "error CS", "summary", project);
    }

    /// <summary>Programs of one file, for a table beside them: that of the page, and one that the tool has printed.</summary>
    private static void RunFileApps(string folder)
    {
        var table = Path.Combine(folder, "penguins.csv");
        File.Copy(Repository.PathOf("samples", "Penguins", "data", "penguins.csv"), table);
        RunFileApp(folder, File.ReadAllText(Repository.PathOf("tests", "Adjoint.Tool.Tests", "Programs", "train.cs")));
        var printed = new StringWriter();
        Commands.Tool.Run(["new-network", table, "--label", "Species", "--missing", ".", "--program"], printed, TextWriter.Null);
        RunFileApp(folder, printed.ToString());
        Says(0, "agrees", "verify", Path.Combine(folder, "train.cs"));
    }

    private static void RunFileApp(string folder, string program)
    {
        var version = Directory.GetFiles(Path.Combine(Path.GetDirectoryName(folder)!, "source"), "Adjoint.Training.*.nupkg").Select(static file =>
            Path.GetFileNameWithoutExtension(file)["Adjoint.Training.".Length..]).First();
        File.WriteAllText(Path.Combine(folder, "train.cs"), program.Replace("Adjoint.Training@0.1.0", $"Adjoint.Training@{version}", StringComparison.Ordinal));
        var run = ChildProcess.Sdk(folder, ["run", "-c", "Release", "train.cs"]).Succeeds();
        Console.WriteLine($"dotnet run train.cs: {run.Output.Split('\n').Last(static line => line.Contains("accuracy", StringComparison.Ordinal)).Trim()}");
    }

    private static void Says(int code, string message, params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var found = Commands.Tool.Run(arguments, output, error);
        var said = output.ToString() + error;
        Assert.True(found == code && said.Contains(message, StringComparison.Ordinal),
            $"adjoint {string.Join(' ', arguments)} ended with {found}, and {code} was expected with '{message}':\n{said}");
        Console.WriteLine($"adjoint {string.Join(' ', arguments.Take(2))}: as expected");
    }
}
