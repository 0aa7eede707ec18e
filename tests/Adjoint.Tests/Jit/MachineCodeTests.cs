using System.Runtime.Intrinsics.X86;

namespace Adjoint.Tests.Jit;

/// <summary>
/// The just-in-time compiler has limits past which it silently stops to optimise or to inline, and a kernel becomes ten times slower without being
/// wrong. It says so when asked.
/// </summary>
public sealed class MachineCodeTests
{
    [Fact]
    public void Every_method_is_optimised()
    {
        var summary = JitReport.Summary();
        Assert.Contains(summary, static line => line.Contains("Adjoint.Generated.Dense784x128:", StringComparison.Ordinal));
        var given = summary.Where(static line => line.Contains("switched", StringComparison.OrdinalIgnoreCase) && line.Contains("MinOpts", StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.True(given.Count == 0, "The compiler gave up on these; split them:\n" + string.Join('\n', given));
    }

    [Fact]
    public void Kernels_call_nothing_at_the_machines_own_width()
    {
        if (Fma.IsSupported)
            AssertNoCalls(Avx512F.IsSupported ? "512" : "256");
        else
            AssertNoCalls("128");
    }

    [Fact]
    public void Kernels_call_nothing_without_512_bit_vectors() =>
        AssertNoCalls(Fma.IsSupported ? "256" : "128", ("DOTNET_EnableAVX512", "0"));

    /// <summary>The operators that update rules are written with are several methods deep; all of them must be inlined.</summary>
    [Fact]
    public void The_update_of_Adam_calls_nothing_at_any_width()
    {
        var updates = JitReport.Calls("Run").Where(static listing =>
            listing.Method.Contains("UpdateLoop`1[float]:Run[", StringComparison.Ordinal) && listing.Method.Contains("Adam+Rule", StringComparison.Ordinal)).ToList();
        string[] widths = [.. Avx512F.IsSupported ? ["Vector512"] : Array.Empty<string>(), .. Fma.IsSupported ? ["Vector256"] : Array.Empty<string>(), "Vector128", "Lane,float"];
        Assert.All(widths, width => Assert.Contains(updates, listing => listing.Method.Contains(width, StringComparison.Ordinal)));
        Assert.All(updates, static listing => Assert.True(listing.Calls.Count == 0, $"{listing.Method}\n    {string.Join("\n    ", listing.Calls)}"));
    }

    /// <summary>Else the first second of a process would be up to eight times slower; with one processor .NET takes several to optimise what runs often.</summary>
    [Fact]
    public void What_runs_for_every_block_is_optimised_from_its_first_call()
    {
        string[] ofRuntime =
        [
            "LaneBlocks:", "Lanes:", "VectorMath:", "Tables:", "Delays:", "Dropout:Apply", "BatchNorm:", "Parts:", "ImagePadding:", "Lengths:", "Feed:FillBlock", "EveryRow`1[float]:Fill",
            "CountedRows`1[float]:Fill", "WaveJob`1[float]:Run", "WaveJob`1[float]:SumOf", "Training`1[float]:Run", "Evaluation`1[float]:Run",
            "Prediction`1[float]:PredictChunk", "ClassTargets:Encode",
            "ClassTargets:Weigh",
        ];
        string[] everyBlock = ["Adjoint.Generated.", .. ofRuntime.Select(static name => "Adjoint.Runtime." + name), "Adjoint.UpdateLoop`1"];
        var compiled = JitReport.Summary(("DOTNET_PROCESSOR_COUNT", "1"));
        Assert.All(everyBlock[..2], name => Assert.Contains(compiled, line => line.Contains(name, StringComparison.Ordinal)));
        var slow = compiled.Where(static line => line.Contains("Tier0", StringComparison.Ordinal) && !line.Contains("ctor(", StringComparison.Ordinal))
            .Where(line => everyBlock.Any(name => line.Contains("compiled " + name, StringComparison.Ordinal)))
            .ToList();
        Assert.True(slow.Count == 0, "Write MethodImplOptions.AggressiveOptimization at these:\n" + string.Join('\n', slow));
    }

    private static void AssertNoCalls(string width, params (string Name, string Value)[] environment)
    {
        string[] methods =
        [
            "Forward", "ForwardRow", "AffineRow", "Backward", "InputGradient", "WeightGradient", "Row", "Gradient", "BiasGradient", "Transposed",
            "TransposedBiasGradient", "LeftGradient", "RightGradient",
        ];
        var listings = JitReport.Calls(string.Join(' ', methods.Select(method => method + width)), environment);

        string[] digits =
        [
            $"Dense784x128ThenReLU:Forward{width}", $"Dense784x128:WeightGradient{width}", $"Dense784x128:Row{width}", $"Dense128x10:Forward{width}",
            $"Dense128x10ThenReLUBackward:InputGradient{width}", $"Dense128x10:WeightGradient{width}", $"Dense128x10:Row{width}", $"ReLU:Forward{width}",
            $"CrossEntropy10:Gradient{width}", $"Conv6x16K5S2P1On9x8ThenReLU:Forward{width}", $"Conv6x16K5S2P1On9x8ThenReLUBackward:InputGradient{width}",
            $"Conv6x16K5S2P1On9x8:WeightGradient{width}", $"Conv6x16K5S2P1On9x8:BiasGradient{width}",
            $"MatMul8x16x8TransposeB:Forward{width}", $"MatMul8x16x8TransposeB:Row{width}", $"MatMul8x16x8TransposeB:LeftGradient{width}", $"MatMul8x8x16:Row{width}",
        ];
        var absent = digits.Where(kernel => !listings.Any(listing => listing.Method.Contains($"Adjoint.Generated.{kernel}(", StringComparison.Ordinal))).ToList();
        Assert.True(absent.Count == 0, $"Not compiled: {string.Join(", ", absent)}. Compiled:\n{string.Join('\n', listings.Select(static listing => listing.Method))}");

        // At 512 bits a last block alone is left to the method for 256: one call, not one for each number.
        var calling = listings.Select(static listing => (listing.Method, Calls: listing.Calls.Where(call => !IsOfLastBlock(listing.Method, call)).ToList()))
            .Where(static listing => listing.Calls.Count > 0)
            .Select(static listing => $"{listing.Method}\n    {string.Join("\n    ", listing.Calls)}")
            .ToList();
        Assert.True(calling.Count == 0, "What these call should have been inlined:\n" + string.Join('\n', calling));
    }

    private static bool IsOfLastBlock(string method, string call)
    {
        var name = method[..method.IndexOf('(')];
        return name.EndsWith("512", StringComparison.Ordinal) && call.Contains($"[{name[..^3]}256(", StringComparison.Ordinal);
    }
}
