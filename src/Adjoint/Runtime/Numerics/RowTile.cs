using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Adjoint.Runtime;

/// <summary>
/// Room on the stack for a tile of 14 positions times 32 outputs, which a convolution of one row turns over. Unlike memory of <c>stackalloc</c>, it puts
/// no check for overruns, and therefore no call, into a kernel.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential, Size = 14 * 32 * sizeof(float))]
public struct RowTile;
