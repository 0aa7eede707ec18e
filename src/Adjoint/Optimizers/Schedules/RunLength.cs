namespace Adjoint;

/// <summary>How long a run of training is, for schedules that are stated in shares of it or in epochs.</summary>
/// <param name="Steps">Its steps; at least 1.</param>
/// <param name="StepsPerEpoch">The steps of an epoch; at least 1.</param>
public readonly record struct RunLength(long Steps, long StepsPerEpoch);
