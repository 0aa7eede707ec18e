namespace Adjoint;

/// <summary>How the values of a parameter are drawn when a network is constructed. All of them depend on the seed and the parameter's name only.</summary>
public enum Initializer
{
    /// <summary>The layer's own default: for dense layers and convolutions <see cref="KaimingUniform"/> with a = √5, that is U(±1/√fan_in), for weight and bias.</summary>
    Default,

    /// <summary>All zeros.</summary>
    Zeros,

    /// <summary>All ones.</summary>
    Ones,

    /// <summary>Glorot and Bengio (2010), uniform: U(±√(6 / (fan_in + fan_out))); biases are zero.</summary>
    GlorotUniform,

    /// <summary>Glorot and Bengio (2010), normal: N(0, 2 / (fan_in + fan_out)); biases are zero.</summary>
    GlorotNormal,

    /// <summary>He et al. (2015), uniform, for ReLU: U(±√(6 / fan_in)); biases are zero.</summary>
    KaimingUniform,

    /// <summary>He et al. (2015), normal, for ReLU: N(0, 2 / fan_in); biases are zero.</summary>
    KaimingNormal,

    /// <summary>LeCun et al. (1998), normal, for SELU: N(0, 1 / fan_in); biases are zero.</summary>
    LeCunNormal,

    /// <summary>U(±1/√fan_in), PyTorch's default for dense layers and convolutions, weights and biases alike.</summary>
    FanInUniform,

    /// <summary>A quarter everywhere: the start of a PReLU's slope.</summary>
    Quarter,

    /// <summary>Rows or columns orthonormal (Saxe et al., 2014); biases are zero.</summary>
    Orthogonal,

    /// <summary>N(0, σ²) cut at two standard deviations; biases are zero. σ is the layer's <c>Deviation</c>, by default 0.02.</summary>
    TruncatedNormal,

    /// <summary>N(0, σ²); biases are zero. σ is the layer's <c>Deviation</c>, by default 1.</summary>
    Normal,
}
