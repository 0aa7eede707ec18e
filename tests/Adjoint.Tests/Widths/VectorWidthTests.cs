using System.Globalization;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adjoint.Tests.Widths;

/// <summary>That a process which was told to use narrow vectors does so; without it the narrow runs would prove nothing.</summary>
public sealed class VectorWidthTests
{
    /// <summary>The environment variable with the most floats a vector may have; without it any number may.</summary>
    public const string MostLanes = "ADJOINT_TEST_MOST_LANES";

    [Fact]
    public void Vectors_are_no_wider_than_asked_for()
    {
        var most = Environment.GetEnvironmentVariable(MostLanes) is { } asked ? int.Parse(asked, CultureInfo.InvariantCulture) : 16;
        var lanes = Avx512F.IsSupported ? 16 : Avx2.IsSupported || Fma.IsSupported ? 8 : Vector128.IsHardwareAccelerated ? 4 : 1;
        Assert.True(lanes <= most, $"Vectors of {lanes} floats are in use; {most} were asked for at most.");
    }
}
