using System.ComponentModel;

namespace Adjoint.Runtime;

/// <summary>What a tensor of an ONNX graph holds.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum OnnxType
{
    /// <summary>What the network computes in: floats or doubles.</summary>
    Number,

    /// <summary>64-bit integers.</summary>
    Integer,

    /// <summary>Truth values.</summary>
    Bool,

    /// <summary>Doubles.</summary>
    Double,
}
