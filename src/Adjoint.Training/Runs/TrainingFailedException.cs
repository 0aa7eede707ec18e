namespace Adjoint.Training;

/// <summary>
/// A run has come to numbers that no training comes back from. After a loss or gradient that is not finite, the step was not taken; a loss that explodes is finite, and so its steps were.
/// The network has the best weights, if any are kept, and else those of the last step that was taken.
/// </summary>
public sealed class TrainingFailedException : ArithmeticException
{
    /// <summary>Reports an unnamed fault.</summary>
    public TrainingFailedException()
        : base("Training has failed.")
    {
    }

    /// <summary>Reports where it happened, and what to try.</summary>
    /// <param name="message">Both, in sentences.</param>
    public TrainingFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Reports where it happened, and what to try.</summary>
    /// <param name="message">The report.</param>
    /// <param name="innerException">What went wrong below.</param>
    public TrainingFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
