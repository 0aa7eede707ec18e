namespace Adjoint.Training;

/// <summary>What a run shows on the console.</summary>
public enum ProgressDisplay
{
    /// <summary>
    /// Bars on a terminal; a line an epoch where the output goes to a file or a pipe, or the environment has <c>CI</c>, <c>NO_COLOR</c> or <c>TERM=dumb</c>; nothing where
    /// <see cref="TrainingOptions.Progress"/> is given.
    /// </summary>
    Automatic,

    /// <summary>Bars that are drawn again; the terminal is as it was afterwards.</summary>
    Live,

    /// <summary>A line an epoch.</summary>
    Lines,

    /// <summary>Nothing.</summary>
    None,
}
