namespace Theory.Symmetry;

/// <summary>Spirals that wind to the left or to the right, with a frame at each of eight points: its first axis leads to the next point, its second lies in the plane of the point before.</summary>
internal sealed class Spirals
{
    public const int Points = 8;

    private Spirals(float[] rotations, float[] translations, int[] labels) => (Rotations, Translations, Labels) = (rotations, translations, labels);

    /// <summary>3×3 numbers a point; the columns are the axes.</summary>
    public float[] Rotations { get; }

    /// <summary>The points.</summary>
    public float[] Translations { get; }

    /// <summary>0 for left, 1 for right.</summary>
    public int[] Labels { get; }

    /// <summary>The same points with the axes of space in the place of their own.</summary>
    public Spirals WithoutFrames() => new([.. Labels.SelectMany(static _ => Enumerable.Range(0, 9 * Points).Select(static i => i % 9 % 4 == 0 ? 1f : 0f))], Translations, Labels);

    /// <summary>Upright spirals, or each turned and moved by chance.</summary>
    public static Spirals Draw(int count, Random random, bool turned)
    {
        var (rotations, translations, labels) = (new List<float>(), new List<float>(), new int[count]);
        for (var row = 0; row < count; row++)
        {
            labels[row] = random.Next(2);
            var (step, rise, phase) = (0.6 + 0.4 * random.NextDouble(), 0.2 + 0.2 * random.NextDouble(), 0.5 * random.NextDouble());
            var (motion, shift) = (turned ? Turn(random) : [new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)], turned ? new Vector(Noise(2), Noise(2), Noise(2)) : new Vector(0, 0, 0));
            var side = labels[row] == 0 ? -1 : 1;
            Vector[] points = [.. Enumerable.Range(0, Points + 2).Select(
                k => Moved(new(Math.Cos(phase + step * k) + Noise(0.05), side * Math.Sin(phase + step * k) + Noise(0.05), rise * k + Noise(0.05))))];
            for (var k = 1; k <= Points; k++)
            {
                var first = (points[k + 1] - points[k]).Unit();
                var before = points[k - 1] - points[k];
                var second = (before - first * before.Dot(first)).Unit();
                var third = first.Cross(second);
                foreach (var axis in new Func<Vector, double>[] { static v => v.X, static v => v.Y, static v => v.Z })
                    rotations.AddRange([(float)axis(first), (float)axis(second), (float)axis(third)]);
                translations.AddRange([(float)points[k].X, (float)points[k].Y, (float)points[k].Z]);
            }

            Vector Moved(Vector p) => motion[0] * p.X + motion[1] * p.Y + motion[2] * p.Z + shift;
        }
        return new([.. rotations], [.. translations], labels);

        double Noise(double size) => size * (2 * random.NextDouble() - 1);
    }

    /// <summary>Three axes at right angles, any as likely as any other: two directions, and what stands on both.</summary>
    private static Vector[] Turn(Random random)
    {
        var first = Direction().Unit();
        var other = Direction();
        var second = (other - first * other.Dot(first)).Unit();
        return [first, second, first.Cross(second)];

        Vector Direction() => new(Normal(), Normal(), Normal());

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    private readonly record struct Vector(double X, double Y, double Z)
    {
        public static Vector operator +(Vector a, Vector b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

        public static Vector operator -(Vector a, Vector b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

        public static Vector operator *(Vector a, double factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

        public double Dot(Vector b) => X * b.X + Y * b.Y + Z * b.Z;

        public Vector Cross(Vector b) => new(Y * b.Z - Z * b.Y, Z * b.X - X * b.Z, X * b.Y - Y * b.X);

        public Vector Unit() => this * (1 / Math.Sqrt(Dot(this)));
    }
}
