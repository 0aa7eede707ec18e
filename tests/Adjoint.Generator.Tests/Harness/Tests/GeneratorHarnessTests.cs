using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Xunit.Sdk;

namespace Adjoint.Generator.Tests.Harness.Tests;

public sealed class GeneratorHarnessTests
{
    private const string Source = """
        [System.AttributeUsage(System.AttributeTargets.Class)] internal sealed class MarkedAttribute : System.Attribute;

        [Marked] internal partial class Net;
        """;

    [Fact]
    public void A_good_generator_passes_and_its_code_runs()
    {
        var result = GeneratorHarness.Run<GoodGenerator>(Source);
        Assert.Contains("x * -1.5", result.Text("Sample"), StringComparison.Ordinal);
        using var project = result.Emit();
        Assert.Equal(-3.0, project.Method<Func<double, double>>("Net", "Times")(2.0));
    }

    [Fact]
    public void A_good_generator_compiles_in_every_project() => GeneratorHarness.CompilesInEveryProject(Source, () => [new GoodGenerator()]);

    [Fact]
    public void The_kinds_of_project_are_all_there() => Assert.Equal(8, HarnessSettings.EveryProject.Distinct().Count());

    [Fact]
    public void A_symbol_in_a_model_is_found() =>
        Assert.Contains("'Model' hands on Model.Symbol: a", MessageOf<SymbolGenerator>(), StringComparison.Ordinal);

    [Fact]
    public void Work_that_is_done_again_is_found() =>
        Assert.Contains("ArrayGenerator did work again although only the project was copied", MessageOf<ArrayGenerator>(), StringComparison.Ordinal);

    [Fact]
    public void Text_that_depends_on_the_culture_is_found()
    {
        var message = MessageOf<CulturalGenerator>();
        Assert.Contains("− // \u22120,5", message, StringComparison.Ordinal);
        Assert.Contains("+ // -0.5", message, StringComparison.Ordinal);
    }

    [Fact]
    public void State_is_found() => Assert.Contains("A second generator", MessageOf<StatefulGenerator>(), StringComparison.Ordinal);

    [Fact]
    public void A_generator_that_reports_is_found() => Assert.Contains("TST0001", MessageOf<TalkativeGenerator>(), StringComparison.Ordinal);

    [Fact]
    public void An_exception_is_shown_with_its_stack()
    {
        var message = MessageOf<ThrowingGenerator>();
        Assert.Contains("The reader broke.", message, StringComparison.Ordinal);
        Assert.Contains("ThrowingGenerator.Read", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_warning_in_generated_code_is_shown_beside_its_numbered_lines()
    {
        var message = MessageOf<WarningGenerator>();
        Assert.Contains("(1,54) warning CS0168", message, StringComparison.Ordinal);
        Assert.Contains("    1  partial class Net { private static void Idle() { int unused; } }", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_warning_is_shown_where_the_code_is_compiled_to_run_too() =>
        Assert.Contains("(1,54) warning CS0168", Message(() => GeneratorHarness.Compile(Source, () => [new WarningGenerator()])), StringComparison.Ordinal);

    [Fact]
    public void What_fails_in_one_kind_of_project_is_found() =>
        Assert.Contains("CS0220", Message(() => GeneratorHarness.CompilesInEveryProject(Source, () => [new OverflowingGenerator()])), StringComparison.Ordinal);

    [Fact]
    public void Errors_are_left_to_a_test_that_expects_them()
    {
        var result = GeneratorHarness.Run<WarningGenerator>(Source, new HarnessSettings { ExpectErrors = true });
        Assert.Equal(["CS0168"], result.Diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void A_file_that_was_not_generated_is_asked_for_in_vain()
    {
        var result = GeneratorHarness.Run<GoodGenerator>(Source);
        Assert.Contains("There are: Sample.g.cs", Message(() => result.Text("Other")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_emitted_project_is_unloaded_when_disposed()
    {
        var reference = EmitAndDispose();
        for (var attempt = 0; reference.IsAlive && attempt < 20; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(reference.IsAlive, "The generated assembly is still loaded.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference EmitAndDispose()
    {
        using var project = GeneratorHarness.Run<GoodGenerator>(Source).Emit();
        return new WeakReference(project.Assembly);
    }

    private static string MessageOf<TGenerator>()
        where TGenerator : IIncrementalGenerator, new() => Message(() => GeneratorHarness.Run<TGenerator>(Source));

    private static string Message(Action action) => Assert.Throws<FailException>(action).Message;
}
