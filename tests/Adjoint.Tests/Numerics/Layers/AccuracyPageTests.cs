using System.Globalization;
using Adjoint.Tests.Harness;

namespace Adjoint.Tests.Numerics.Layers;

/// <summary>docs/accuracy.md states the bounds that the tests of this folder hold, and no others.</summary>
public sealed class AccuracyPageTests
{
    [Fact]
    public void The_page_states_what_the_tests_hold()
    {
        var stated = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "accuracy.md")).Where(static line => line.StartsWith("| `", StringComparison.Ordinal));
        Assert.Equal(string.Join('\n', Rows()), string.Join('\n', stated));
    }

    private static IEnumerable<string> Rows() =>
    [
        .. ActivationBounds.All.Select(static a => Row(a.Name, a.Value, a.Derivative)),
        .. LossBounds.All.Select(static l => Row(l.Name, l.Value, l.Derivative)),
        .. NormBounds.All.Select(static n => Row(n.Name, n.Value, n.Derivative)),
        Row("BatchNorm", BatchNormAccuracyTests.Value, BatchNormAccuracyTests.Derivative),
        .. RowLayerAccuracyTests.Bounds.Select(static b => Row(b.Name, b.Value, b.Derivative)),
        Row("CrossEntropy", CrossEntropyAccuracyTests.Value, CrossEntropyAccuracyTests.Derivative),
    ];

    private static string Row(string name, Bound value, Bound derivative) => $"| `{name}` | {value} | {derivative} |";

    private static string Row(string name, double value, double derivative) => string.Create(CultureInfo.InvariantCulture, $"| `{name}` | {value} ε | {derivative} ε |");
}
