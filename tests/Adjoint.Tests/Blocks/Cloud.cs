namespace Adjoint.Tests.Blocks;

/// <summary>Frames in space: a rotation, row by row, and a place for each of some positions.</summary>
/// <param name="Rotations">Nine numbers a position.</param>
/// <param name="Translations">Three numbers a position.</param>
internal sealed record Cloud(double[] Rotations, double[] Translations)
{
    /// <summary>Frames at random places not far from the origin.</summary>
    public static Cloud Drawn(int positions, int seed)
    {
        var random = new Random(seed);
        return new([.. Enumerable.Range(0, positions).SelectMany(_ => Rotation(random))], [.. Enumerable.Range(0, 3 * positions).Select(_ => random.NextDouble() * 2 - 1)]);
    }

    /// <summary>Identities.</summary>
    public static double[] Unturned(int positions) => [.. Enumerable.Range(0, positions).SelectMany(static _ => new double[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 })];

    /// <summary>A rotation, from a quaternion of four normal numbers.</summary>
    public static double[] Rotation(Random random)
    {
        double[] q = [.. Enumerable.Range(0, 4).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
        var length = Math.Sqrt(q.Sum(static x => x * x));
        var (w, x, y, z) = (q[0] / length, q[1] / length, q[2] / length, q[3] / length);
        return
        [
            1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y), 2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x),
            2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y),
        ];
    }

    /// <summary>All turned and moved by chance, together.</summary>
    public Cloud Moved(Random random) => Moved(Rotation(random), [.. Enumerable.Range(0, 3).Select(_ => random.NextDouble() * 4 - 2)]);

    /// <summary>R' = Q R, t' = Q t + c.</summary>
    public Cloud Moved(double[] turn, double[] shift) =>
        new([.. Rotations.Chunk(9).SelectMany(r => Product(turn, r, 3))], [.. Translations.Chunk(3).SelectMany(t => Product(turn, t, 1).Zip(shift, static (x, c) => x + c))]);

    private static IEnumerable<double> Product(double[] a, double[] b, int columns) =>
        Enumerable.Range(0, 3 * columns).Select(at => Enumerable.Range(0, 3).Sum(k => a[3 * (at / columns) + k] * b[k * columns + at % columns]));
}
