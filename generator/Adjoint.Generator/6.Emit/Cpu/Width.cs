using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>A width of vectors, and how code for it is spelt. The layout in memory is the same for all.</summary>
/// <param name="Element">What is in the lanes.</param>
/// <param name="Name">What methods of this width end in: the bits of a vector, or the machine that they are for.</param>
/// <param name="Lanes">The numbers in a vector; 1 for plain numbers.</param>
internal sealed record Width(Element Element, string Name, int Lanes)
{
    /// <summary>The test that chooses the width; a constant to the JIT.</summary>
    // Not Vector512.IsHardwareAccelerated, which is false on machines that run 512-bit code well.
    public string Supported => Name switch { "512" => "Avx512F.IsSupported", "256" => "Fma.IsSupported", "Arm" => "AdvSimd.Arm64.IsSupported", _ => "" };

    public bool IsScalar => Lanes == 1;

    /// <summary>Whether the vectors are the widest.</summary>
    public bool Is512 => Name == "512";

    /// <summary>Whether it is 128 bits on 64-bit Arm.</summary>
    public bool IsArm => Name == "Arm";

    /// <summary>Whether the machine has 32 registers for the vectors; of the others it has 16.</summary>
    public bool HasManyRegisters => Is512 || IsArm;

    /// <summary>The bits of a vector.</summary>
    public string Bits => IsArm ? "128" : Name;

    /// <summary>Whether the vectors are the narrowest, and the machine one of which nothing more is known.</summary>
    public bool Is128 => Name == "128";

    /// <summary>Vectors in sixteen numbers.</summary>
    public int VectorsPerBlock => LaneBlock.Rows / Lanes;

    /// <summary>The type of a vector.</summary>
    public string Type => IsScalar ? Element.Name : $"Vector{Bits}<{Element.Name}>";

    /// <summary>A vector of zeros.</summary>
    public string Zero => IsScalar ? Element.Zero : $"{Type}.Zero";

    /// <summary>A vector with the same number in every lane.</summary>
    public string Create(string value) => IsScalar ? value : $"Vector{Bits}.Create({value})";

    /// <summary>The vector so many numbers after an address.</summary>
    public string Load(string start, int offset) => Load(start, offset == 0 ? "" : $"{offset}");

    /// <summary>The vector so many numbers after an address; at it if the offset is empty.</summary>
    public string Load(string start, string offset = "") =>
        !IsScalar ? $"*({Type}*){Pointer.At(start, offset)}" : offset.Length == 0 ? $"*{start}" : $"{start}[{offset}]";

    /// <summary>a · b[lane] + c on Arm: numbers that lie side by side come in one load, and need not be spread over a vector each.</summary>
    public string MultiplyAdd(string a, string b, int lane, string c) => $"AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar({c}, {a}, {b}, {lane})";

    /// <summary>a · b + c in one rounding where the machine can.</summary>
    public string MultiplyAdd(string a, string b, string c) => Name switch
    {
        "512" => $"Avx512F.FusedMultiplyAdd({a}, {b}, {c})",
        "256" => $"Fma.MultiplyAdd({a}, {b}, {c})",
        _ => $"VectorMath.MultiplyAdd({a}, {b}, {c})",
    };
}
