namespace Adjoint.Generator.Declare;

/// <summary>How a layer's weights are drawn.</summary>
/// <param name="Initializer">The number of an <c>Initializer</c>; null where none is written.</param>
/// <param name="Deviation">The standard deviation of a normal distribution; null where none is written.</param>
/// <param name="Otherwise">The number of the initializer where the network says nothing either.</param>
internal sealed record InitOptions(int? Initializer, double? Deviation, int Otherwise = 0)
{
    /// <summary>The numbers of <c>Initializer.TruncatedNormal</c> and <c>Initializer.Normal</c>, the last.</summary>
    internal const int TruncatedNormal = 11, Normal = 12;

    /// <summary>Nothing written.</summary>
    public static InitOptions None { get; } = new(null, null);

    /// <summary>The number of the initializer; a deviation alone means a normal distribution.</summary>
    public int Number => Initializer ?? (Deviation is null ? Otherwise : Normal);

    /// <summary>Zeros.</summary>
    public static InitOptions Zeros { get; } = new(1, null);

    /// <summary>Glorot and Bengio's uniform distribution.</summary>
    public static InitOptions GlorotUniform { get; } = new(3, null);

    /// <summary>Whether a deviation is written where there is no normal distribution.</summary>
    public bool HasUnusedDeviation => Deviation is not null && Number is not (Normal or TruncatedNormal);

    /// <summary>What is meant where a network says what its layers' weights are drawn from.</summary>
    public InitOptions Or(InitOptions network) => Initializer is null && Deviation is null && network != None ? network : this;

    public static InitOptions Read(AttributeUse use, int otherwise = 0) =>
        new(use.IntIfWritten("Init") is not 0 and var written ? written : null, use.NumberIfWritten("Deviation"), otherwise);
}
