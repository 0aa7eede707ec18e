namespace Adjoint.Training;

/// <summary>How an image becomes one of another shape.</summary>
public enum ImageFit
{
    /// <summary>It is stretched: nothing is lost, and things become wider or narrower.</summary>
    Stretch,

    /// <summary>Its middle part of the wanted shape is taken.</summary>
    Crop,
}

/// <summary>How images are read.</summary>
public sealed record ImageOptions
{
    /// <summary>The usual way.</summary>
    public static ImageOptions Default { get; } = new();

    /// <summary>3 for red, green and blue, or 1 for grey. Transparency is ignored.</summary>
    public int Channels { get; init; } = 3;

    /// <summary>How an image of another shape is made to fit.</summary>
    public ImageFit Fit { get; init; }

    /// <summary>The pixels of the largest image that is read; a small file can announce one that fills the memory.</summary>
    public long MaxPixels { get; init; } = 100_000_000;
}
