using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint;

/// <summary>Running averages that end at zero.</summary>
internal static class Decayed
{
    /// <summary>Its spacing, 2⁻¹²³, is the smallest step that a settled average can still make.</summary>
    private const double Tiny = 1e-30;

    /// <summary>
    /// The average, or 0 once it is below about 5e-38. Where a gradient stays zero (a unit that has died), an average shrinks by a factor a step until
    /// it is subnormal, and arithmetic on subnormal numbers takes a hundred times as long: without this, training slows down after some
    /// hundred steps (four times, measured on the digits sample).
    /// </summary>
    /// <remarks>Adding and subtracting rounds to multiples of 2⁻¹²³: exact for all that is above 1e-30, and far below what any ε or weight can notice.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Settle<TLanes, E>(TLanes average)
        where TLanes : struct, IUpdateLanes<TLanes, E>
        where E : unmanaged, IBinaryFloatingPointIeee754<E> => average + E.CreateTruncating(Tiny) - E.CreateTruncating(Tiny);
}
