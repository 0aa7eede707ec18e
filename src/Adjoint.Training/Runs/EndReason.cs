namespace Adjoint.Training;

/// <summary>Why a run has ended.</summary>
public enum EndReason
{
    /// <summary>All epochs were trained.</summary>
    Completed,

    /// <summary>What it is judged by has not improved for long enough; see <see cref="EarlyStopping"/>.</summary>
    Stopped,

    /// <summary>Somebody has asked it to end.</summary>
    Cancelled,

    /// <summary>Its time is used up.</summary>
    TimeLimit,
}
