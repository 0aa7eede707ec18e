namespace Generative;

/// <summary>Networks that remember.</summary>
internal static class Memories
{
    private const int Patterns = 200;

    /// <summary>Two hundred digits are the patterns; the state begins with the upper half of one. One update of the modern network is one call of attention.</summary>
    public static void Modern(Settings settings)
    {
        var images = Images.Read(Patterns, factor: 2, side: 14);
        // Patterns without their mean, and of one length, so that none is near to all.
        var (stored, size) = (Normalised(images.Training, images.Size), images.Size);
        var halves = (float[])stored.Clone();
        for (var i = 0; i < halves.Length; i++)
            halves[i] = i % size < size / 2 ? halves[i] : 0;
        var found = new float[stored.Length];
        var memory = new ModernMemory();
        for (var row = 0; row < Patterns; row++)
        {
            var state = halves.AsSpan(row * size, size);
            memory.Predict(state, stored, found.AsSpan(row * size, size));
        }
        var signs = Sign(stored);
        var (weights, classic) = (Hebb(signs, size), Sign(halves));
        for (var row = 0; row < Patterns; row++)
            Settle(weights, classic.AsSpan(row * size, size), size);
        Console.WriteLine(
            $"hopfield: {Recalled(stored, found, size)} of {Patterns} digits are nearest to what one update makes of their upper halves; {Recalled(signs, classic, size)} with Hebb's rule");
        settings.Draw([.. Shown(halves.AsSpan(0, 16 * size)), .. Shown(found.AsSpan(0, 16 * size)), .. images.Training.AsSpan(0, 16 * size)], images.Side, columns: 16);
    }

    /// <summary>Random patterns of 400 signs: the share of signs that are right after the network has come to rest, for more and more patterns. Theory has the
    /// collapse at 0.138 patterns a sign (Amit, Gutfreund and Sompolinsky, 1985).</summary>
    public static void Classic(Settings settings)
    {
        const int size = ClassicMemory.InputSize;
        var (random, network) = (settings.Random, new ClassicMemory());
        var capacity = 0.0;
        foreach (var load in new[] { 0.05, 0.10, 0.12, 0.14, 0.16, 0.20, 0.30 })
        {
            var count = (int)Math.Round(load * size);
            float[] patterns = [.. Enumerable.Range(0, count * size).Select(_ => random.Next(2) * 2 - 1f)];
            network.W.Weight.CopyFrom(Hebb(patterns, size));
            var states = (float[])patterns.Clone();
            // One sign in twenty is wrong at first.
            for (var i = 0; i < states.Length; i++)
                states[i] *= random.Next(20) == 0 ? -1 : 1;
            Rest(network, states);
            var right = patterns.Zip(states, static (a, b) => a == b ? 1.0 : 0).Average();
            capacity = right > 0.95 ? load : capacity;
            Console.WriteLine($"memory: {count,3} patterns, {load:0.00} a sign: {100 * right:0.0} % of the signs are right");
        }
        Console.WriteLine($"memory: more than 95 % are right up to {capacity:0.00} patterns a sign");
    }

    /// <summary>All rows until nothing changes, at most fifty times: half of the signs at a time, for all at once may go round in a circle.</summary>
    private static void Rest(ClassicMemory network, float[] states)
    {
        var fields = new float[states.Length];
        for (var (update, changed) = (0, true); update < 100 && changed; update++)
        {
            network.Predict(states, fields);
            changed = false;
            for (var i = update % 2; i < states.Length; i += 2)
            {
                var sign = fields[i] < 0 ? -1 : 1;
                (changed, states[i]) = (changed | sign != (int)states[i], sign);
            }
            changed |= update == 0;
        }
    }

    /// <summary>One state until nothing changes, sign by sign.</summary>
    private static void Settle(float[] weights, Span<float> state, int size)
    {
        for (var (sweep, changed) = (0, true); sweep < 50 && changed; sweep++)
        {
            changed = false;
            for (var i = 0; i < size; i++)
            {
                var field = 0f;
                for (var j = 0; j < size; j++)
                    field += weights[i * size + j] * state[j];
                var sign = field < 0 ? -1f : 1f;
                (changed, state[i]) = (changed | sign != state[i], sign);
            }
        }
    }

    /// <summary>w_ij = 1/N Σ s_i s_j over the patterns, and 0 on the diagonal.</summary>
    private static float[] Hebb(float[] patterns, int size)
    {
        var weights = new float[size * size];
        for (var pattern = 0; pattern < patterns.Length; pattern += size)
        {
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < size; j++)
                    weights[i * size + j] += i == j ? 0 : patterns[pattern + i] * patterns[pattern + j] / size;
            }
        }
        return weights;
    }

    private static float[] Normalised(float[] pictures, int size)
    {
        var mean = Gaussians.Of(pictures, size).Mean;
        float[] centred = [.. pictures.Select((ink, i) => (float)(ink - mean[i % size]))];
        return [.. centred.Select((value, i) => 6 * value / MathF.Sqrt(centred.AsSpan(i / size * size, size).ToArray().Sum(static v => v * v)))];
    }

    private static float[] Sign(float[] values) => [.. values.Select(static value => value < 0 ? -1f : 1f)];

    /// <summary>How many of the patterns are the nearest to what was found for them.</summary>
    private static int Recalled(float[] patterns, float[] found, int size)
    {
        double Distance(int row, int pattern) => Enumerable.Range(0, size).Sum(i => Math.Pow(found[row * size + i] - patterns[pattern * size + i], 2));
        return Enumerable.Range(0, found.Length / size).Count(row => Enumerable.Range(0, patterns.Length / size).MinBy(pattern => Distance(row, pattern)) == row);
    }

    private static float[] Shown(ReadOnlySpan<float> values) => [.. values.ToArray().Select(static value => 0.3f + value / 2)];
}
