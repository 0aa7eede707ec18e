using System.Globalization;

namespace Gpt;

/// <summary>What is asked for on the command line.</summary>
internal sealed record Options(string? Text, string Size, string Task, int Steps, int Rows, float Rate, string Prompt, int Length, float Temperature, long Seed)
{
    public const string Usage = """
        Gpt [--text FILE] [--size small|medium|large] [--steps N] [--prompt TEXT] [--length N] [--temperature T] [--seed N]
        Gpt --task reversal [--steps N] [--seed N]

        --text         the text to learn; the Constitution of the United States by default
        --size         2 blocks of 64 (some 0.1 million weights), 4 of 128 or 6 of 192; small by default
        --steps        the steps of training; some that take a minute or a few by default
        --prompt       what the network goes on from
        --length       the letters that it writes; 400 by default
        --temperature  0 for the likeliest letter; 0.8 by default
        --task         reversal: eight letters are to be written in reverse, a task that can be learnt without an error
        """;

    /// <summary>The options; null where something is not understood.</summary>
    public static Options? Read(string[] args)
    {
        Dictionary<string, string> given = [];
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length
                || args[i] is not ("--text" or "--size" or "--task" or "--steps" or "--prompt" or "--length" or "--temperature" or "--seed")
                || !given.TryAdd(args[i], args[i + 1]))
                return null;
        }
        var (size, task) = (given.GetValueOrDefault("--size", "small"), given.GetValueOrDefault("--task", "text"));
        if (size is not ("small" or "medium" or "large") || task is not ("text" or "reversal"))
            return null;
        var steps = task == "reversal" ? 600 : size == "small" ? 8000 : 2000;
        if (!Whole("--steps", ref steps) || Number("--temperature", 0.8f) is not { } temperature || given.GetValueOrDefault("--prompt", "We the People") is not { Length: > 0 } prompt)
            return null;
        var (length, seed) = (400, 1);
        if (!Whole("--length", ref length) || !Whole("--seed", ref seed))
            return null;
        return new(given.GetValueOrDefault("--text"), size, task, steps, size == "small" ? 16 : 12, size == "small" ? 3e-3f : 1e-3f, prompt, length, temperature, seed);

        bool Whole(string name, ref int value) => !given.TryGetValue(name, out var written) || (int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value > 0);

        float? Number(string name, float otherwise) => !given.TryGetValue(name, out var written) ? otherwise
            : float.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0 && float.IsFinite(value) ? value : null;
    }
}
