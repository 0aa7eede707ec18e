using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Adjoint;

/// <summary>Four floats in one 128-bit register.</summary>
internal readonly unsafe struct UpdateLanes128(Vector128<float> value) : IUpdateLanes<UpdateLanes128>
{
    private readonly Vector128<float> value = value;

    public static bool IsSupported => true;

    public static int Count => Vector128<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes128 Load(float* source) => new(*(Vector128<float>*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => *(Vector128<float>*)destination = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator UpdateLanes128(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes128 operator +(UpdateLanes128 x, UpdateLanes128 y) => new(x.value + y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes128 operator -(UpdateLanes128 x, UpdateLanes128 y) => new(x.value - y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes128 operator *(UpdateLanes128 x, UpdateLanes128 y) => new(x.value * y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes128 operator /(UpdateLanes128 x, UpdateLanes128 y) => new(x.value / y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes128 MultiplyAdd(UpdateLanes128 x, UpdateLanes128 y, UpdateLanes128 z)
    {
        if (Fma.IsSupported)
            return new(Fma.MultiplyAdd(x.value, y.value, z.value));
        if (AdvSimd.IsSupported)
            return new(AdvSimd.FusedMultiplyAdd(z.value, x.value, y.value));
        return new(x.value * y.value + z.value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes128 Sqrt(UpdateLanes128 x) => new(Vector128.Sqrt(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes128 AtLeast(UpdateLanes128 x, UpdateLanes128 bound) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(x.value, bound.value), bound.value, x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes128 AtMost(UpdateLanes128 x, UpdateLanes128 bound) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThan(x.value, bound.value), bound.value, x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes128 Sign(UpdateLanes128 x)
    {
        var one = (x.value & Vector128.Create(-0f)) | Vector128.Create(1f);
        return new(Vector128.ConditionalSelect(Vector128.Equals(x.value, Vector128<float>.Zero), Vector128<float>.Zero, one));
    }
}
