namespace Adjoint.Training;

/// <summary>What a report shows besides the history of its run; see <see cref="Run.Report"/>.</summary>
public sealed record ReportOptions
{
    /// <summary>The heading; by default the name of the network.</summary>
    public string? Title { get; init; }

    /// <summary>The rows that the network is judged by; null, the default, is the validation part of the run, where it had one.</summary>
    public Dataset? Data { get; init; }

    /// <summary>What happens to a row first; null, the default, is <see cref="TrainingOptions.Preparation"/> of the run.</summary>
    public Augmentation? Preparation { get; init; }

    /// <summary>The names of the classes; empty, the default, for those that the table had, or else their numbers.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>How many of the worst answers are shown; 24 by default, 0 for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Worst
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 24;

    /// <summary>
    /// Channels, height and width of a row that is a picture, <c>[1, 28, 28]</c>; null, the default, is the shape of the network's only input where that is one of 1 or 3 channels. A picture is
    /// drawn from its darkest number to its brightest.
    /// </summary>
    /// <exception cref="ArgumentException">There are not three sizes, or there are not 1 or 3 channels.</exception>
    public IReadOnlyList<int>? Picture
    {
        get;
        init => field = value is null or [1 or 3, > 0, > 0]
            ? value
            : throw new ArgumentException(
                $"A picture has 1 or 3 channels, a height and a width, and [{string.Join(", ", value)}] was given; write [1, 28, 28] for pictures of 28×28 in grey.", nameof(value));
    }
}
