using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Derivatives;

/// <summary>Tangents in declarations.</summary>
public sealed class NestedTangentTests
{
    [Fact]
    public void A_loss_may_judge_several_derivatives()
    {
        var result = GeneratorHarness.Run("""
            using Adjoint;

            [Network, Input("x", 1), Input("t", 1)]
            [From("x"), Concat("t"), Dense(8), Tanh, Dense(1), Output("u")]
            [Tangent("t"), As("u_t"), From("u"), Tangent("x"), Tangent("x"), As("u_xx")]
            [From("u_t"), Subtract("u_xx"), Output("residual")]
            [MeanSquaredError(On = "residual"), MeanSquaredError(On = "u", Weight = 0.5f)]
            public sealed partial class Heat;
            """);
        using var project = result.Emit();
        Assert.NotNull(project.Type("Heat").GetMethod("TrainStep"));
    }
}
