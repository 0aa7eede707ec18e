namespace Adjoint;

/// <summary>One of the sequences that a <see cref="BeamSearch"/> follows.</summary>
/// <param name="Parent">Which of the beams before the last token it continues, from 0.</param>
/// <param name="Token">Its last token; −1 for the first beam, which has none.</param>
/// <param name="Score">The sum of the logarithms of its tokens' probabilities.</param>
public readonly record struct Beam(int Parent, int Token, double Score);
