using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Adjoint.Runtime;

/// <summary>One float.</summary>
internal readonly struct Lane : ILanes<float, float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Create(float value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Add(float a, float b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Subtract(float a, float b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Multiply(float a, float b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Divide(float a, float b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Negate(float a) => -a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float a, float b, float c) =>
        // MathF.FusedMultiplyAdd is one instruction on Arm64, but a slow call on an x64 machine without it.
        Fma.IsSupported ? Fma.MultiplyAddScalar(First(a), First(b), First(c)).ToScalar() :
        AdvSimd.IsSupported ? MathF.FusedMultiplyAdd(a, b, c) :
        a * b + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float a, float b) =>
        Sse.IsSupported ? Sse.MaxScalar(First(a), First(b)).ToScalar() :
        AdvSimd.IsSupported ? MathF.Max(a, b) :
        a > b ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(float a, float b) =>
        Sse.IsSupported ? Sse.MinScalar(First(a), First(b)).ToScalar() :
        AdvSimd.IsSupported ? MathF.Min(a, b) :
        a < b ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Abs(float a) => MathF.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sqrt(float a) => MathF.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float CopySign(float magnitude, float sign) => MathF.CopySign(magnitude, sign);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SelectGreater(float a, float b, float whenTrue, float whenFalse) => a > b ? whenTrue : whenFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SelectGreaterOrEqual(float a, float b, float whenTrue, float whenFalse) => a >= b ? whenTrue : whenFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SelectEqual(float a, float b, float whenTrue, float whenFalse) => a == b ? whenTrue : whenFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(float a, float b) => a > b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SubtractBits(float a, float b) => FromBits(unchecked(ToBits(a) - ToBits(b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float AndBits(float a, long mask) => FromBits(ToBits(a) & (int)mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ShiftLeftBits(float a, int count) => FromBits(ToBits(a) << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ConvertBits(float a) => ToBits(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> First(float value) => Vector128.CreateScalarUnsafe(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ToBits(float value) => BitConverter.SingleToInt32Bits(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float FromBits(int bits) => BitConverter.Int32BitsToSingle(bits);
}
