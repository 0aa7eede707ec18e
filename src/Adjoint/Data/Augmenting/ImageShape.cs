namespace Adjoint.Data;

/// <summary>How the features of a row form an image: <c>[channel][line][column]</c>.</summary>
internal readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>The values of an image.</summary>
    public int Size => Channels * Height * Width;

    /// <summary>The lines of all channels, which are one after the other.</summary>
    public int Lines => Channels * Height;

    /// <inheritdoc/>
    public override string ToString() => $"{Channels} × {Height} × {Width}";
}
