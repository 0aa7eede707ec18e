namespace Adjoint.Benchmarks.Peers;

/// <summary>All that was found at one workload.</summary>
/// <param name="Workload">What was done.</param>
/// <param name="Peak">
/// The operations a second of bare multiply-adds on as many threads at the width that .NET uses: the better of before and after the rounds.
/// </param>
/// <param name="Measurements">Who was timed; the first is the one that the others are compared with.</param>
/// <param name="Refusals">Who was not, and why.</param>
internal sealed record Comparison(Workload Workload, double Peak, IReadOnlyList<Measurement> Measurements, IReadOnlyList<string> Refusals);
