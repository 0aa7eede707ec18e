namespace Adjoint;

/// <summary>Why a search for the least loss has ended.</summary>
public enum MinimizationEnd
{
    /// <summary>The gradient is as good as zero: a minimum, or at least a place without slope.</summary>
    Gradient,

    /// <summary>The loss no longer falls by more than its tolerance.</summary>
    Loss,

    /// <summary>The parameters no longer move by more than their tolerance.</summary>
    Step,

    /// <summary>As many iterations as were allowed were made.</summary>
    Iterations,

    /// <summary>Somebody has asked it to end.</summary>
    Cancelled,
}

/// <summary>A search for the least loss of all rows together, and what it has found; the network has the parameters of the least loss.</summary>
/// <param name="Reason">Why it has ended.</param>
/// <param name="Evaluations">How often the loss of all rows was computed.</param>
/// <param name="Losses">The loss before the first iteration and after each.</param>
public sealed record Minimization(MinimizationEnd Reason, int Evaluations, IReadOnlyList<double> Losses)
{
    /// <summary>The iterations.</summary>
    public int Iterations => Losses.Count - 1;

    /// <summary>The loss at the end.</summary>
    public double Loss => Losses[^1];
}

/// <summary>An iteration of a search for the least loss.</summary>
/// <param name="Iteration">Its number, from 1.</param>
/// <param name="Loss">The loss after it.</param>
/// <param name="Evaluations">How often the loss of all rows was computed so far.</param>
public readonly record struct MinimizationStep(int Iteration, double Loss, int Evaluations);
