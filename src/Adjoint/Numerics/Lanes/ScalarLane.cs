using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>One lane.</summary>
internal readonly struct ScalarLane : ILanes<ScalarLane>
{
    private readonly float value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ScalarLane(float value) => this.value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator ScalarLane(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator float(ScalarLane lane) => lane.value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane operator +(ScalarLane a, ScalarLane b) => a.value + b.value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane operator -(ScalarLane a, ScalarLane b) => a.value - b.value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane operator *(ScalarLane a, ScalarLane b) => a.value * b.value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane operator /(ScalarLane a, ScalarLane b) => a.value / b.value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane operator -(ScalarLane a) => -a.value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Create(float value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane MultiplyAdd(ScalarLane a, ScalarLane b, ScalarLane c) => VectorMath.MultiplyAdd(a.value, b.value, c.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Max(ScalarLane a, ScalarLane b) => VectorMath.Max(a.value, b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Min(ScalarLane a, ScalarLane b) => VectorMath.Min(a.value, b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Abs(ScalarLane a) => MathF.Abs(a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane CopySign(ScalarLane magnitude, ScalarLane sign) => MathF.CopySign(magnitude.value, sign.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane SelectGreater(ScalarLane a, ScalarLane b, ScalarLane whenTrue, ScalarLane whenFalse) =>
        VectorMath.SelectGreater(a.value, b.value, whenTrue.value, whenFalse.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane SelectGreaterOrEqual(ScalarLane a, ScalarLane b, ScalarLane whenTrue, ScalarLane whenFalse) =>
        VectorMath.SelectGreaterOrEqual(a.value, b.value, whenTrue.value, whenFalse.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane SubtractBits(ScalarLane a, ScalarLane b) => FromBits(unchecked(a.Bits - b.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane AndBits(ScalarLane a, int mask) => FromBits(a.Bits & mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane ShiftLeftBits(ScalarLane a, int count) => FromBits(a.Bits << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane ConvertBits(ScalarLane a) => (float)a.Bits;

    private int Bits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitConverter.SingleToInt32Bits(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScalarLane FromBits(int bits) => BitConverter.Int32BitsToSingle(bits);
}
