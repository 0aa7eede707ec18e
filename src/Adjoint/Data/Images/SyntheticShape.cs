namespace Adjoint.Data;

/// <summary>One shape of <see cref="SyntheticImages"/>.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Outside">
/// How far a place is outside, negative inside; right at the edge, near enough elsewhere. Shapes are around the origin and reach to about 1; their areas are
/// much alike, so that brightness says little.
/// </param>
internal sealed record SyntheticShape(string Name, Func<float, float, float> Outside)
{
    /// <summary>All of them; the order is that of the classes.</summary>
    public static IReadOnlyList<SyntheticShape> All { get; } =
    [
        new("disc", static (x, y) => Radius(x, y) - 0.8f),
        new("square", static (x, y) => Square(x, y) - 0.7f),
        new("triangle", static (x, y) => Math.Max(y - 0.7f, 0.447f * Math.Max(-2 * x - y, 2 * x - y) - 0.45f)),
        new("ring", static (x, y) => Math.Abs(Radius(x, y) - 0.75f) - 0.25f),
        new("frame", static (x, y) => Math.Abs(Square(x, y) - 0.65f) - 0.22f),
        new("plus", static (x, y) => Plus(x, y)),
        new("cross", static (x, y) => Plus(0.7071f * (x - y), 0.7071f * (x + y))),
        new("lying stripes", static (x, y) => Math.Max(Square(x, y) - 1, Stripe(y))),
        new("standing stripes", static (x, y) => Math.Max(Square(x, y) - 1, Stripe(x))),
        new("checkerboard", static (x, y) => Math.Max(Square(x, y) - 1, Checked(Stripe(x), Stripe(y)))),
    ];

    private static float Radius(float x, float y) => MathF.Sqrt(x * x + y * y);

    private static float Square(float x, float y) => Math.Max(Math.Abs(x), Math.Abs(y));

    private static float Plus(float x, float y) => Math.Min(Math.Max(Math.Abs(x) - 1, Math.Abs(y) - 0.3f), Math.Max(Math.Abs(y) - 1, Math.Abs(x) - 0.3f));

    /// <summary>The distance from stripes of width 1/3 at every 2/3, of which one is in the middle.</summary>
    private static float Stripe(float x)
    {
        const float period = 2 / 3f;
        return Math.Abs(x - period * MathF.Round(x / period)) - period / 4;
    }

    /// <summary>Within both stripes or within neither.</summary>
    private static float Checked(float across, float down) => Math.Min(Math.Max(across, down), Math.Max(-across, -down));
}
