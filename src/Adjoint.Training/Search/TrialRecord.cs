namespace Adjoint.Training;

/// <summary>A trial that has ended.</summary>
/// <param name="Trial">What was chosen.</param>
/// <param name="Score">The value that its best epoch was judged by; NaN where it failed.</param>
/// <param name="Time">The time that it has taken.</param>
/// <param name="Outcome">Why the run ended, or how it failed.</param>
public sealed record TrialRecord(Trial Trial, double Score, TimeSpan Time, string Outcome);
