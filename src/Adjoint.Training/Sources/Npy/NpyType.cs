namespace Adjoint.Training;

/// <summary>The types of numbers that an NPY file is read and written with.</summary>
public enum NpyType
{
    /// <summary>Boolean, one byte.</summary>
    Boolean,

    /// <summary>Whole numbers from −128 to 127.</summary>
    Int8,

    /// <summary>Whole numbers of 16 bits.</summary>
    Int16,

    /// <summary>Whole numbers of 32 bits.</summary>
    Int32,

    /// <summary>Whole numbers of 64 bits.</summary>
    Int64,

    /// <summary>Whole numbers from 0 to 255.</summary>
    UInt8,

    /// <summary>Whole numbers of 16 bits, none negative.</summary>
    UInt16,

    /// <summary>Whole numbers of 32 bits, none negative.</summary>
    UInt32,

    /// <summary>Whole numbers of 64 bits, none negative.</summary>
    UInt64,

    /// <summary>Floating-point numbers of 16 bits.</summary>
    Half,

    /// <summary>Floating-point numbers of 32 bits.</summary>
    Single,

    /// <summary>Floating-point numbers of 64 bits.</summary>
    Double,
}
