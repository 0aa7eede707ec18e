namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Draws data for a network from a seed, row by row; a row that comes close to a kink is drawn again.</summary>
internal sealed class BatchSource(AnySubject subject, int seed)
{
    /// <summary>Far beyond what float32 may be wrong by, and beyond the steps of central differences.</summary>
    private const double LeastMargin = 1e-3;

    private const int MostAttempts = 1000;

    private readonly Random random = new(seed);

    /// <summary>Some rows.</summary>
    public Batch Next(int rows) => TryNext(rows)
        ?? throw new InvalidOperationException($"{MostAttempts} rows for '{subject.Text}' all lie near a kink; its parameters pin something there.");

    /// <summary>Some rows; null for a network that brings every row near a kink, as where zeros meet an activation that has one there.</summary>
    public Batch? TryNext(int rows)
    {
        List<float> inputs = [], targets = [];
        List<int> labels = [];
        Real[] parameters = [.. Naive.ParametersOf(subject).Select(Real.Of)];
        for (var row = 0; row < rows; row++)
        {
            if (NextRow(parameters, row) is not { } one)
                return null;
            inputs.AddRange(one.Inputs);
            targets.AddRange(one.Targets ?? []);
            labels.AddRange(one.Labels ?? []);
        }
        return new Batch(rows, [.. inputs], subject.TakesLabels ? [.. labels] : null, subject.TakesLabels ? null : [.. targets]);
    }

    private Batch? NextRow(Real[] parameters, int position)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            float[] inputs = [.. subject.Shaped.Inputs.SelectMany(NextInput)];
            var row = subject.TakesLabels ? new Batch(1, inputs, [.. Enumerable.Range(0, subject.Positions).Select(_ => NextLabel())], null) : new Batch(1, inputs, null, NextTargets());
            if (Naive.Margin(subject, parameters, row, position) > LeastMargin)
                return row;
        }
        return null;
    }

    /// <summary>A class, or now and then the label that is to be ignored.</summary>
    private int NextLabel() => random.Next(8) == 0 ? subject.Shaped.Losses[0].Use().Int("IgnoreIndex", -100) : random.Next(subject.Classes);

    private float[] NextInput(int input) => subject.Shaped.Values[input] is { AreEdges: true } edges ? NextEdges(edges.Shape.Last, edges.Tokens)
        : subject.Shaped.Values[input] is { Tokens: > 0 } tokens
        ? Draw(tokens.Size, () => random.Next(tokens.Tokens))
        : Draw(subject.Shaped.Values[input].Size, () => 4 * random.NextDouble() - 2);

    /// <summary>Edges, of which one in five is none.</summary>
    private float[] NextEdges(int count, int nodes)
    {
        float[] sources = Draw(count, () => random.Next(5) == 0 ? -1 : random.Next(nodes));
        return [.. sources, .. sources.Select(source => source < 0 ? -1f : random.Next(nodes))];
    }

    private float[] NextTargets()
    {
        switch (subject.Shaped.Losses[0].Use().Operator)
        {
            case "Hinge" or "SquaredHinge":
                return Draw(subject.OutputSize, () => random.Next(2) * 2 - 1);
            case "BinaryCrossEntropy":
                return Draw(subject.OutputSize, random.NextDouble);
            case "CrossEntropy":
                var shares = Draw(subject.OutputSize, () => 0.01 + random.NextDouble());
                return [.. shares.Chunk(subject.Classes).SelectMany(static position => position.Select(share => share / position.Sum()))];
            default:
                return Draw(subject.OutputSize, () => 6 * random.NextDouble() - 3);
        }
    }

    private static float[] Draw(int count, Func<double> next) => [.. Enumerable.Range(0, count).Select(_ => (float)next())];
}
