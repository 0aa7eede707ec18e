using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Generator.Tests.Harness;

/// <summary>What a generator made of a source.</summary>
internal sealed class GeneratorResult
{
    public GeneratorResult(CSharpCompilation input, GeneratorDriverRunResult run, HarnessSettings settings)
    {
        (Input, Run, Settings) = (input, run, settings);
        Compilation = input.AddSyntaxTrees(run.GeneratedTrees);
    }

    /// <summary>The project before.</summary>
    public CSharpCompilation Input { get; }

    /// <summary>The project with what was generated.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>The driver's own account; what <see cref="Verifier"/> takes.</summary>
    public GeneratorDriverRunResult Run { get; }

    /// <summary>The kind of project.</summary>
    public HarnessSettings Settings { get; }

    /// <summary>The source that was given.</summary>
    public string Source => Input.SyntaxTrees[0].ToString();

    /// <summary>Every generated file in the order of the driver.</summary>
    public ImmutableArray<GeneratedSourceResult> Files => [.. Run.Results.SelectMany(one => one.GeneratedSources)];

    /// <summary>What the compiler says of the project with what was generated, hidden notes left out.</summary>
    public ImmutableArray<Diagnostic> Diagnostics =>
        [.. Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>The generated sources, their lines numbered.</summary>
    public string Listing => Harness.Listing.Of(Run.GeneratedTrees);

    /// <summary>The text of the one file whose hint name holds <paramref name="hint"/>.</summary>
    public string Text(string hint)
    {
        var found = Files.Where(file => file.HintName.Contains(hint, StringComparison.Ordinal)).ToList();
        if (found.Count != 1)
        {
            var names = string.Join(", ", Files.Select(file => file.HintName));
            Assert.Fail($"{found.Count} generated files have '{hint}' in their names; one was asked for. There are: {names}.");
        }
        return found[0].SourceText.ToString();
    }

    /// <summary>Compiles to memory and loads the result, to be run.</summary>
    public EmittedAssembly Emit()
    {
        using var image = Image(out _);
        return new EmittedAssembly(image);
    }

    /// <summary>Compiles to memory.</summary>
    /// <param name="reported">What the compiler has reported meanwhile.</param>
    public MemoryStream Image(out ImmutableArray<Diagnostic> reported)
    {
        var image = new MemoryStream();
        var emitted = Compilation.Emit(image);
        if (!emitted.Success)
            Assert.Fail($"The project cannot be compiled.\n{Harness.Listing.Of(emitted.Diagnostics)}\n{Harness.Listing.Of(Compilation.SyntaxTrees)}");
        image.Position = 0;
        reported = emitted.Diagnostics;
        return image;
    }
}
