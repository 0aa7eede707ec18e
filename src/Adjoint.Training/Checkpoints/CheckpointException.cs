namespace Adjoint.Training;

/// <summary>A run cannot go on from a checkpoint: it is damaged, of another run, or of a later version. Nothing was changed.</summary>
public sealed class CheckpointException : IOException
{
    /// <summary>Reports an unnamed fault.</summary>
    public CheckpointException()
        : base("The checkpoint cannot be used.")
    {
    }

    /// <summary>Reports what was found, what was needed, and what to do.</summary>
    /// <param name="message">The three, in sentences.</param>
    public CheckpointException(string message)
        : base(message)
    {
    }

    /// <summary>Reports what was found, what was needed, and what to do.</summary>
    /// <param name="message">The report.</param>
    /// <param name="innerException">What went wrong below.</param>
    public CheckpointException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
