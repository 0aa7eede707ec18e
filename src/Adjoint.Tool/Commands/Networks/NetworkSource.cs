using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;

namespace Adjoint.Tool.Commands;

/// <summary>Where networks are: a project, which is built first, a program of one file, or an assembly.</summary>
internal sealed class NetworkSource
{
    private static readonly string[] Projects = [".csproj", ".cs"];

    private NetworkSource(string? project, string assembly) => (Project, Path) = (project, assembly);

    /// <summary>The project, or the program's only file; null for an assembly.</summary>
    public string? Project { get; }

    /// <summary>The assembly.</summary>
    public string Path { get; }

    /// <summary>Finds what a path on the command line means, and builds it where it is to be built.</summary>
    public static NetworkSource Of(string path)
    {
        if (Directory.Exists(path))
        {
            var projects = Directory.GetFiles(path, "*.csproj");
            path = projects.Length == 1 ? projects[0] : throw VerbException.Wrong(projects.Length == 0
                ? $"The folder '{path}' has no project; name a project, a .cs file or an assembly."
                : $"The folder '{path}' has {projects.Length} projects; name one of {string.Join(", ", projects.Select(System.IO.Path.GetFileName))}.");
        }
        Verb.Existing(path, "a project or an assembly");
        var extension = System.IO.Path.GetExtension(path).ToLowerInvariant();
        if (extension == ".dll" || extension == ".exe")
            return new NetworkSource(null, System.IO.Path.GetFullPath(extension == ".exe" ? System.IO.Path.ChangeExtension(path, ".dll") : path));
        if (!Projects.Contains(extension))
            throw VerbException.Wrong($"'{path}' is not a project, a .cs file or an assembly; networks are in these.");
        return new NetworkSource(path, Build(path));
    }

    /// <summary>The arguments that build for one framework, where a project has several.</summary>
    public static string[] Framework(string project)
    {
        if (!project.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
            return [];
        var frameworks = DotNet.Run("msbuild", project, "-getProperty:TargetFrameworks").Trim().Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return frameworks.Length == 0 ? [] : ["-f", frameworks[^1]];
    }

    /// <summary>The networks of the assembly.</summary>
    /// <param name="name">The name of one, with or without its namespace; null for all.</param>
    public IReadOnlyList<NetworkType> Networks(string? name)
    {
        var all = NetworkType.In(Load(Path));
        if (all.Count == 0)
            throw VerbException.Impossible($"'{System.IO.Path.GetFileName(Path)}' has no networks: no class with [Network] that was compiled by Adjoint.");
        if (name is null)
            return all;
        var found = all.Where(network => network.FullName == name || network.Name == name).ToList();
        if (found.Count > 0)
            return found;
        var near = Runtime.NearestName.Find(name, all.Select(static network => network.Name)) is { } nearest ? $"Did you mean '{nearest}'? " : "";
        throw VerbException.Wrong($"There is no network '{name}'. {near}There are {string.Join(", ", all.Select(static network => network.Name))}.");
    }

    /// <summary>The one network that is meant.</summary>
    public NetworkType Network(string? name) => Networks(name) is [var only]
        ? only
        : throw VerbException.Wrong($"'{System.IO.Path.GetFileName(Path)}' has several networks; say --network, one of "
            + $"{string.Join(", ", Networks(name).Select(network => name is null ? network.Name : network.FullName))}.");

    private static string Build(string project)
    {
        string[] build = ["build", project, "-c", "Release", "-v", "q", "-nologo", .. Framework(project)];
        DotNet.Run(build);
        // Asked for a property, the command says it and builds nothing.
        var target = DotNet.Run([.. build, "-getProperty:TargetPath"]).Trim();
        // Older SDKs wrap one property too.
        if (target.StartsWith('{'))
            target = JsonDocument.Parse(target).RootElement.GetProperty("Properties").GetProperty("TargetPath").GetString()!;
        return File.Exists(target) ? target : throw VerbException.Impossible($"'{project}' was built, and there is no '{target}'; is it a program or a library?");
    }

    /// <summary>Loads an assembly next to the tool: Adjoint itself is the tool's, all else what the assembly came with.</summary>
    private static Assembly Load(string path)
    {
        try
        {
            var context = new Context(path);
            var assembly = context.LoadFromAssemblyPath(path);
            foreach (var reference in assembly.GetReferencedAssemblies().Where(static reference => reference.Name is "Adjoint" or "Adjoint.Training"))
            {
                var own = typeof(INetwork).Assembly.GetName().Version!;
                if (reference.Version != own)
                {
                    throw VerbException.Impossible(
                        $"'{System.IO.Path.GetFileName(path)}' was compiled for Adjoint {reference.Version?.ToString(3)}, and this tool is {own.ToString(3)}. "
                        + "Update the older: 'dotnet tool update Adjoint.Tool', or the package.");
                }
            }
            return assembly;
        }
        catch (BadImageFormatException)
        {
            throw VerbException.Impossible($"'{path}' is not a .NET assembly.");
        }
    }

    private sealed class Context(string path) : AssemblyLoadContext(name: null)
    {
        private readonly AssemblyDependencyResolver resolver = new(path);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name is "Adjoint" or "Adjoint.Training" || resolver.ResolveAssemblyToPath(assemblyName) is not { } path ? null : LoadFromAssemblyPath(path);
    }
}
