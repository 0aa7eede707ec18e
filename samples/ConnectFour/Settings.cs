namespace ConnectFour;

/// <summary>How long the program plays and learns.</summary>
internal sealed record Settings
{
    public int Seed { get; private init; } = 1;

    public string? Out { get; private init; }

    /// <summary>How often the network plays and learns in turn.</summary>
    public int Rounds { get; private init; } = 40;

    /// <summary>The new positions of a round.</summary>
    public int Positions { get; private init; } = 6000;

    /// <summary>The steps of a round.</summary>
    public int Steps { get; private init; } = 80;

    /// <summary>Games side by side.</summary>
    public int Games { get; private init; } = 128;

    /// <summary>Simulations for each move of self-play, and of the games against the references.</summary>
    public int Simulations { get; private init; } = 64;

    /// <summary>Simulations for each move of the last games.</summary>
    public int PlaySimulations { get; private init; } = 200;

    /// <summary>The positions that are learnt from.</summary>
    public int Memory { get; private init; } = 40_000;

    /// <summary>The threads of the network; results do not depend on it.</summary>
    public int Threads { get; private init; } = Environment.ProcessorCount;

    /// <summary>The depths of the alpha-beta players; the last one is played against in the end.</summary>
    public int[] Depths { get; private init; } = [1, 2, 4];

    /// <summary>The openings that are played against each of them.</summary>
    public int Openings { get; private init; } = 10;

    /// <summary>How many rounds lie between two such matches.</summary>
    public int Every { get; private init; } = 5;

    /// <summary>Whether matches show how strong the network is.</summary>
    public bool Matches { get; private init; } = true;

    /// <summary>Reads the command line; null if it is wrong.</summary>
    public static Settings? Read(string[] args)
    {
        var settings = new Settings();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--small")
                settings = settings with { Rounds = 6, Positions = 2500, Steps = 50, Simulations = 32, PlaySimulations = 32, Every = 3, Depths = [2, 1] };
            else if (args[i] == "--no-matches")
                settings = settings with { Matches = false };
            else if (args[i] == "--rounds" && i + 1 < args.Length && int.TryParse(args[i + 1], out var rounds) && rounds > 0)
                (settings, i) = (settings with { Rounds = rounds }, i + 1);
            else if (args[i] == "--threads" && i + 1 < args.Length && int.TryParse(args[i + 1], out var threads) && threads > 0)
                (settings, i) = (settings with { Threads = threads }, i + 1);
            else if (args[i] == "--seed" && i + 1 < args.Length && int.TryParse(args[i + 1], out var seed) && seed >= 0)
                (settings, i) = (settings with { Seed = seed }, i + 1);
            else if (args[i] == "--out" && i + 1 < args.Length)
                (settings, i) = (settings with { Out = args[i + 1] }, i + 1);
            else
                return null;
        }
        return settings;
    }
}
