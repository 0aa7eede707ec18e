using System.CommandLine;

namespace Adjoint.Tool.Commands;

/// <summary><c>adjoint generated Project.csproj --network LeNet5</c>: the C# that the compiler writes for a network.</summary>
internal static class GeneratedCommand
{
    private const string Generator = "Adjoint.Generator.NetworkGenerator";

    public static Command Create(TextWriter output, TextWriter error)
    {
        var source = NetworkArguments.Source();
        var name = NetworkArguments.Name();
        var folder = new Option<string?>("--out") { Description = "A folder for all generated files; without it, the network's own is printed" };
        return new Command("generated", "Prints the C# that the compiler writes for a network.") { source, name, folder }.Does(error, line =>
        {
            var found = NetworkSource.Of(line.GetValue(source)!);
            // There the next build would find them, beside those that it writes itself.
            if (found.Project is { } own && line.GetValue(folder) is { } asked && IsWithin(asked, own))
                throw VerbException.Wrong($"'{asked}' is in the folder of '{own}', whose next build would compile the files once more; name a folder outside it.");
            if (found.Project is not { } project)
                throw VerbException.Impossible($"'{line.GetValue(source)}' is an assembly, which no longer has its source; name its project.");
            var type = line.GetValue(folder) is null || line.GetValue(name) is not null ? found.Network(line.GetValue(name)) : null;
            var temporary = Directory.CreateTempSubdirectory("adjoint-generated-");
            try
            {
                DotNet.Run([
                    "build", project, "-c", "Release", "-v", "q", "-nologo", "--no-incremental", "-p:EmitCompilerGeneratedFiles=true", $"-p:CompilerGeneratedFilesOutputPath={temporary.FullName}",
                    .. NetworkSource.Framework(project),
                ]);
                var files = Directory.GetFiles(temporary.FullName, "*.cs", SearchOption.AllDirectories).Where(static file => file.Contains(Generator, StringComparison.Ordinal)).ToArray();
                if (line.GetValue(folder) is { } target)
                    Copy(files, target, output);
                else
                    output.Write(File.ReadAllText(Own(files, type!)));
                return Tool.Done;
            }
            finally
            {
                temporary.Delete(recursive: true);
            }
        });
    }

    private static bool IsWithin(string folder, string project) => project.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)
        && Path.GetFullPath(folder + Path.DirectorySeparatorChar).StartsWith(Path.GetDirectoryName(Path.GetFullPath(project)) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string Own(string[] files, NetworkType type) =>
        files.FirstOrDefault(file => Path.GetFileName(file) == $"{type.FullName.Replace('+', '.')}.g.cs")
        ?? throw VerbException.Impossible($"The compiler has written no file for '{type.FullName}'; it is declared in another assembly.");

    private static void Copy(string[] files, string target, TextWriter output)
    {
        Directory.CreateDirectory(target);
        foreach (var file in files)
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
            output.WriteLine(Path.Combine(target, Path.GetFileName(file)));
        }
    }
}
