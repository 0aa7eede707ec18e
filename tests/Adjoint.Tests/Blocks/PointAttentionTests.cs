namespace Adjoint.Tests.Blocks;

/// <summary>Invariant point attention against the algorithm of the paper, and what it is called after.</summary>
public class PointAttentionTests
{
    [Fact]
    public void It_yields_what_the_algorithm_says() => Of().Values();

    [Fact]
    public void Its_gradients_are_those_of_the_algorithm() => Of().Gradients();

    [Fact]
    public void So_it_is_without_biases()
    {
        FormulaCheck check = new(new FrameNetworks.PointsOfThePaper(1), new PointFormulas(2, 3, 1, 2).Output);
        check.Values();
        check.Gradients();
    }

    [Fact]
    public void Frames_that_turn_and_move_together_change_nothing()
    {
        const int n = 19;
        var network = new FrameNetworks.TwoBlocks(1);
        // Larger than they begin, so that places weigh much in the scores.
        foreach (ref var parameter in network.Parameters)
            parameter *= 2;
        var (s, z) = (Floats(n * 24, 1), Floats(n * n * 10, 2));
        var cloud = Cloud.Drawn(n, seed: 3);
        var moved = cloud.Moved(new Random(4));
        float[] Output(double[] rotations, double[] translations)
        {
            var y = new float[n * 24];
            network.Predict(s, z, ToFloats(rotations), ToFloats(translations), y);
            return y;
        }

        // Without the frames, the same points in space are other points once they are turned.
        var none = Cloud.Unturned(n);
        var (with, without) = (
            Apart(Output(cloud.Rotations, cloud.Translations), Output(moved.Rotations, moved.Translations)),
            Apart(Output(none, cloud.Translations), Output(none, moved.Translations)));
        Assert.InRange(with, 0, 1e-5);
        Assert.InRange(without, 0.01, 100);
        // Nor is it that frames do not matter: one that turns alone changes the output.
        var alone = cloud.Rotations.ToArray();
        moved.Rotations.AsSpan(0, 9).CopyTo(alone);
        Assert.InRange(Apart(Output(cloud.Rotations, cloud.Translations), Output(alone, cloud.Translations)), 0.01, 100);
    }

    [Fact]
    public void Far_from_the_origin_digits_are_lost_as_places_lose_them_and_no_faster()
    {
        const int n = 19;
        var network = new FrameNetworks.TwoBlocks(1);
        var (s, z) = (Floats(n * 24, 1), Floats(n * n * 10, 2));
        var cloud = Cloud.Drawn(n, seed: 3);
        var (near, far) = (new float[n * 24], new float[n * 24]);
        network.Predict(s, z, ToFloats(cloud.Rotations), ToFloats(cloud.Translations), near);
        network.Predict(s, z, ToFloats(cloud.Rotations), ToFloats([.. cloud.Translations.Select(static t => t + 1000)]), far);
        // A float near 1,000 is good to 3e-5; squares of places, whose differences would be taken, to 0.06.
        Assert.InRange(Apart(near, far), 0, 1e-3);
    }

    [Fact]
    public void Gradients_of_places_turn_with_the_frames_and_do_not_move_the_whole()
    {
        const int n = FrameNetworks.Positions;
        var network = new FrameNetworks.Points(1);
        FormulaCheck.Numbers(network.Parameters.Length, 3, 0.8).CopyTo(network.Parameters);
        var (s, z) = (FormulaCheck.Numbers(n * FrameNetworks.Features, 1, 1), FormulaCheck.Numbers(n * n * FrameNetworks.Pairs, 2, 1));
        var (cloud, random) = (Cloud.Drawn(n, seed: 3), new Random(4));
        var (turn, shift) = (Cloud.Rotation(random), new[] { 0.7, -1.1, 0.4 });
        double[] Gradient(Cloud of)
        {
            var (dx, row) = (new double[FrameNetworks.Points.InputSize], (double[])[.. s, .. z, .. of.Rotations, .. of.Translations]);
            ((IVjpNetwork<double>)network).Vjp(row, FormulaCheck.Numbers(FrameNetworks.Points.OutputSize, 5, 1), dx, []);
            return dx[^(3 * n)..];
        }

        var (before, after) = (Gradient(cloud), Gradient(cloud.Moved(turn, shift)));
        for (var i = 0; i < n; i++)
        {
            for (var a = 0; a < 3; a++)
                Assert.Equal(Enumerable.Range(0, 3).Sum(b => turn[3 * a + b] * before[3 * i + b]), after[3 * i + a], 1e-10);
        }
        for (var a = 0; a < 3; a++)
            Assert.Equal(0, Enumerable.Range(0, n).Sum(i => before[3 * i + a]), 1e-10);
        Assert.Contains(before, static number => Math.Abs(number) > 0.01);
    }

    private static FormulaCheck Of() => new(new FrameNetworks.Points(1), new PointFormulas(3, 5, 2, 3).Output);

    private static float[] Floats(int count, int seed) => ToFloats(FormulaCheck.Numbers(count, seed, 1));

    private static float[] ToFloats(double[] numbers) => Array.ConvertAll(numbers, static x => (float)x);

    private static float Apart(float[] a, float[] b) => a.Zip(b, static (x, y) => Math.Abs(x - y)).Max();
}
