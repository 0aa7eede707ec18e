using System.Numerics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Adjoint;

/// <summary>Checks on the settings of optimizers and schedules; each returns the value it was given.</summary>
internal static class HyperParameter
{
    /// <summary>A finite number of at least 0.</summary>
    public static float NotNegative(float value, [CallerMemberName] string name = "") =>
        float.IsFinite(value) && value >= 0 ? value : throw Refused(value, name, "a finite number of at least 0");

    /// <summary>A finite number above 0.</summary>
    public static float Positive(float value, [CallerMemberName] string name = "") =>
        float.IsFinite(value) && value > 0 ? value : throw Refused(value, name, "a finite number above 0");

    /// <summary>A number above 0, or null for "off".</summary>
    public static float? PositiveOrOff(float? value, [CallerMemberName] string name = "") =>
        value is { } set ? Positive(set, name) : null;

    /// <summary>The share that an average keeps of its past: at least 0 and below 1.</summary>
    public static float Decay(float value, [CallerMemberName] string name = "") =>
        value is >= 0 and < 1 ? value : throw Refused(value, name, "at least 0 and below 1");

    /// <summary>A share of a whole: from 0 to 1.</summary>
    public static float Share(float value, [CallerMemberName] string name = "") =>
        value is >= 0 and <= 1 ? value : throw Refused(value, name, "from 0 to 1");

    /// <summary>A number of steps, at least <paramref name="least"/>.</summary>
    public static long Steps(long value, long least, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= least ? value : throw new ArgumentOutOfRangeException(name, value, $"'{name}' is {value}; it must be at least {least}.");

    /// <summary>
    /// A setting in the numbers of a network. To doubles a float stands for the decimal that it was written as, of up to seven digits: 0.9f is nine tenths.
    /// </summary>
    public static E As<E>(float value)
        where E : unmanaged, IBinaryFloatingPointIeee754<E> => typeof(E) == typeof(float) || MathF.Abs(value) is not (>= 1e-20f and <= 1e20f)
            ? E.CreateTruncating(value) : E.CreateTruncating((double)(decimal)value);

    private static ArgumentOutOfRangeException Refused(float value, string name, string needed) =>
        new(name, value, string.Create(CultureInfo.InvariantCulture, $"'{name}' is {value}; it must be {needed}."));
}
