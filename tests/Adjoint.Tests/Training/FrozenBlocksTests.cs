using Adjoint.Tests.Files;

namespace Adjoint.Tests.Training;

/// <summary>Frozen blocks: the rest of a residual network learns as it would, and they stay as they are.</summary>
public sealed class FrozenBlocksTests
{
    private const int Rows = 37;
    private static readonly float[] X = Trial.Values(Rows * WholeResidual.InputSize, seed: 31);
    private static readonly int[] Labels = [.. Enumerable.Range(0, Rows).Select(static row => row * 7 % 4)];

    [Fact]
    public void Only_what_is_not_frozen_has_a_gradient_and_it_is_that_of_the_whole_network()
    {
        Assert.Equal(2 * 9 * 3 + 3 + 5 * 4 + 4, FrozenMiddle.ParameterCount);
        Assert.Equal(5 * 4 + 4, FrozenBody.ParameterCount);
        var whole = new float[WholeResidual.ParameterCount];
        var loss = new WholeResidual(3).Gradient(X, Labels, whole);
        var (middle, body) = (new float[FrozenMiddle.ParameterCount], new float[FrozenBody.ParameterCount]);
        Assert.Equal(loss, new FrozenMiddle(3).Gradient(X, Labels, middle), 1e-6f);
        Assert.Equal(loss, new FrozenBody(3).Gradient(X, Labels, body), 1e-6f);

        Agree(FrozenMiddle.Layout, middle);
        Agree(FrozenBody.Layout, body);

        void Agree(ParameterLayout layout, float[] gradient)
        {
            foreach (var tensor in layout.Parameters.Where(static p => p.IsTrained))
            {
                var expected = whole.AsSpan(WholeResidual.Layout.Parameters.Single(p => p.Name == tensor.Name).Offset, tensor.Length).ToArray();
                Assert.Contains(expected, static each => each != 0);
                for (var i = 0; i < expected.Length; i++)
                    Assert.Equal(expected[i], gradient[tensor.Offset + i], 2e-6f);
            }
        }
    }

    [Fact]
    public void A_step_leaves_frozen_parameters_bit_for_bit_and_moves_the_statistics_of_their_batch_normalisation()
    {
        var network = new FrozenMiddle(3);
        var before = Tensors(network);
        using var optimizer = new AdamW(0.01f) { WeightDecay = 0.1f, L1 = 0.1f };
        for (var step = 0; step < 3; step++)
            network.TrainStep(X, Labels, optimizer);
        var after = Tensors(network);
        foreach (var tensor in FrozenMiddle.Layout.Parameters)
        {
            if (tensor.IsTrained || tensor.Role == ParameterRole.Statistic)
                Assert.NotEqual(before[tensor.Name], after[tensor.Name]);
            else
                Bits.AssertEqual(before[tensor.Name], after[tensor.Name], tensor.Name);
        }
        Assert.Equal(["stem", "fc"], optimizer.State.Select(static tensor => tensor.Name.Split('.')[0]).Distinct());
    }

    [Fact]
    public void A_trained_network_is_fine_tuned_from_its_file()
    {
        using var scratch = new ScratchDirectory();
        var whole = new WholeResidual(3);
        using (var optimizer = new Adam(0.01f))
        {
            for (var step = 0; step < 5; step++)
                whole.TrainStep(X, Labels, optimizer);
        }
        whole.Save(scratch.File("whole"));

        var tuned = FrozenBody.Load(scratch.File("whole"));
        using var further = new Adam(0.05f);
        int[] others = [.. Labels.Select(static label => (label + 1) % 4)];
        var first = tuned.TrainStep(X, others, further);
        var last = first;
        for (var step = 0; step < 60; step++)
            last = tuned.TrainStep(X, others, further);
        Assert.True(last < 0.8f * first, $"The loss went from {first} to {last}.");
        tuned.Save(scratch.File("tuned"));

        var (before, after) = (Tensors(whole), Tensors(WholeResidual.Load(scratch.File("tuned"))));
        foreach (var tensor in WholeResidual.Layout.Parameters.Where(static p => p.IsTrained && !p.Name.StartsWith("fc.", StringComparison.Ordinal)))
            Bits.AssertEqual(before[tensor.Name], after[tensor.Name], tensor.Name);
        Assert.NotEqual(before["fc.weight"], after["fc.weight"]);
    }

    private static Dictionary<string, float[]> Tensors(INetwork<float> network) => Enumerable.Range(0, network.Layout.Parameters.Count).ToDictionary(i => network.View(i).Name, i =>
    {
        var values = new float[network.View(i).Length];
        network.View(i).CopyTo(values);
        return values;
    });
}
