namespace Adjoint.Tests.Blocks;

/// <summary>The blocks together: their tensors, and that they learn.</summary>
public class FoldTests
{
    [Fact]
    public void Tensors_are_called_as_in_OpenFold()
    {
        string[] both = [".weight", ".bias"], weight = [".weight"];
        string[] multiplication = ["layer_norm_in", "linear_a_g", "linear_a_p", "linear_b_g", "linear_b_p", "linear_g", "layer_norm_out", "linear_z"];
        string[] attention = ["layer_norm", "mha.linear_g", "mha.linear_o"], withoutBias = ["linear", "mha.linear_q", "mha.linear_k", "mha.linear_v"];
        IEnumerable<string> expected =
        [
            .. Names("outer", ["layer_norm", "linear_1", "linear_2", "linear_out"], both), .. Names("outgoing", multiplication, both), .. Names("incoming", multiplication, both),
            .. Names("starting", attention, both), .. Names("starting", withoutBias, weight), .. Names("ending", attention, both), .. Names("ending", withoutBias, weight),
            .. Names("ipa", ["linear_q", "linear_kv", "linear_q_points", "linear_kv_points", "linear_b", "linear_out"], both), .. Names("ipa", ["head_weights"], weight),
        ];
        var actual = ((INetwork)new Fold(1)).Layout.Parameters.Select(static p => p.Name).Where(
            static name => name.Contains('.') && !name.StartsWith("dense", StringComparison.Ordinal) && !name.StartsWith("layernorm", StringComparison.Ordinal));
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));

        static IEnumerable<string> Names(string block, string[] layers, string[] tensors) => layers.SelectMany(layer => tensors.Select(tensor => $"{block}.{layer}{tensor}"));
    }

    [Fact, Trait("Set", "Slow")]
    public void Each_position_learns_where_the_next_one_stands_in_its_frame()
    {
        const int rows = 3, n = 19;
        var network = new Fold(1);
        float[] msa = [.. FormulaCheck.Numbers(rows * 6 * n * 21, 2, 1).Select(static x => (float)x)];
        var clouds = Enumerable.Range(0, rows).Select(static row => Cloud.Drawn(n, seed: 3 + row)).ToArray();
        float[] rotations = [.. clouds.SelectMany(static c => c.Rotations).Select(static x => (float)x)];
        float[] translations = [.. clouds.SelectMany(static c => c.Translations).Select(static x => (float)x)];
        float[] targets = [.. clouds.SelectMany(static c => Enumerable.Range(0, n).SelectMany(i => Next(c, i)))];
        using var optimizer = new Adam(3e-3f);
        var first = network.TrainStep(msa, rotations, translations, targets, optimizer);
        for (var step = 0; step < 120; step++)
            network.TrainStep(msa, rotations, translations, targets, optimizer);
        Assert.InRange(network.Loss(msa, rotations, translations, targets), 0, 0.3 * first);
    }

    /// <summary>Rᵀ (t′ − t).</summary>
    private static IEnumerable<float> Next(Cloud cloud, int i)
    {
        var (r, t, next) = (cloud.Rotations[(9 * i)..], cloud.Translations[(3 * i)..], cloud.Translations[(3 * ((i + 1) % 19))..]);
        return Enumerable.Range(0, 3).Select(a => (float)Enumerable.Range(0, 3).Sum(b => r[3 * b + a] * (next[b] - t[b])));
    }
}
