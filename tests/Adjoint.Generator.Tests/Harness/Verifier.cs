using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Tests.Harness;

/// <summary>
/// Compares what a test received with what somebody approved, by the conventions of Verify and Verify.SourceGenerators: see docs/snapshots.md.
/// </summary>
internal static class Verifier
{
    /// <summary>
    /// Requires that <paramref name="target"/> reads as the approved files <c>TestClass.TestMethod#hint.verified.cs</c> do, and writes a
    /// <c>.received.</c> file beside each that differs.
    /// </summary>
    /// <param name="target">A <see cref="GeneratorDriverRunResult"/>, which gives one file for each of its own; anything else gives one text.</param>
    /// <param name="settings">What differs from the usual.</param>
    /// <param name="sourceFile">Set by the compiler: the test's file, named as its class.</param>
    /// <param name="methodName">Set by the compiler: the test.</param>
    public static Task Verify(
        object target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "", [CallerMemberName] string methodName = "")
    {
        settings ??= new VerifySettings();
        var files = new ApprovedFiles(settings.Directory, NameOf(sourceFile, methodName, settings));
        var report = new StringBuilder();
        foreach (var (suffix, text) in Received(target))
            report.Append(files.Compare(suffix, text, settings.IsAutoVerify));
        report.Append(files.RemoveUnused(settings.IsAutoVerify));
        if (report.Length > 0)
            Assert.Fail($"{report}Set ADJOINT_APPROVE=1 and run the test again to approve.");
        return Task.CompletedTask;
    }

    /// <summary>The end of each file's name and its text, as Verify.SourceGenerators has them.</summary>
    private static IEnumerable<(string Suffix, string Text)> Received(object target)
    {
        if (target is not GeneratorDriverRunResult run)
        {
            yield return (".verified.txt", target.ToString() ?? "");
            yield break;
        }
        if (!run.Diagnostics.IsEmpty)
            yield return (".verified.txt", Listing.Of(run.Diagnostics));
        foreach (var source in run.Results.SelectMany(one => one.GeneratedSources))
            yield return ($"#{Path.GetFileNameWithoutExtension(source.HintName)}.verified.cs", $"//HintName: {source.HintName}\n{source.SourceText}");
    }

    private static string NameOf(string sourceFile, string methodName, VerifySettings settings)
    {
        var name = new StringBuilder(Path.GetFileNameWithoutExtension(sourceFile)).Append('.').Append(methodName);
        if (settings.TextForParameters is { } parameters)
            name.Append('_').Append(parameters);
        return name.ToString();
    }
}
