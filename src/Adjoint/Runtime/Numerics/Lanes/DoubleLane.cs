using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Adjoint.Runtime;

/// <summary>One double.</summary>
internal readonly struct DoubleLane : ILanes<double, double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Create(double value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Add(double a, double b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Subtract(double a, double b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Multiply(double a, double b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Divide(double a, double b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Negate(double a) => -a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAdd(double a, double b, double c) =>
        // Math.FusedMultiplyAdd is one instruction on Arm64, but a slow call on an x64 machine without it.
        Fma.IsSupported ? Fma.MultiplyAddScalar(First(a), First(b), First(c)).ToScalar() :
        AdvSimd.Arm64.IsSupported ? Math.FusedMultiplyAdd(a, b, c) :
        a * b + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(double a, double b) =>
        Sse2.IsSupported ? Sse2.MaxScalar(First(a), First(b)).ToScalar() :
        AdvSimd.Arm64.IsSupported ? Math.Max(a, b) :
        a > b ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(double a, double b) =>
        Sse2.IsSupported ? Sse2.MinScalar(First(a), First(b)).ToScalar() :
        AdvSimd.Arm64.IsSupported ? Math.Min(a, b) :
        a < b ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Abs(double a) => Math.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sqrt(double a) => Math.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double CopySign(double magnitude, double sign) => Math.CopySign(magnitude, sign);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SelectGreater(double a, double b, double whenTrue, double whenFalse) => a > b ? whenTrue : whenFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SelectGreaterOrEqual(double a, double b, double whenTrue, double whenFalse) => a >= b ? whenTrue : whenFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SelectEqual(double a, double b, double whenTrue, double whenFalse) => a == b ? whenTrue : whenFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(double a, double b) => a > b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SubtractBits(double a, double b) => FromBits(unchecked(ToBits(a) - ToBits(b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AndBits(double a, long mask) => FromBits(ToBits(a) & mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ShiftLeftBits(double a, int count) => FromBits(ToBits(a) << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ConvertBits(double a) => ToBits(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> First(double value) => Vector128.CreateScalarUnsafe(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long ToBits(double value) => BitConverter.DoubleToInt64Bits(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double FromBits(long bits) => BitConverter.Int64BitsToDouble(bits);
}
