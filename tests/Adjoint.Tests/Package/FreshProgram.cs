using System.Text.RegularExpressions;
using Adjoint.Tests.Harness;

namespace Adjoint.Tests.Package;

/// <summary>A project with one reference and the program of that package's readme, as somebody would start with it.</summary>
internal sealed partial class FreshProgram
{
    private readonly string folder;

    /// <param name="library">The packages.</param>
    /// <param name="name">The name of the project's folder.</param>
    /// <param name="framework">The framework that the project is for.</param>
    /// <param name="properties">More properties of the project file.</param>
    /// <param name="package">The package that it refers to.</param>
    /// <param name="items">More items of the project file.</param>
    /// <param name="page">The page whose first program it is, from the tree's root; the readme of the package by default.</param>
    public FreshProgram(PackedLibrary library, string name, string framework, string properties = "", string package = "Adjoint", string items = "", string? page = null)
    {
        folder = library.NewFolder(name);
        File.WriteAllText(Path.Combine(folder, "Fresh.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>{framework}</TargetFramework>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{package}" Version="{library.Version}" />
                {items}
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), FirstExample(page ?? $"src/{package}/README.md"));
    }

    /// <summary>What the build has said.</summary>
    public string BuildOutput { get; private set; } = "";

    /// <summary>Puts a file into the folder in which the program runs.</summary>
    public void Add(string file) => File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));

    /// <summary>Builds the program, with warnings as errors but for what it asks to be shown, and runs it; returns what it prints.</summary>
    /// <param name="shown">The id of an information that the build is to show as a warning.</param>
    public string Run(string shown)
    {
        Show(shown);
        BuildOutput = ChildProcess.Sdk(folder, ["build", "-c", "Release", "-warnaserror", $"-warnnotaserror:{shown}", "-o", "out"]).Succeeds().Output;
        return ChildProcess.Dotnet(folder, [Path.Combine("out", "Fresh.dll")]).Succeeds().Output;
    }

    /// <summary>Asks for the packages.</summary>
    public ChildProcess Restore() => ChildProcess.Sdk(folder, ["restore", "-tl:off"]);

    /// <summary>Builds the program with an information shown as a warning; returns what the build says.</summary>
    public string Build(string configuration, string shown, params string[] settings)
    {
        Show(shown);
        return ChildProcess.Sdk(folder, ["build", "-c", configuration, "-nologo", "-tl:off", "--no-incremental", .. settings.Select(static setting => "-p:" + setting)]).Succeeds().Output;
    }

    /// <summary>Builds the program, or another in its place, which has a mistake; returns what the build says.</summary>
    public string BuildFails(string? program)
    {
        if (program is not null)
            File.WriteAllText(Path.Combine(folder, "Program.cs"), program);
        var build = ChildProcess.Sdk(folder, ["build", "-nologo", "-tl:off"]);
        Assert.NotEqual(0, build.ExitCode);
        return build.Output;
    }

    /// <summary>Lets <c>dotnet format</c> mend all that an id is reported for; returns the program after it.</summary>
    public string Format(string id)
    {
        ChildProcess.Sdk(folder, ["format", "analyzers", "--no-restore", "--diagnostics", id, "--severity", "info"]).Succeeds();
        return File.ReadAllText(Path.Combine(folder, "Program.cs"));
    }

    /// <summary>Publishes the program for this machine with some settings, with warnings as errors, and runs it; returns what it prints.</summary>
    public string Publish(params string[] settings)
    {
        ChildProcess.Sdk(
            folder,
            [
                "publish", "-c", "Release", "--use-current-runtime", "--self-contained", "-o", "out", "-warnaserror", "-p:TreatWarningsAsErrors=true",
                "-p:TrimmerSingleWarn=false", .. settings.Select(static setting => "-p:" + setting),
            ]).Succeeds();
        var program = Path.Combine(folder, "out", OperatingSystem.IsWindows() ? "Fresh.exe" : "Fresh");
        return ChildProcess.Run(program, folder, []).Succeeds().Output;
    }

    private void Show(string id) => File.WriteAllText(Path.Combine(folder, ".editorconfig"), $"root = true\n[*.cs]\ndotnet_diagnostic.{id}.severity = warning\n");

    private static string FirstExample(string page)
    {
        var example = CodeBlock().Match(File.ReadAllText(Repository.PathOf(page.Split('/'))));
        Assert.True(example.Success, $"{page} has no example: a block of C#.");
        return example.Groups[1].Value;
    }

    [GeneratedRegex(@"```csharp\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
