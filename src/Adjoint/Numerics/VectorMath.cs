using System.ComponentModel;

namespace Adjoint.Runtime;

/// <summary>
/// Elementary functions and arithmetic on a float and on vectors of 4, 8 and 16 floats: what generated code calls between its own multiplications
/// and additions. Everything is inlined where it is called; nothing allocates.
/// </summary>
/// <remarks>
/// <para>Each function has one body for all widths (<see cref="ILanes{TSelf}"/>), so a row gives the same bits alone and among fifteen others. Vectors wider
/// than the machine's are worked on in halves.</para>
/// <para>Errors are given in ULP, units in the last place of the exact result, over all floats, and hold by test: the first figure where the machine
/// has a fused multiply-add (every x64 machine with AVX2, every Arm64 machine), the second where it has not. All functions hand NaN on.</para>
/// <para>Coefficients are minimax fits of this project: Lawson's reweighted least squares on some thousand Chebyshev points against a reference of more
/// than double precision; then, from the lowest power up, each coefficient is rounded to a float and those that remain are fitted again, so that the
/// rounding of one is made good by the others.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorMath;
