namespace Theory.Symmetry;

/// <summary>Turns and translations of space: invariant point attention learns on upright spirals which way they wind, and knows it of turned ones; the same network without frames does not.</summary>
internal static class SpaceMotions
{
    public static void Run(Page page)
    {
        var random = new Random(1);
        var (upright, turned) = (Spirals.Draw(400, random, turned: false), Spirals.Draw(1000, random, turned: true));
        var (framed, unframed) = (Trained(upright), Trained(upright.WithoutFrames()));

        // The same spirals before and after one motion of each: equal seeds draw equal spirals.
        var (still, moved) = (Spirals.Draw(100, new Random(2), turned: true), Spirals.Draw(100, new Random(2), turned: true));
        Move(moved);
        page.Number("largest |f(g x) − f(x)| of invariant point attention", Gap(framed, still, moved));
        page.Number("the same without frames", Gap(unframed, still.WithoutFrames(), moved.WithoutFrames()));
        page.Number("error on turned spirals, trained on upright ones", Error(framed, turned));
        page.Number("the same of the network without frames", Error(unframed, turned.WithoutFrames()));
        page.Number("its error on upright spirals", Error(unframed, Spirals.Draw(1000, random, turned: false).WithoutFrames()));
    }

    private static Handedness Trained(Spirals spirals)
    {
        var network = new Handedness(seed: 1);
        using var optimizer = new Adam(3e-3f);
        for (var step = 0; step < 150; step++)
            network.TrainStep(spirals.Rotations, spirals.Translations, spirals.Labels, optimizer);
        return network;
    }

    private static double Error(Handedness network, Spirals spirals)
    {
        var logits = new float[2 * spirals.Labels.Length];
        network.Predict(spirals.Rotations, spirals.Translations, logits);
        return spirals.Labels.Select((label, row) => logits[2 * row] < logits[2 * row + 1] == (label == 1) ? 0.0 : 1).Average();
    }

    private static double Gap(Handedness network, Spirals a, Spirals b)
    {
        var (y, moved) = (new float[2 * a.Labels.Length], new float[2 * a.Labels.Length]);
        network.Predict(a.Rotations, a.Translations, y);
        network.Predict(b.Rotations, b.Translations, moved);
        return y.Zip(moved, static (of, ofMoved) => Math.Abs(of - ofMoved)).Max();
    }

    /// <summary>R' = Q R, t' = Q t + c.</summary>
    private static void Move(Spirals spirals)
    {
        float[][] turn = [[0.36f, 0.48f, -0.8f], [-0.8f, 0.6f, 0], [0.48f, 0.64f, 0.6f]];
        float[] shift = [0.5f, -1, 2];
        for (var point = 0; point < Spirals.Points * spirals.Labels.Length; point++)
        {
            var t = spirals.Translations.AsSpan(3 * point, 3);
            var r = spirals.Rotations.AsSpan(9 * point, 9);
            float[] place = [.. t], axes = [.. r];
            for (var row = 0; row < 3; row++)
            {
                t[row] = shift[row] + turn[row][0] * place[0] + turn[row][1] * place[1] + turn[row][2] * place[2];
                for (var axis = 0; axis < 3; axis++)
                    r[3 * row + axis] = turn[row][0] * axes[axis] + turn[row][1] * axes[3 + axis] + turn[row][2] * axes[6 + axis];
            }
        }
    }
}
