namespace Adjoint.Generator.Scalars;

/// <summary>The operations. Those of functions have the names of the framework's where it has them.</summary>
internal enum Op
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,

    /// <summary>a · b + c, in one rounding where the machine can.</summary>
    MultiplyAdd,

    // Conditions, which only one another and Select read.
    Greater,
    GreaterOrEqual,
    Equal,
    And,
    Or,
    Not,
    True,
    False,

    /// <summary>The second argument where the first is true, else the third.</summary>
    Select,

    Sqrt,
    Cbrt,
    Exp,
    Exp2,

    /// <summary>eˣ − 1.</summary>
    Expm1,
    Log,
    Log2,
    Log10,

    /// <summary>ln(1 + x).</summary>
    Log1p,
    Pow,

    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Atan2,
    Hypot,
    Sinh,
    Cosh,
    Tanh,
    Asinh,
    Acosh,
    Atanh,

    Sigmoid,
    Softplus,
    Erf,
    NormalCdf,
    NormalDensity,

    /// <summary>Φ(x) + x φ(x), the derivative of x Φ(x), with one exponential.</summary>
    GELUDerivative,

    Abs,
    Sign,
    CopySign,

    /// <summary>The larger; NaN if either is: the framework's <c>Max</c>.</summary>
    Maximum,

    /// <summary>The smaller; NaN if either is: the framework's <c>Min</c>.</summary>
    Minimum,

    /// <summary>The larger, in one instruction; a NaN in the second argument is handed on, one in the first is not on every machine.</summary>
    Max,

    /// <summary>The smaller, in one instruction; a NaN in the second argument is handed on, one in the first is not on every machine.</summary>
    Min,
    Floor,
    Ceiling,
    Round,
    Truncate,
    Remainder,

    /// <summary>The product, but 0 where the first argument is 0, whatever the second is.</summary>
    Weighted,
}

/// <summary>What is known of operations whatever their arguments are.</summary>
internal static class OpFacts
{
    /// <summary>Whether it is true or false, and no number.</summary>
    public static bool IsCondition(this Op op) => op is Op.Greater or Op.GreaterOrEqual or Op.Equal or Op.And or Op.Or or Op.Not or Op.True or Op.False;

    /// <summary>Whether it is finite for finite arguments, unless a sum or a product overflows; of what may have a pole or a limited domain that is not known.</summary>
    public static bool IsFinite(this Op op) => op.IsCondition() || op is Op.Add or Op.Subtract or Op.Multiply or Op.Negate or Op.MultiplyAdd or Op.Select
        or Op.Tanh or Op.Sigmoid or Op.Softplus or Op.Erf or Op.Sin or Op.Cos or Op.Abs or Op.Sign or Op.CopySign or Op.Max or Op.Maximum or Op.Min or Op.Minimum;
}
