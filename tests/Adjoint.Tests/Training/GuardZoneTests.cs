using System.Runtime.InteropServices;
using Adjoint.Tests.Numerics;

namespace Adjoint.Tests.Training;

/// <summary>Users' spans end where they end: behind each here lies memory that may be neither read nor written.</summary>
public sealed class GuardZoneTests
{
    /// <summary>Numbers of rows on both roads, with full and other last blocks.</summary>
    public static TheoryData<int> RowCounts => [1, 2, 7, 8, 15, 16, 17, 33, 50, 2050];

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Predict_stays_within_its_spans(int rows)
    {
        Stays(new WideClassifier(1), rows);
        Stays(new Regressor(1), rows);
        Stays(new Sequence(1), rows);
        Stays(new Line(1), rows);
        Stays(new Pictures(1), rows);
        Stays(new SmallLeNet(1), rows);
        Stays(new Images(1), rows);
    }

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Training_on_classes_stays_within_its_spans(int rows)
    {
        Classes(new WideClassifier(1), rows);
        Classes(new Pictures(1), rows);
    }

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Training_on_numbers_stays_within_its_spans(int rows)
    {
        Numbers(new Regressor(1), rows);
        Numbers(new Sequence(1), rows);
        Numbers(new Line(1), rows);
        Numbers(new Images(1), rows);
    }

    private static void Classes(ITrainableNetwork<float> network, int rows)
    {
        using var x = new GuardedFloats(Trial.Values(rows * network.InputSize, seed: 2));
        using var labels = new GuardedFloats(rows);
        MemoryMarshal.Cast<float, int>(labels.Span).Fill(network.OutputSize - 1);
        Train(network, x, MemoryMarshal.Cast<float, int>(labels.Span));
        labels.AssertSurroundingsIntact();
    }

    private static void Numbers(ITrainableNetwork<float> network, int rows)
    {
        using var x = new GuardedFloats(Trial.Values(rows * network.InputSize, seed: 2));
        using var targets = new GuardedFloats(Trial.Values(rows * network.OutputSize, seed: 3));
        Train(network, x, targets.Span);
        targets.AssertSurroundingsIntact();
    }

    private static void Train<TTarget>(ITrainableNetwork<float> network, GuardedFloats x, ReadOnlySpan<TTarget> targets)
        where TTarget : unmanaged
    {
        using var gradient = new GuardedFloats(network.Parameters.Length);
        using var optimizer = new Adam();
        var elsewhere = new float[gradient.Length];
        network.Gradient(x.Span.ToArray(), targets.ToArray(), elsewhere);
        network.TrainingStep = 0;

        Assert.True(float.IsFinite(network.Loss(x.Span, targets)));
        network.Gradient(x.Span, targets, gradient.Span);
        network.TrainStep(x.Span, targets, optimizer);

        Bits.AssertEqual(elsewhere, gradient.Span, "the gradient of the same rows in other memory");
        gradient.AssertSurroundingsIntact();
        x.AssertSurroundingsIntact();
    }

    private static void Stays(INetwork<float> network, int rows)
    {
        using var x = new GuardedFloats(Trial.Values(rows * network.InputSize, seed: 2));
        using var y = new GuardedFloats(rows * network.OutputSize);
        var elsewhere = new float[y.Length];
        network.Predict(x.Span.ToArray(), elsewhere);

        network.Predict(x.Span, y.Span);

        Bits.AssertEqual(elsewhere, y.Span, "the outputs of the same rows in other memory");
        x.AssertSurroundingsIntact();
        y.AssertSurroundingsIntact();
    }
}
