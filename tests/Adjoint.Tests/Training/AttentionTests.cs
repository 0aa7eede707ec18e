namespace Adjoint.Tests.Training;

public class AttentionTests
{
    private const int Positions = 37, Features = 8, Width = 12;

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void A_position_changes_no_output_before_it(int rows)
    {
        var network = new CausalHeads(3);
        var x = Trial.Values(rows * Positions * Features, 4);
        var before = Outputs(network, x, rows);
        foreach (var position in new[] { 0, 1, 15, 16, 31, 36 })
        {
            var changed = x.ToArray();
            for (var row = 0; row < rows; row++)
                changed.AsSpan((row * Positions + position) * Features, Features).Fill(2);
            var after = Outputs(network, changed, rows);
            for (var i = 0; i < after.Length; i++)
            {
                if (i / Width % Positions < position)
                    Assert.Equal(before[i], after[i]);
            }
            Assert.NotEqual(before.AsSpan(position * Width, Width).ToArray(), after.AsSpan(position * Width, Width).ToArray());
        }
    }

    [Fact]
    public void Rows_know_nothing_of_one_another()
    {
        const int rows = 37;
        var network = new CausalHeads(3);
        var x = Trial.Values(rows * Positions * Features, 4);
        var (whole, part) = (Outputs(network, x, rows), x.AsSpan(17 * Positions * Features, 20 * Positions * Features).ToArray());
        Assert.Equal(whole.AsSpan(17 * Positions * Width).ToArray(), Outputs(network, part, 20));
    }

    [Fact]
    public void A_query_that_sees_no_key_yields_zero_and_teaches_nothing()
    {
        const int rows = 3, queries = 20, width = 6, blind = 13;
        var network = new FewKeys(3);
        var (x, y) = (Trial.Values(rows * queries * width, 4), new float[rows * queries * width]);
        network.Predict(x, y);
        for (var i = 0; i < y.Length; i++)
            Assert.Equal(i / width % queries < blind, y[i] == 0);

        // What the blind queries are compared with changes the loss and no gradient.
        var targets = Trial.Values(y.Length, 5);
        var (gradient, same) = (new float[FewKeys.ParameterCount], new float[FewKeys.ParameterCount]);
        var loss = network.Gradient(x, targets, gradient);
        for (var i = 0; i < targets.Length; i++)
            targets[i] += i / width % queries < blind ? 1 : 0;
        Assert.NotEqual(loss, network.Gradient(x, targets, same));
        Assert.Equal(gradient, same);
        Assert.DoesNotContain(gradient, float.IsNaN);
    }

    [Fact]
    public void Scores_as_large_as_they_come_overflow_nothing()
    {
        var network = new CausalHeads(3);
        var x = Trial.Values(2 * Positions * Features, 4);
        for (var i = 0; i < x.Length; i++)
            x[i] *= 1e4f;
        var gradient = new float[CausalHeads.ParameterCount];
        Assert.True(float.IsFinite(network.Gradient(x, new float[2 * Positions * Width], gradient)));
        Assert.All(gradient, static number => Assert.True(float.IsFinite(number)));
    }

    private static float[] Outputs(CausalHeads network, float[] x, int rows)
    {
        var y = new float[rows * Positions * Width];
        network.Predict(x, y);
        return y;
    }
}
