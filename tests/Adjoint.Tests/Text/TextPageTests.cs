using Adjoint.Data;
using Adjoint.Tests.Files;
using Adjoint.Training;

namespace Adjoint.Tests.Text;

/// <summary>The code of docs/text.md, run.</summary>
public sealed class TextPageTests
{
    [Fact]
    public void Learn_save_and_write()
    {
        var text = BytePairTokenizerTests.Fable(words: 6000);

        var tokenizer = BytePairTokenizer.Train(text, vocabulary: 320);
        var (training, validation) = new TokenStream(tokenizer.Encode(text), tokenizer.Count).Split(0.9);
        var batches = new TokenBatches(training, length: 32, batchSize: 16, seed: 1);

        var network = new Storyteller(seed: 1);
        using var optimizer = new Adam(1e-2f);
        for (var epoch = 0; epoch < 5; epoch++)
        {
            foreach (var batch in batches.Epoch(epoch))
                network.TrainStep(batch, optimizer);
            Console.WriteLine($"perplexity {network.Evaluate(validation.Windows(32)).Perplexity:0.0}");
        }
        Assert.InRange(network.Evaluate(validation.Windows(32)).Perplexity, 20, 40);

        using var scratch = new ScratchDirectory();
        var folder = scratch.File("story");
        tokenizer.Save(folder);                                   // vocab.json and merges.txt
        network.Save(Path.Combine(folder, "story.safetensors"));
        var loaded = BytePairTokenizer.Load(folder);
        Assert.Equal(tokenizer.Encode(text), loaded.Encode(text));

        var state = network.NewState();
        var sampler = new Sampler(temperature: 0.8f, seed: 1) { TopP = 0.95f };
        var logits = new float[tokenizer.Count];
        List<int> story = [.. tokenizer.Encode("ba")];
        network.Prefill(state, story.ToArray(), logits);
        while (story.Count < 100)
        {
            story.Add(sampler.Next(logits));
            network.Step(state, [story[^1]], logits);
        }
        Console.WriteLine(tokenizer.Decode(story.ToArray()));
        Assert.StartsWith("ba", tokenizer.Decode(story.ToArray()), StringComparison.Ordinal);

        Likeliest(network, tokenizer);
    }

    [Fact]
    public void Characters_as_tokens()
    {
        var text = BytePairTokenizerTests.Fable(words: 100);
        var tokenizer = CharacterTokenizer.Of(text);
        var tokens = tokenizer.Encode("bad cafe.");
        Console.WriteLine($"{tokenizer.Count} characters: {tokenizer.Decode(tokens)}");
        Assert.Equal("bad cafe.", tokenizer.Decode(tokens));
        var loaded = new CharacterTokenizer(tokenizer.Alphabet);
        Assert.Equal(tokens, loaded.Encode("bad cafe."));
    }

    [Fact]
    public void A_run_of_the_trainer_is_the_loop()
    {
        var text = BytePairTokenizerTests.Fable(words: 1000);
        var tokenizer = BytePairTokenizer.Train(text, vocabulary: 320);
        var (training, validation) = new TokenStream(tokenizer.Encode(text), tokenizer.Count).Split(0.9);
        var batches = new TokenBatches(training, length: 32, batchSize: 16, seed: 1);
        var data = new TrainingData(batches, validation.Windows(32));
        var run = Trainer.Fit(new Storyteller(seed: 1), data, new() { Epochs = 3, Optimizer = new Adam(1e-2f), Display = ProgressDisplay.None });

        var (network, optimizer) = (new Storyteller(seed: 1), new Adam(1e-2f));
        for (var step = 0; step < 3 * batches.Count; step++)
            network.TrainStep(batches.Batch(step), optimizer);
        Assert.Equal(network.Parameters.ToArray(), run.Network.Parameters.ToArray());
        Assert.Equal("Adjoint.Training.TokenWindows", data.Batches!.GetType().FullName);
        Assert.Contains("windows of 32, drawn by seed 1", data.Batches.Fingerprint, StringComparison.Ordinal);
    }

    private static void Likeliest(Storyteller network, BytePairTokenizer tokenizer)
    {
        const int Width = 4;
        var (before, after) = (States(), States());
        var logits = new float[Width * tokenizer.Count];
        var search = new BeamSearch(Width, length: 20) { End = tokenizer.Find("\n"), LengthPenalty = 1 };
        network.Prefill(before[0], tokenizer.Encode("ba"), logits.AsSpan(0, tokenizer.Count));
        while (search.Next(logits.AsSpan(0, search.Beams.Length * tokenizer.Count)))
        {
            for (var i = 0; i < search.Beams.Length; i++)
            {
                before[search.Beams[i].Parent].CopyTo(after[i]);
                network.Step(after[i], [search.Beams[i].Token], logits.AsSpan(i * tokenizer.Count, tokenizer.Count));
            }
            (before, after) = (after, before);
        }
        Console.WriteLine(tokenizer.Decode(search.Best));
        Assert.InRange(search.Best.Length, 1, 20);

        NetworkState<float>[] States() => [.. Enumerable.Range(0, Width).Select(_ => network.NewState())];
    }
}
