namespace Gpt;

/// <summary>Reads some letters and a bar, and writes them in reverse.</summary>
[Network(Step = true, Deviation = 0.02f), Input(Reversal.Positions, Tokens = Reversal.Symbols)]
[Embedding(48), PositionEmbedding, Repeat<GptBlock>(2, 4)]
[LayerNorm, Dense(Reversal.Symbols)]
[CrossEntropy(PerPosition = true, IgnoreIndex = Reversal.Bar)]
public sealed partial class Reverser;

/// <summary>A task whose answers are certain, so that a network can learn it without an error: only what it gets wrong is left in the loss.</summary>
internal static class Reversal
{
    public const int Length = 8, Letters = 16, Bar = Letters, Symbols = Letters + 1;

    /// <summary>The letters, the bar, and all letters of the answer but the last, which nothing follows.</summary>
    public const int Positions = 2 * Length;

    public static int Run(Options options)
    {
        const int rows = 64;
        var (network, random) = (new Reverser(options.Seed), new Random((int)options.Seed));
        using var optimizer = new AdamW(Schedule.Cosine(3e-3f, options.Steps).WithWarmup(Math.Min(50, options.Steps / 10)));
        int[] tokens = new int[rows * Positions], labels = new int[rows * Positions];
        Console.WriteLine($"{Length} letters of {Letters} in reverse; {Reverser.ParameterCount:#,0} weights");
        for (var step = 0; step < options.Steps; step++)
        {
            for (var row = 0; row < rows; row++)
                Draw(random, tokens.AsSpan(row * Positions, Positions), labels.AsSpan(row * Positions, Positions));
            var loss = network.TrainStep(tokens, labels, optimizer);
            if ((step + 1) % Math.Max(1, options.Steps / 5) == 0)
                Console.WriteLine($"  step {step + 1,5:#,0} of {options.Steps:#,0}  loss {loss:0.0000}");
        }
        const int asked = 500;
        var right = Enumerable.Range(0, asked).Count(_ => IsRight(network, random));
        Console.WriteLine($"{right} of {asked} new words are reversed without an error.");
        return 0;
    }

    /// <summary>A word, a bar, and the answer; what stands before the answer is not judged.</summary>
    private static void Draw(Random random, Span<int> tokens, Span<int> labels)
    {
        labels.Fill(Bar);
        for (var i = 0; i < Length; i++)
            tokens[i] = random.Next(Letters);
        tokens[Length] = Bar;
        for (var i = 0; i < Length; i++)
        {
            labels[Length + i] = tokens[Length - 1 - i];
            if (i + 1 < Length)
                tokens[Length + 1 + i] = labels[Length + i];
        }
    }

    /// <summary>Asks letter by letter, each being read before the next is written.</summary>
    private static bool IsRight(Reverser network, Random random)
    {
        int[] tokens = new int[Positions], labels = new int[Positions];
        Draw(random, tokens, labels);
        var (state, logits, sampler) = (network.NewState(), new float[Symbols], new Sampler(temperature: 0));
        network.Prefill(state, tokens.AsSpan(0, Length + 1), logits);
        for (var i = 0; i < Length; i++)
        {
            var letter = sampler.Next(logits);
            if (letter != labels[Length + i])
                return false;
            if (i + 1 < Length)
                network.Step(state, [letter], logits);
        }
        return true;
    }
}
