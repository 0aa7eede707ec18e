namespace Adjoint.Generator.Tests.Gradients;

/// <summary>A number that remembers how it was computed: its entry on a tape, or none for a constant.</summary>
internal readonly record struct Taped(double Value, Tape? Tape, int Entry) : IReal<Taped>
{
    public static Taped operator +(Taped a, Taped b) => Record(a.Value + b.Value, a, 1, b, 1);

    public static Taped operator -(Taped a, Taped b) => Record(a.Value - b.Value, a, 1, b, -1);

    public static Taped operator *(Taped a, Taped b) => Record(a.Value * b.Value, a, b.Value, b, a.Value);

    public static Taped operator /(Taped a, Taped b) => Record(a.Value / b.Value, a, 1 / b.Value, b, -a.Value / (b.Value * b.Value));

    public static Taped Of(double value) => new(value, null, -1);

    public static Taped Map(Taped x, double value, double derivative) => Record(value, x, derivative, Of(0), 0);

    private static Taped Record(double value, Taped a, double byA, Taped b, double byB) =>
        (a.Tape ?? b.Tape) is { } tape ? tape.Record(value, a, byA, b, byB) : Of(value);
}

/// <summary>
/// Everything that was computed, in order, each number with its derivatives by the one or two it was made of. Read backwards it gives the
/// derivative of the last number by all others: reverse-mode differentiation as Wengert (1964) and Linnainmaa (1970) describe it.
/// </summary>
internal sealed class Tape
{
    private readonly List<Step> steps = [];

    /// <summary>A number that derivatives are wanted by.</summary>
    public Taped Variable(double value)
    {
        steps.Add(new Step(-1, 0, -1, 0));
        return new Taped(value, this, steps.Count - 1);
    }

    public Taped Record(double value, Taped a, double byA, Taped b, double byB)
    {
        steps.Add(new Step(a.Entry, byA, b.Entry, byB));
        return new Taped(value, this, steps.Count - 1);
    }

    /// <summary>The derivative of <paramref name="result"/> by every entry of the tape.</summary>
    public double[] Gradient(Taped result)
    {
        var gradient = new double[steps.Count];
        if (result.Entry >= 0)
            gradient[result.Entry] = 1;
        for (var i = result.Entry; i >= 0; i--)
        {
            var step = steps[i];
            if (step.A >= 0)
                gradient[step.A] += gradient[i] * step.ByA;
            if (step.B >= 0)
                gradient[step.B] += gradient[i] * step.ByB;
        }
        return gradient;
    }

    private readonly record struct Step(int A, double ByA, int B, double ByB);
}
