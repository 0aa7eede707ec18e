using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Tests.Harness.Tests;

/// <summary>Writes one file for each class marked with an attribute; what it reads and writes is the derived class's.</summary>
public abstract class SampleGenerator<TModel> : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var models = context.SyntaxProvider
            .ForAttributeWithMetadataName("MarkedAttribute", static (_, _) => true, (marked, _) => Read(marked.TargetSymbol))
            .WithTrackingName("Model");
        context.RegisterSourceOutput(models.Select((model, _) => Write(model)), static (output, text) => output.AddSource("Sample.g.cs", text));
    }

    protected abstract TModel Read(ISymbol symbol);

    protected virtual string Write(TModel model) => $"// {model}";
}

/// <summary>Does everything right: the class learns to multiply by minus one and a half.</summary>
public sealed class GoodGenerator : SampleGenerator<GoodGenerator.Model>
{
    public sealed record Model(string Name, double Factor);

    protected override Model Read(ISymbol symbol) => new(symbol.Name, -1.5);

    protected override string Write(Model model) => string.Create(
        CultureInfo.InvariantCulture,
        $"partial class {model.Name} {{ /// <summary>Multiplies.</summary>\npublic static double Times(double x) => x * {model.Factor}; }}");
}

/// <summary>Keeps the symbol.</summary>
public sealed class SymbolGenerator : SampleGenerator<SymbolGenerator.Model>
{
    /// <summary>Equal by name, so that the driver sees no change and only the walk can tell.</summary>
    public sealed record Model(ISymbol Symbol)
    {
        public bool Equals(Model? other) => other?.Symbol.Name == Symbol.Name;

        public override int GetHashCode() => Symbol.Name.Length;
    }

    protected override Model Read(ISymbol symbol) => new(symbol);
}

/// <summary>Holds what never equals itself made again.</summary>
public sealed class ArrayGenerator : SampleGenerator<ArrayGenerator.Model>
{
    public sealed record Model(int[] Shape);

    protected override Model Read(ISymbol symbol) => new([1, 28, 28]);
}

/// <summary>Formats by the culture of the machine.</summary>
public sealed class CulturalGenerator : SampleGenerator<double>
{
    protected override double Read(ISymbol symbol) => -0.5;

#pragma warning disable CA1305 // The mistake that this generator is here to make.
    protected override string Write(double model) => "// " + model.ToString();
#pragma warning restore CA1305
}

/// <summary>Remembers, in a static field, how often it ran.</summary>
public sealed class StatefulGenerator : SampleGenerator<string>
{
    private static int runs;

    protected override string Read(ISymbol symbol) => symbol.Name;

    protected override string Write(string model) => $"// run {Interlocked.Increment(ref runs)}";
}

/// <summary>Reports a diagnostic, which is an analyzer's to do.</summary>
public sealed class TalkativeGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.AnalyzerConfigOptionsProvider,
        static (output, _) => output.ReportDiagnostic(Diagnostic.Create(SampleAnalyzer.ShortName, Location.None, "?", 0, 3)));
}

/// <summary>Throws.</summary>
public sealed class ThrowingGenerator : SampleGenerator<string>
{
    protected override string Read(ISymbol symbol) => throw new InvalidOperationException("The reader broke.");
}

/// <summary>Writes a variable that nobody reads.</summary>
public sealed class WarningGenerator : SampleGenerator<string>
{
    protected override string Read(ISymbol symbol) => symbol.Name;

    protected override string Write(string model) => $"partial class {model} {{ private static void Idle() {{ int unused; }} }}";
}

/// <summary>Multiplies two large constants, which is an error in a checked project only.</summary>
public sealed class OverflowingGenerator : SampleGenerator<string>
{
    protected override string Read(ISymbol symbol) => symbol.Name;

    protected override string Write(string model) => $"partial class {model} {{ private static int Square(int x) => x + 65536 * 65536; }}";
}
