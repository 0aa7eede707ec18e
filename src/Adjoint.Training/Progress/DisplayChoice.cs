namespace Adjoint.Training;

/// <summary>What to show, by what the output is.</summary>
internal static class DisplayChoice
{
    private static readonly AsyncLocal<bool> isOneOfMany = new();

    /// <summary>Whether the run is one of many, which would all write to one console.</summary>
    public static bool IsOneOfMany { get => isOneOfMany.Value; set => isOneOfMany.Value = value; }

    /// <summary>What is asked for; or bars on a terminal, and lines elsewhere.</summary>
    public static ProgressDisplay Of(TrainingOptions options, bool isRedirected, Func<string, string?> environment)
    {
        if (options.Progress is not null || (IsOneOfMany && options.Display == ProgressDisplay.Automatic))
            return ProgressDisplay.None;
        if (options.Display != ProgressDisplay.Automatic)
            return options.Display;
        var isPlain = isRedirected || IsSet("CI") || IsSet("NO_COLOR") || environment("TERM") == "dumb";
        return isPlain ? ProgressDisplay.Lines : ProgressDisplay.Live;

        bool IsSet(string name) => !string.IsNullOrEmpty(environment(name));
    }
}
