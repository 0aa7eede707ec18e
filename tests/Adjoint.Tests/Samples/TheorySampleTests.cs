using Adjoint.Tests.Harness;

namespace Adjoint.Tests.Samples;

/// <summary>The pages of samples/Theory. Each claim has beside it what misses it.</summary>
public sealed class TheorySampleTests
{
    [Fact]
    public async Task Sums_and_compositions_of_networks_are_networks()
    {
        var page = await TheoryPage.Run("closure");
        page.Holds("largest difference from F + G", 1e-6, "the same with weights that were drawn", 0.1);
        page.Holds("largest difference from H ∘ F", 1e-6, "the same without the inner bias", 1e-3);
        Assert.Equal(3, page.Marks("polyline"));
    }

    [Fact]
    public async Task The_declarations_of_a_sum_and_a_composition_are_those_that_follow()
    {
        var lines = (await SampleProgram.Run("Theory", "closure")).Succeeded().Output.Split('\n', StringSplitOptions.TrimEntries);
        var source = (await File.ReadAllTextAsync(Repository.PathOf("samples", "Theory", "Closure", "Networks.cs"))).ReplaceLineEndings(" ");
        foreach (var (name, letter) in new[] { ("SumOfFAndG", "F + G  "), ("HOfF", "H ∘ F  ") })
        {
            var declaration = lines.Single(line => line.StartsWith(letter, StringComparison.Ordinal))[letter.Length..];
            Assert.Contains($"{declaration} [MeanSquaredError] public sealed partial class {name};", source, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pieces_are_counted_exactly_and_grow_as_the_bound_says()
    {
        var page = await TheoryPage.Run("regions");
        Assert.Equal(page["cells by Zaslavsky's formula, 1 + n + n(n − 1)/2"], page["cells of nine lines in a large square"]);
        page.Holds("largest distance from the cell's own affine map", 1e-12, "the same with the map of another cell", 1e-3);
        Assert.Equal(page["cells of three layers of eight in the square ±4"], page.Marks("polygon"));
        for (var depth = 1; depth <= 5; depth++)
            Assert.Equal(5 * Math.Pow(4, depth - 1), page[$"pieces of {depth} layers that fold"]);
        Assert.Equal(page["Montúfar's bound for 5 layers"], page["pieces of 5 layers that fold"]);
        Assert.True(page["pieces of 5 layers as they are drawn"] < 100 && page["pieces of one layer of twenty units, at most 21"] <= 21);
    }

    [Fact]
    public async Task A_network_is_a_finite_element_method()
    {
        var page = await TheoryPage.Run("elements");
        page.IsNear(2, "order of convergence", 0.05);
        // The numbers of three grids have equal labels but for the number of hats.
        foreach (var nodes in new[] { 7, 15, 31 })
        {
            page.Holds($"largest difference of {nodes} hats from their definition", 1e-14, "largest difference of 7 hats, with the sign of one bend turned", 1);
            Assert.Equal(0, page[$"largest entry of the Hessian less the stiffness matrix, {nodes} hats"], 1e-9);
            page.Holds(
                $"largest difference of the trained coefficients from finite elements, {nodes} hats",
                1e-11,
                $"largest difference of the drawn coefficients from finite elements, {nodes} hats",
                0.1);
            Assert.InRange(page[$"steps of conjugate gradients, {nodes} hats"], 1, nodes + 2);
        }
    }

    [Fact]
    public async Task MgNet_is_a_V_cycle_and_training_makes_it_better()
    {
        var page = await TheoryPage.Run("multigrid");
        page.Holds("largest difference of the network from a V-cycle", 1e-11, "largest difference of the network, as it is drawn, from a V-cycle", 1);
        page.Holds("error left by a V-cycle, 63×63", 0.4, "error left by a cycle without its coarser grids, 31×31", 0.95);
        page.Holds("error left by the trained cycle, 15×15", 0.15, "error left by a V-cycle, 15×15", 0.3);
        page.Holds("error left by the trained cycle on a grid that it has not seen, 63×63", 0.3, "error left by a V-cycle, 63×63", 0.34);
    }

    [Fact]
    public async Task The_Jacobian_is_the_product_of_the_layers_matrices()
    {
        var page = await TheoryPage.Run("jacobian");
        page.Holds("largest difference from W₃ D₂ W₂ D₁ W₁", 1e-14, "the same without the slopes, W₃ W₂ W₁", 1e-3);
        page.Holds("largest difference of J v", 1e-14, "the same by differences with h = 1e-5", 1e-13);
        page.Holds("largest difference of Jᵀ u", 1e-14, "the same by differences with h = 1e-5", 1e-13);
    }

    [Fact]
    public async Task Rare_features_share_directions_and_only_with_an_activation()
    {
        var page = await TheoryPage.Run("superposition");
        Assert.Equal(2, page["features that two numbers hold, always there"]);
        Assert.Equal(5, page["features that two numbers hold, there in a row of twenty"]);
        Assert.Equal(2, page["features that two numbers hold, there in a row of twenty, without ReLU"]);
        page.Holds("loss with rare features", 0.003, "the same without ReLU", 0.005);
    }

    [Fact]
    public async Task Wide_networks_train_as_their_linearisations()
    {
        var page = await TheoryPage.Run("kernel");
        page.IsNear(0.5, "order in the width of the kernel's distance from its limit", 0.15);
        page.Holds("kernel of 1024 units against its limit", 0.1, "kernel of 16 units against its limit", 0.3);
        page.Holds("change of the kernel of 1024 units by training", 0.03, "change of the kernel of 16 units by training", 0.1);
        page.Holds("1024 trained units against the linearised ones", 0.03, "16 trained units against the linearised ones", 0.06);
    }

    [Fact, Trait("Set", "Slow")]
    public async Task Small_changes_mislead_a_network_that_was_not_trained_against_them()
    {
        var page = await TheoryPage.Run("adversaries");
        Assert.True(page["ordinary training, the images themselves"] >= 92);
        Assert.True(page["ordinary training, with noise of that size"] >= 80);
        page.Holds("ordinary training, twenty gradient steps", 15, "adversarial training, twenty gradient steps", 55);
        page.Holds("ordinary training, one gradient step", 20, "adversarial training, one gradient step", 60);
        Assert.True(page["adversarial training, the images themselves"] >= 86);
    }

    [Fact]
    public async Task The_norms_of_the_layers_bound_what_the_output_can_change()
    {
        var page = await TheoryPage.Run("lipschitz");
        foreach (var name in new[] { "trained freely", "each layer's norm held at 1.5" })
        {
            var exact = page[$"exactly, the steepest of all cells ({name})"];
            Assert.InRange(page[$"steepest pair of 200,000 ({name})"], 0.9 * exact, exact * (1 + 1e-6));
            Assert.InRange(page[$"product of the layers' norms ({name})"], exact, page[$"product of the layers' Frobenius norms ({name})"]);
            Assert.True(page[$"product of the layers' mean factors, no bound ({name})"] < exact);
        }
        Assert.Equal(Math.Pow(1.5, 4), page["product of the layers' norms (each layer's norm held at 1.5)"], 0.1);
        page.Holds("200 power iterations less the exact norm", 1e-9, "one power iteration less the exact norm", 0.1);
    }

    [Fact, Trait("Set", "Slow")]
    public async Task Deep_networks_forget_or_lose_what_goes_in_but_at_the_edge_of_chaos()
    {
        var page = await TheoryPage.Run("depth");
        foreach (var (name, factor) in new[] { ("order, σ_w² = 1", 0.759), ("edge, σ_w² = 1.76", 1), ("chaos, σ_w² = 4", 1.342) })
        {
            page.IsNear(factor, $"factor of a gradient's square from layer to layer, theory ({name})", 0.001);
            page.IsNear(factor, $"the same, measured as gradients ({name})", 0.03);
            page.IsNear(page[$"mean square in the last layer, theory ({name})"], $"the same, measured ({name})", 0.03);
            page.Holds($"largest difference of the correlation from theory ({name})", 0.15, $"the same with the theory of σ_w² = 2.5 ({name})", 0.25);
        }
        page.Holds("loss with σ_w² = 1.76, at first ln 3 = 1.0986", 0.1, "loss with σ_w² = 0.4, at first ln 3 = 1.0986", 1);
    }

    [Fact]
    public async Task Layers_commute_with_translations_turns_and_permutations()
    {
        var page = await TheoryPage.Run("symmetry");
        page.Holds("largest |f(g x) − g f(x)| of circular convolutions", 1e-6, "the same with zeros around the image", 0.05);
        page.Holds("largest |f(g x) − f(x)| behind the mean over positions", 1e-6, "the same before the mean", 0.05);
        page.Holds("largest |f(g x) − f(x)| of a network's mean over the group", 1e-6, "the same of the network alone", 0.01);
        page.Holds("largest |f(g x) − g f(x)| of attention", 2e-6, "the same with an embedding of places", 0.05);
        page.Holds("largest |f(g x) − f(x)| of invariant point attention", 5e-5, "the same without frames", 0.5);
        page.Holds("error on turned spirals, trained on upright ones", 0.02, "the same of the network without frames", 0.3);
        Assert.InRange(page["its error on upright spirals"], 0, 0.02);
    }

    [Fact]
    public async Task A_residual_network_is_Eulers_method_and_its_gradient_the_adjoint_equation()
    {
        var page = await TheoryPage.Run("flow");
        foreach (var what in new[] { "error of the state", "distance of the gradient from the adjoint equation" })
        {
            page.IsNear(1, $"{what} by Euler, order", 0.1);
            page.IsNear(4, $"{what} by Runge and Kutta, order", 0.3);
            page.Holds($"{what} by Runge and Kutta, 64 steps", 1e-5, $"{what} by Euler, 64 steps", 1e-3);
        }
        Assert.True(page["the same by Runge and Kutta with the adjoint equation's sign turned"] > 0.1);
        page.Holds("error along new paths of an oscillator, after training", 0.5, "error along new paths of an oscillator, before training", 1.5);
    }

    [Fact]
    public async Task A_page_that_there_is_not_is_answered_with_those_that_there_are()
    {
        var run = await SampleProgram.Run("Theory", "chaos");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("  depth          signals in deep networks, and the edge of chaos", run.Errors, StringComparison.Ordinal);
    }
}
