using System.ComponentModel;

namespace Adjoint.Runtime;

/// <summary>A table of vectors that a network reads by tokens alone: the gradient of a row that no token of a batch names is zero.</summary>
/// <param name="offset">Where it begins among the parameters.</param>
/// <param name="rows">Its vectors.</param>
/// <param name="width">The numbers of a vector.</param>
/// <param name="inputs">The inputs whose tokens it is read by.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TokenTable(int offset, int rows, int width, params int[] inputs)
{
    /// <summary>Where it begins among the parameters.</summary>
    public int Offset => offset;

    /// <summary>Its vectors.</summary>
    public int Rows => rows;

    /// <summary>The numbers of a vector.</summary>
    public int Width => width;

    internal int[] Inputs => inputs;
}
