using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>The gradient of a table that the last product shares has two parts, which two kernels sum, each in slices of its own.</summary>
public sealed class TiedTableTests
{
    [Fact]
    public void Both_parts_are_summed_by_one_thread()
    {
        var text = GeneratorHarness.Run(
            "using Adjoint;\n[Network, Input(32, Tokens = 96), Embedding(64, Name = \"e\"), Tanh, Dense(96, Bias = false, SharedWith = \"e\"), CrossEntropy(PerPosition = true)] public sealed partial class Net;").Text("Net");
        Assert.Contains("if (slice == 0) Tables.AddSums(", text, StringComparison.Ordinal);
        Assert.Contains("if (slice == 0) Rows96x64NoBias.WeightGradient(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Tables.AddSums(x, dh1Panels, dw1, 96, 64, -1, pass->Blocks, true, slice, slices)", text, StringComparison.Ordinal);
    }
}
