using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lower;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Plan;

namespace Adjoint.Generator.Tests.Generator;

/// <summary>A copy stays where its original lies as long as neither changes.</summary>
public sealed class SharedPlacesTests
{
    private static readonly KernelCall Copy = GradientSum.Copy(Operand.Gradient(1), Operand.Gradient(2).Written, 4, new Equation("dx", "dy"));

    [Fact]
    public void A_copy_lies_where_its_original_does() => Assert.True(Share([Copy]));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_changes_after_the_copy_has_a_place_of_its_own(int changed) =>
        Assert.False(Share([Copy, GradientSum.Add(Operand.GradientPart(0), Operand.Gradient(changed).Written, 4, new Equation("dx", "more"))]));

    [Fact]
    public void What_was_there_before_the_copy_has_a_place_of_its_own() =>
        Assert.False(Share([GradientSum.Add(Operand.GradientPart(0), Operand.Gradient(2).Written, 4, new Equation("dx", "before")), Copy]));

    [Fact]
    public void What_is_seen_after_the_pass_has_a_place_of_its_own() => Assert.False(Share([Copy], Operand.Gradient(2)));

    [Fact]
    public void What_runs_again_and_again_is_copied_each_time() => Assert.False(Share([Copy], repeats: true));

    private static bool Share(KernelCall[] calls, Operand? seen = null, bool repeats = false)
    {
        var stage = new Stage(calls.Select(static call => new Step("layer", call)).ToEquatableArray(), []);
        var shared = SharedBuffers.Of([stage], [], seen is null ? [] : [seen], repeats);
        return shared.Of(Operand.Gradient(1)) == shared.Of(Operand.Gradient(2));
    }
}
