namespace Adjoint.Generator.Emit.Kernels;

/// <summary>A width of vectors, and how code for it is spelt. The layout in memory is the same for all.</summary>
/// <param name="Name">What methods of this width end in.</param>
/// <param name="Lanes">The floats in a vector; 1 for plain numbers.</param>
/// <param name="Supported">The test that chooses the width; a constant to the JIT.</param>
internal sealed record Width(string Name, int Lanes, string Supported)
{
    /// <summary>From the widest to the one that runs everywhere.</summary>
    public static IReadOnlyList<Width> Vectors { get; } =
    [
        // Not Vector512.IsHardwareAccelerated, which is false on machines that run 512-bit code well.
        new("512", 16, "Avx512F.IsSupported"),
        new("256", 8, "Fma.IsSupported"),
        new("128", 4, ""),
    ];

    /// <summary>One row, number by number.</summary>
    public static Width Row { get; } = new("Row", 1, "");

    public bool IsScalar => Lanes == 1;

    /// <summary>Vectors in sixteen floats.</summary>
    public int VectorsPerBlock => 16 / Lanes;

    /// <summary>The type of a vector.</summary>
    public string Type => IsScalar ? "float" : $"Vector{Name}<float>";

    /// <summary>A vector with the same number in every lane.</summary>
    public string Create(string value) => IsScalar ? value : $"Vector{Name}.Create({value})";

    /// <summary>The vector at an address.</summary>
    public string Load(string address) => IsScalar ? $"*({address})" : $"*({Type}*){Parenthesised(address)}";

    /// <summary>a · b + c in one rounding where the machine can.</summary>
    public string MultiplyAdd(string a, string b, string c) => Lanes switch
    {
        16 => $"Avx512F.FusedMultiplyAdd({a}, {b}, {c})",
        8 => $"Fma.MultiplyAdd({a}, {b}, {c})",
        _ => $"VectorMath.MultiplyAdd({a}, {b}, {c})",
    };

    private static string Parenthesised(string address) => address.Contains(' ') ? $"({address})" : address;
}
