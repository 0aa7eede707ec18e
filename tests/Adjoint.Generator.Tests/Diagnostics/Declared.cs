using System.Globalization;
using Adjoint.Generator.Diagnostics;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>Runs the analyzer on a declaration whose mistakes are marked.</summary>
internal static class Declared
{
    /// <summary>Requires that each mark is met, and that the messages are these, in order of place.</summary>
    public static void Says(string markedDeclaration, params string[] messages) =>
        Assert.Equal(string.Join('\n', messages), string.Join('\n', Verify(markedDeclaration)));

    /// <summary>Requires that each mark is met, and nothing else said.</summary>
    public static void IsMarked(string markedDeclaration) => Verify(markedDeclaration);

    private static IEnumerable<string> Verify(string markedDeclaration) =>
        AnalyzerHarness.Verify<NetworkAnalyzer>("using Adjoint;\n" + markedDeclaration).Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture));
}
