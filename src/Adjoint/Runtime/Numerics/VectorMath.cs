using System.ComponentModel;

namespace Adjoint.Runtime;

/// <summary>
/// Elementary functions and arithmetic on a float and on vectors of 4, 8 and 16 floats: what generated code calls between its own multiplications
/// and additions. Everything is inlined where it is called; nothing allocates.
/// </summary>
/// <remarks>
/// <para>Each function has one body for all widths (<see cref="ILanes{E, V}"/>), so a row gives the same bits alone and among fifteen others. Vectors wider
/// than the machine's are worked on in halves.</para>
/// <para>Errors are given in ULP, units in the last place of the exact result; a test holds the functions to them on every 61st float and around the
/// points where a formula changes its road. The first figure is for machines with a fused multiply-add (every x64 machine with AVX2, every Arm64 machine),
/// the second for those without. Results below the smallest normal float count as right within 1.2e-38. All functions hand NaN on.</para>
/// <para>Coefficients are minimax fits of this project: Lawson's reweighted least squares on some thousand Chebyshev points, in double precision, with
/// the denominator of a quotient linearised as Sanathanan and Koerner do. Then, a denominator's first and from the lowest power up, each coefficient
/// is rounded to a float and those of a polynomial or numerator that remain are fitted again, so that the rounding of one is made good by the others.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorMath;
