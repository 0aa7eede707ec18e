namespace Adjoint.Data;

/// <summary>The element types of an IDX file; the values are the codes in its third byte.</summary>
public enum IdxType
{
    /// <summary>Bytes from 0 to 255.</summary>
    UInt8 = 0x08,

    /// <summary>Bytes from −128 to 127.</summary>
    Int8 = 0x09,

    /// <summary>16-bit integers.</summary>
    Int16 = 0x0B,

    /// <summary>32-bit integers.</summary>
    Int32 = 0x0C,

    /// <summary>32-bit floats.</summary>
    Single = 0x0D,

    /// <summary>64-bit floats.</summary>
    Double = 0x0E,
}
