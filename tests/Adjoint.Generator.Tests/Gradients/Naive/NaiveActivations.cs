using Adjoint.Generator.Declare;
using static Adjoint.Generator.Tests.Gradients.Functions;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Every activation as its paper states it.</summary>
internal static class NaiveActivations
{
    /// <summary>f(x), or null if <paramref name="use"/> is no activation of single numbers.</summary>
    public static Func<T, T>? Find<T>(AttributeUse use, Kinks kinks)
        where T : struct, IReal<T>
    {
        var (zero, one, half) = (T.Of(0), T.Of(1), T.Of(0.5));
        return use.Operator switch
        {
            "ReLU" => x => kinks.IsAbove(x, 0) ? x : zero,
            "Scale" => x => T.Of(use.Number("factor")) * x,
            "LeakyReLU" => x => kinks.IsAbove(x, 0) ? x : T.Of(use.Number("slope", 0.01)) * x,
            "ELU" => x => kinks.IsAbove(x, 0) ? x : T.Of(use.Number("alpha", 1)) * (Exp(x) - one),
            "SELU" => x => T.Of(1.0507009873554804934) * (kinks.IsAbove(x, 0) ? x : T.Of(1.6732632423543772848) * (Exp(x) - one)),
            "Sqrt" => x => Sqrt(x + T.Of(use.Number("Epsilon", 0))),
            "Sigmoid" => Sigmoid,
            "Tanh" => Tanh,
            "Softplus" => Softplus,
            "GELU" when use.Bool("Approximate") => x => half * x * (one + Tanh(T.Of(Math.Sqrt(2 / Math.PI)) * (x + T.Of(0.044715) * x * x * x))),
            "GELU" => x => half * x * (one + Erf(x / T.Of(Math.Sqrt(2)))),
            "SiLU" => x => x * Sigmoid(x),
            // The only function of one number among the samples'.
            "Apply" => x => x * Sigmoid(x),
            "Mish" => x => x * Tanh(Softplus(x)),
            "Hardswish" => x => x * Ramp(x, kinks),
            "Hardsigmoid" => x => Ramp(x, kinks),
            _ => null,
        };
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static T Sigmoid<T>(T x)
        where T : struct, IReal<T> => T.Of(1) / (T.Of(1) + Exp(T.Of(0) - x));

    /// <summary>ln(1 + eˣ), written so that eˣ does not overflow.</summary>
    public static T Softplus<T>(T x)
        where T : struct, IReal<T> => x.Value > 0 ? x + Log(T.Of(1) + Exp(T.Of(0) - x)) : Log(T.Of(1) + Exp(x));

    /// <summary>x/6 + ½, cut off below 0 and above 1.</summary>
    private static T Ramp<T>(T x, Kinks kinks)
        where T : struct, IReal<T>
    {
        if (!kinks.IsAbove(x, -3))
            return T.Of(0);
        return kinks.IsAbove(x, 3) ? T.Of(1) : x / T.Of(6) + T.Of(0.5);
    }
}
