using System.Text;

namespace Adjoint.Tests.Text;

/// <summary>What docs/transformers.md says.</summary>
public sealed class TransformersPageTests
{
    [Fact]
    public void A_network_writes_on_from_a_prompt()
    {
        var tokenizer = new CharacterTokenizer(" " + string.Concat(Enumerable.Range(59, 64).Select(static c => (char)c)));
        var (network, sampler, logits) = (new CharacterGpt(seed: 1), new Sampler(seed: 1), new float[65]);
        var state = network.NewState();
        network.Prefill(state, tokenizer.Encode("We the "), logits);
        for (var i = 0; i < 20; i++)
            network.Step(state, [sampler.Next(logits)], logits);
        Assert.Equal(27, state.Position);
        Assert.Throws<InvalidOperationException>(() => network.Prefill(state, new int[38], logits));
        // As the page says: nothing has been learnt yet, and the first logits are near to one another.
        Assert.InRange(network.Loss(new int[64], new int[64]), MathF.Log(65) - 0.5f, MathF.Log(65) + 0.5f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void Steps_are_what_is_predicted_at_once(int rows)
    {
        var (report, ring) = (new CharacterGpt(1).VerifySteps(rows, seed: 1), new SmallLlama(1).VerifySteps(rows, seed: 1));
        Assert.True(report.Agrees(2e-6), report.ToString());
        Assert.True(ring.Agrees(2e-6), ring.ToString());
    }

    [Fact]
    public void Tensors_are_called_as_in_the_published_files()
    {
        Assert.Equal(
            ["wte.weight", "wpe.weight", .. Enumerable.Range(0, 4).SelectMany(static i => Gpt($"h.{i}")), .. Both("ln_f")], CharacterGpt.Layout.Parameters.Select(static tensor => tensor.Name));
        Assert.Equal(809_856, CharacterGpt.ParameterCount);
        Assert.Contains("layers.1.self_attn.q_proj.weight", SmallLlama.Layout.Parameters.Select(static tensor => tensor.Name));
    }

    [Fact]
    public void A_tied_table_is_saved_once_and_read_with_the_alias_or_without()
    {
        var network = new CharacterGpt(1);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            network.Save(path);
            Assert.DoesNotContain("lm_head", Encoding.UTF8.GetString(File.ReadAllBytes(path), 0, 8000), StringComparison.Ordinal);
            Assert.Equal(network.Parameters.ToArray(), CharacterGpt.Load(path).Parameters.ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static IEnumerable<string> Gpt(string block) =>
        [.. Both($"{block}.ln_1"), .. Both($"{block}.attn.c_attn"), .. Both($"{block}.attn.c_proj"), .. Both($"{block}.ln_2"), .. Both($"{block}.mlp.c_fc"), .. Both($"{block}.mlp.c_proj")];

    private static string[] Both(string layer) => [$"{layer}.weight", $"{layer}.bias"];
}
