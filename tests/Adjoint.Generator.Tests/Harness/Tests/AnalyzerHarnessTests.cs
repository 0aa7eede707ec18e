using Xunit.Sdk;

namespace Adjoint.Generator.Tests.Harness.Tests;

public sealed class AnalyzerHarnessTests
{
    [Fact]
    public void Marks_that_are_met_pass_and_what_was_reported_is_returned()
    {
        var reported = AnalyzerHarness.Verify<SampleAnalyzer>("class {|TST0001:Ab|}; class Abc; class {|TST0001:X|};");
        Assert.Equal(["'Ab' has 2 letters; a name needs 3", "'X' has 1 letters; a name needs 3"], reported.Select(diagnostic => diagnostic.GetMessage(null)));
    }

    [Fact]
    public void A_mark_that_is_not_met_fails()
    {
        var message = Message(() => AnalyzerHarness.Verify<SampleAnalyzer>("class Abc;\nclass {|TST0001:Abcd|};"));
        Assert.Contains("Marked but not reported: 1\n  line 2: TST0001 on 'Abcd'\nReported but not marked: 0", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_without_a_mark_fails()
    {
        var message = Message(() => AnalyzerHarness.Verify<SampleAnalyzer>("class Abc;\nclass Ab;"));
        Assert.Contains(
            "Marked but not reported: 0\nReported but not marked: 1\n  line 2: TST0001 on 'Ab': 'Ab' has 2 letters; a name needs 3",
            message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_mark_on_another_span_or_with_another_id_fails()
    {
        Message(() => AnalyzerHarness.Verify<SampleAnalyzer>("{|TST0001:class Ab|};"));
        Message(() => AnalyzerHarness.Verify<SampleAnalyzer>("class {|TST0002:Ab|};"));
    }

    [Fact]
    public void A_pragma_silences() =>
        Assert.Empty(AnalyzerHarness.Verify<SampleAnalyzer>("#pragma warning disable TST0001\nclass Ab;\n#pragma warning restore TST0001"));

    [Fact]
    public void An_editorconfig_silences()
    {
        var settings = new HarnessSettings { EditorConfig = "[*.cs]\ndotnet_diagnostic.TST0001.severity = none" };
        Assert.Empty(AnalyzerHarness.Verify<SampleAnalyzer>("class Ab;", settings));
    }

    [Fact]
    public void An_editorconfig_sets_options() =>
        AnalyzerHarness.Verify<SampleAnalyzer>("class {|TST0001:Abcd|};", new HarnessSettings { EditorConfig = "[*.cs]\nsample.shortest = 5" });

    [Fact]
    public void A_report_that_has_lost_its_place_fails()
    {
        var message = Message(() => AnalyzerHarness.Verify<LostPlaceAnalyzer>("class Abc;"));
        Assert.Contains("Reported but not marked: 1\n  None: TST0001", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_does_not_compile_proves_nothing()
    {
        Assert.Contains("CS0246", Message(() => AnalyzerHarness.Verify<SampleAnalyzer>("[Misspelt] class Abc;")), StringComparison.Ordinal);
        AnalyzerHarness.Verify<SampleAnalyzer>("[Misspelt] class Abc;", new HarnessSettings { ExpectErrors = true });
    }

    [Fact]
    public void Marks_are_taken_out_and_remembered()
    {
        var marked = MarkedSource.Parse("a {|TST0001:b c|} d\n{|TST0002:|}e");
        Assert.Equal("a b c d\ne", marked.Text);
        Assert.Equal(["TST0001 [2..5)", "TST0002 [8..8)"], marked.Expected.Select(mark => $"{mark.Id} {mark.Span}"));
    }

    [Theory]
    [InlineData("a {|TST0001:b")]
    [InlineData("a b|}")]
    [InlineData("{|b|}")]
    [InlineData("{|TST0001:a {|TST0002:b|} c|}")]
    public void A_broken_mark_is_refused(string source) => Assert.Throws<ArgumentException>(() => MarkedSource.Parse(source));

    private static string Message(Action action) => Assert.Throws<FailException>(action).Message;
}
