namespace Adjoint.Generator.Declare;

/// <summary>
/// The layer <c>Project</c>: a block that the library declares. It brings an image to a width and stride, as the shortcut of a residual block needs it
/// (He et al., 2015, option B): a 1×1 convolution without bias, and batch normalisation.
/// </summary>
internal static class Projection
{
    /// <summary>The attribute's name.</summary>
    public const string Name = "Project";

    /// <summary>The name of a use: as torchvision has it.</summary>
    public const string Stem = "downsample";

    /// <summary>Its layers, whose names are 0 and 1.</summary>
    public static BlockDeclaration Block { get; } = new(
        Name, Name, IsHere: false, ["width", "stride"],
        [
            Vocabulary.Read(new("Conv2D",
            [
                new("channels", new SizeText("width", IsExpression: true)), new("Kernel", 1), new("Stride", new SizeText("stride", IsExpression: true)),
                new("Bias", false), new("Name", "0"),
            ])),
            Vocabulary.Read(new("BatchNorm", [new("Name", "1")])),
        ],
        []);

    /// <summary>Whether an image of so many channels has the width already, and all its positions are kept.</summary>
    public static bool IsIdentity(ProjectWord word, int channels) => channels == word.Width && word.Stride == 1;

    /// <summary>The use of the block that a projection stands for.</summary>
    public static BlockWord UseOf(ProjectWord word) => new("Use", Name, null, null, [], [word.Width, word.Stride], word.IsFrozen);
}
