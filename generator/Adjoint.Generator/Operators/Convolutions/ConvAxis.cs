namespace Adjoint.Generator.Operators;

/// <summary>One axis of a convolution: output o takes its tap k from input <c>o · Stride − Padding + k · Dilation</c>, and nothing where that is outside.</summary>
/// <param name="In">The size of the input.</param>
/// <param name="Out">The size of the output.</param>
/// <param name="Kernel">The number of taps.</param>
/// <param name="Stride">How far apart in the input two neighbouring outputs are.</param>
/// <param name="Dilation">How far apart in the input two neighbouring taps are.</param>
/// <param name="Padding">The positions before the first.</param>
internal sealed record ConvAxis(int In, int Out, int Kernel, int Stride, int Dilation, int Padding)
{
    /// <summary>The size of the output if the padding is the same on both sides.</summary>
    public int UsualOut => (In + 2 * Padding - Dilation * (Kernel - 1) - 1) / Stride + 1;

    /// <summary>Whether taps may lie before the input.</summary>
    public bool ClipsStart => Padding > 0;

    /// <summary>Whether taps may lie behind the input.</summary>
    public bool ClipsEnd => (Out - 1) * Stride - Padding + Dilation * (Kernel - 1) >= In;

    /// <summary>The first output whose taps all lie in the input.</summary>
    public int WholeFrom => Math.Min((Padding + Stride - 1) / Stride, Out);

    /// <summary>The first output after <see cref="WholeFrom"/> of whose taps some lie behind the input.</summary>
    public int WholeTo
    {
        get
        {
            var room = In - 1 + Padding - Dilation * (Kernel - 1);
            return room < 0 ? WholeFrom : Math.Max(WholeFrom, Math.Min(room / Stride + 1, Out));
        }
    }
}

/// <summary>One axis of an image that is padded.</summary>
/// <param name="Size">The size without padding.</param>
/// <param name="Before">The positions before the first.</param>
/// <param name="After">The positions after the last.</param>
internal sealed record PadAxis(int Size, int Before, int After);
