using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

public static partial class VectorMath
{
    /// <summary>2ᵗ for t up to 127, which is not checked: what attention needs, whose scores are multiplied anyway and can be with log₂e. Error at most 2.5 | 2.5 ULP; below 2⁻¹²⁶ zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp2(float t) => Exp2<Lane, float>(t);

    /// <inheritdoc cref="Exp2(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp2(Vector128<float> t) => Exp2<Lanes128, Vector128<float>>(t);

    /// <inheritdoc cref="Exp2(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp2(Vector256<float> t) => Exp2<Lanes256, Vector256<float>>(t);

    /// <inheritdoc cref="Exp2(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp2(Vector512<float> t) => Exp2<Lanes512, Vector512<float>>(t);

    // 2ᵗ = 2ⁿ 2ᶠ with n = round(t) and f = t − n, which is exact: nothing of eˣ's division by ln 2 and its remainder is left.
    // 2ᶠ = 1 + f q(f). q: minimax of degree 4 for the relative error of 2ᶠ on ±½, 1.5 · 2⁻²⁴.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Exp2<L, V>(V t) where L : struct, ILanes<float, V>
    {
        // The constant first: Max hands on a NaN in its second operand. 2⁻¹²⁷ is zero here.
        t = L.Max(L.Create(-127f), t);
        var n = L.Add(t, L.Create(RoundingShift));
        var f = L.Subtract(t, L.Subtract(n, L.Create(RoundingShift)));
        var q = L.MultiplyAdd(L.Create(1.3264727e-03f), f, L.Create(9.6715130e-03f));
        q = L.MultiplyAdd(q, f, L.Create(5.5507336e-02f));
        q = L.MultiplyAdd(q, f, L.Create(2.4022242e-01f));
        q = L.MultiplyAdd(q, f, L.Create(6.9314700e-01f));
        q = L.MultiplyAdd(q, f, L.Create(1f));
        return L.Multiply(q, PowerOfTwo<L, V>(n));
    }
}
