namespace Generative;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Epochs">How often each digit is looked at.</param>
/// <param name="Rows">The digits to learn from.</param>
/// <param name="Seed">The seed of everything drawn at random.</param>
/// <param name="Sheet">The file for what is made; null for none.</param>
internal sealed record Settings(int Epochs, int Rows, long Seed, string? Sheet)
{
    /// <summary>A source of random numbers.</summary>
    public Random Random => new((int)Seed);

    /// <summary>How a network is trained.</summary>
    /// <param name="rate">The greatest learning rate.</param>
    public TrainingOptions Options(float rate) => new()
    {
        Epochs = Epochs, BatchSize = 64, Seed = Seed, DropLast = true, Optimizer = new AdamW(Plan.OneCycle(rate)) { WeightDecay = 1e-3f }, Display = ProgressDisplay.None,
    };

    /// <summary>Draws pictures, if that was asked for.</summary>
    public void Draw(ReadOnlySpan<float> pictures, int side, int columns)
    {
        if (Sheet is null)
            return;
        Generative.Sheet.Write(Sheet, pictures, side, columns);
        Console.WriteLine($"{pictures.Length / (side * side)} pictures in {Sheet}");
    }
}
