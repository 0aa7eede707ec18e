using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Adjoint;

/// <summary>A single float: what is left at the end of a segment.</summary>
internal readonly unsafe struct UpdateLane(float value) : IUpdateLanes<UpdateLane>
{
    private readonly float value = value;

    public static bool IsSupported => true;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLane Load(float* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => *destination = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator UpdateLane(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLane operator +(UpdateLane x, UpdateLane y) => new(x.value + y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLane operator -(UpdateLane x, UpdateLane y) => new(x.value - y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLane operator *(UpdateLane x, UpdateLane y) => new(x.value * y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLane operator /(UpdateLane x, UpdateLane y) => new(x.value / y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLane MultiplyAdd(UpdateLane x, UpdateLane y, UpdateLane z)
    {
        // Without the instruction a fused result would be a slow call, and differ from what the 128-bit lanes give there.
        if (Fma.IsSupported || AdvSimd.IsSupported)
            return new(MathF.FusedMultiplyAdd(x.value, y.value, z.value));
        return new(x.value * y.value + z.value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLane Sqrt(UpdateLane x) => new(MathF.Sqrt(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLane AtLeast(UpdateLane x, UpdateLane bound) => x.value < bound.value ? bound : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLane AtMost(UpdateLane x, UpdateLane bound) => x.value > bound.value ? bound : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLane Sign(UpdateLane x) => x.value == 0 ? 0f : MathF.CopySign(1, x.value);
}
