namespace Adjoint.Tests.Training;

/// <summary>Several inputs, outputs and losses, shared and frozen parameters, each held against a plain network that must do the same.</summary>
public sealed class GraphTests
{
    private const float Tolerance = 2e-6f;

    public static TheoryData<int> RowCounts => [1, 7, 8, 16, 33, 300];

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Several_inputs_and_outputs_predict_what_one_of_each_does(int rows)
    {
        var data = new Data(rows);
        var (both, policy, value) = Heads();
        var (p, v) = (new float[rows * TwoHeaded.PolicySize], new float[rows * TwoHeaded.ValueSize]);
        both.Predict(data.Board, data.Clock, p, v);
        var (alone, other) = (new float[p.Length], new float[v.Length]);
        policy.Predict(data.Board, data.Clock, alone);
        value.Predict(data.Board, data.Clock, other);
        Near(alone, p);
        Near(other, v);
    }

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void A_network_of_several_inputs_predicts_rows_of_all_of_them_side_by_side(int rows)
    {
        var data = new Data(rows);
        var (both, _, _) = Heads();
        var (p, v) = (new float[rows * TwoHeaded.PolicySize], new float[rows * TwoHeaded.ValueSize]);
        both.Predict(data.Board, data.Clock, p, v);
        var y = Predict(both, data.SideBySide);
        for (var row = 0; row < rows; row++)
        {
            Assert.Equal(p[(row * 6)..(row * 6 + 6)], y[(row * 7)..(row * 7 + 6)]);
            Assert.Equal(v[row], y[row * 7 + 6]);
        }
    }

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Inputs_that_are_joined_at_once_are_one_input(int rows)
    {
        var (left, right, targets) = (Trial.Values(rows * 3, 1), Trial.Values(rows * 4, 2), Trial.Values(rows * 2, 3));
        float[] x = [.. Enumerable.Range(0, rows).SelectMany(row => left[(row * 3)..(row * 3 + 3)].Concat(right[(row * 4)..(row * 4 + 4)]))];
        var (joined, whole) = (new float[Joined.ParameterCount], new float[Joined.ParameterCount]);
        Assert.Equal(new Whole(3).Gradient(x, targets, whole), new Joined(3).Gradient(left, right, targets, joined));
        Assert.Equal(whole, joined);
        Assert.Equal(Predict(new Whole(3), x), Predict(new Joined(3), x));
    }

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void The_gradient_of_two_losses_is_the_sum_of_their_gradients(int rows)
    {
        var data = new Data(rows);
        var (both, policy, value) = Heads();
        var (sum, ofPolicy, ofValue) = (new float[TwoHeaded.ParameterCount], new float[PolicyOnly.ParameterCount], new float[ValueOnly.ParameterCount]);
        var loss = both.Gradient(data.Board, data.Clock, data.Labels, data.Values, sum);
        var expected = policy.Gradient(data.Board, data.Clock, data.Labels, ofPolicy) + value.Gradient(data.Board, data.Clock, data.Values, ofValue);
        Assert.Equal(expected, loss, Tolerance);
        Assert.Equal(expected, both.Loss(data.Board, data.Clock, data.Labels, data.Values), Tolerance);
        foreach (var tensor in TwoHeaded.Layout.Parameters)
            Near(Sum(Of(PolicyOnly.Layout, ofPolicy, tensor), Of(ValueOnly.Layout, ofValue, tensor)), Of(TwoHeaded.Layout, sum, tensor)!);
    }

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Losses_on_one_output_share_its_targets(int rows)
    {
        var (x, targets) = (Trial.Values(rows * 9, 1), Trial.Values(rows * 3, 2));
        var (sum, first, second) = (new float[TwoLosses.ParameterCount], new float[TwoLosses.ParameterCount], new float[TwoLosses.ParameterCount]);
        var loss = new TwoLosses(3).Gradient(x, targets, sum);
        Assert.Equal(new FirstLoss(3).Gradient(x, targets, first) + new SecondLoss(3).Gradient(x, targets, second), loss, Tolerance);
        Near(Sum(first, second), sum);
    }

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Shared_parameters_are_one_set_whose_gradient_is_the_sum_of_both_uses(int rows)
    {
        var (x, targets) = (Trial.Values(rows * 9, 1), Trial.Values(rows * 2, 2));
        var (shared, apart) = (new SharedEncoder(5), new TwoEncoders(5));
        apart.Enc2.Weight.CopyFrom(Copy(apart.Enc.Weight));
        apart.Enc2.Bias.CopyFrom(Copy(apart.Enc.Bias));
        var (sum, each) = (new float[SharedEncoder.ParameterCount], new float[TwoEncoders.ParameterCount]);
        Assert.Equal(apart.Gradient(x, targets, each), shared.Gradient(x, targets, sum), Tolerance);
        Assert.Equal(TwoEncoders.ParameterCount - 9 * 10, SharedEncoder.ParameterCount);
        Near(Sum(each[..90], each[90..180]), sum[..90]);
        Near(each[180..], sum[90..]);
    }

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Frozen_parameters_have_no_gradient_and_are_not_changed(int rows)
    {
        var (x, targets) = (Trial.Values(rows * 9, 1), Trial.Values(rows * 2, 2));
        var (frozen, free) = (new FrozenEnds(5), new TwoEncoders(5));
        var (some, all) = (new float[FrozenEnds.ParameterCount], new float[TwoEncoders.ParameterCount]);
        Assert.Equal(90, FrozenEnds.ParameterCount);
        Assert.Equal(free.Gradient(x, targets, all), frozen.Gradient(x, targets, some), Tolerance);
        Near(all[90..180], some);

        var (first, middle, last) = (Copy(frozen.Enc.Weight), Copy(frozen.Enc2.Weight), Copy(frozen.Last.Bias));
        using var optimizer = new Adam();
        frozen.TrainStep(x, targets, optimizer);
        Assert.Equal(first, Copy(frozen.Enc.Weight));
        Assert.Equal(last, Copy(frozen.Last.Bias));
        Assert.NotEqual(middle, Copy(frozen.Enc2.Weight));
    }

    [Fact]
    public void Frozen_parameters_are_saved_and_loaded()
    {
        var network = new FrozenEnds(5);
        network.Enc.Weight[2, 3] = 42;
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            network.Save(file);
            Assert.Equal(42, FrozenEnds.Load(file).Enc.Weight[2, 3]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Parameters_that_no_loss_depends_on_have_a_gradient_of_zero()
    {
        var gradient = Enumerable.Repeat(7f, Unjudged.ParameterCount).ToArray();
        new Unjudged(1).Gradient(Trial.Values(20 * 9, 1), Trial.Values(20 * 3, 2), gradient);
        foreach (var tensor in Unjudged.Layout.Parameters.Where(p => p.Name.StartsWith("free", StringComparison.Ordinal)))
            Assert.All(Of(Unjudged.Layout, gradient, tensor)!, each => Assert.Equal(0, each));
    }

    [Fact]
    public void Every_length_is_checked_by_its_own_name()
    {
        var (both, _, _) = Heads();
        var (p, v) = (new float[12], new float[2]);
#pragma warning disable ADJ0601, ADJ0602, ADJ0603, ADJ0605 // What the compiler refuses is refused at run time too.
        Assert.Equal("board", Assert.Throws<ArgumentException>(() => both.Predict(new float[14], new float[4], p, v)).ParamName);
        Assert.Equal("clock", Assert.Throws<ArgumentException>(() => both.Predict(new float[30], new float[2], p, v)).ParamName);
        Assert.Equal("value", Assert.Throws<ArgumentException>(() => both.Predict(new float[30], new float[4], p, new float[3])).ParamName);
        Assert.Equal("policyLabels", Assert.Throws<ArgumentException>(() => both.Loss(new float[30], new float[4], [0, 6], new float[2])).ParamName);
        Assert.Equal("valueTargets", Assert.Throws<ArgumentException>(() => both.Loss(new float[30], new float[4], [0, 1], new float[1])).ParamName);
#pragma warning restore ADJ0601, ADJ0602, ADJ0603, ADJ0605
        Assert.Equal("value", Assert.Throws<ArgumentException>(() => both.Predict(new float[30], new float[4], p, p.AsSpan(3, 2))).ParamName);
    }

    [Fact]
    public void Calls_with_several_inputs_allocate_nothing()
    {
        var data = new Data(33);
        var (both, _, _) = Heads();
        using var optimizer = new Adam();
        both.Threads = 1;
        both.TrainStep(data.Board, data.Clock, data.Labels, data.Values, optimizer);
        var before = GC.GetAllocatedBytesForCurrentThread();
        both.TrainStep(data.Board, data.Clock, data.Labels, data.Values, optimizer);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static (TwoHeaded Both, PolicyOnly Policy, ValueOnly Value) Heads()
    {
        var both = new TwoHeaded(7);
        var (policy, value) = (new PolicyOnly(7), new ValueOnly(7));
        return (both, policy, value);
    }

    private static float[] Predict(INetwork<float> network, float[] x)
    {
        var y = new float[x.Length / network.InputSize * network.OutputSize];
        network.Predict(x, y);
        return y;
    }

    private static float[] Copy(ParameterView<float> view)
    {
        var values = new float[view.Length];
        view.CopyTo(values);
        return values;
    }

    private static float[]? Of(ParameterLayout layout, float[] block, ParameterInfo tensor) =>
        layout.Parameters.FirstOrDefault(p => p.Name == tensor.Name) is { } found ? block[found.Offset..(found.Offset + found.Length)] : null;

    private static float[] Sum(float[]? a, float[]? b) => a is null ? b! : b is null ? a : [.. a.Zip(b, static (x, y) => x + y)];

    private static void Near(IReadOnlyList<float> expected, IReadOnlyList<float> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
            Assert.Equal(expected[i], actual[i], Tolerance * Math.Max(1, Math.Abs(expected[i])));
    }

    /// <summary>Rows of two inputs, apart and side by side, and targets.</summary>
    private sealed class Data
    {
        public Data(int rows)
        {
            Board = Trial.Values(rows * 15, 1);
            Clock = Trial.Values(rows * 2, 2);
            SideBySide = [.. Enumerable.Range(0, rows).SelectMany(row => Board[(row * 15)..(row * 15 + 15)].Concat(Clock[(row * 2)..(row * 2 + 2)]))];
            Labels = [.. Enumerable.Range(0, rows).Select(static row => row * 5 % 6)];
            Values = Trial.Values(rows, 3);
        }

        public float[] Board { get; }

        public float[] Clock { get; }

        public float[] SideBySide { get; }

        public int[] Labels { get; }

        public float[] Values { get; }
    }
}
