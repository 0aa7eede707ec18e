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
            new("Conv2D",
            [
                new("channels", new SizeText("width", IsExpression: true)), new("Kernel", 1), new("Stride", new SizeText("stride", IsExpression: true)),
                new("Bias", false), new("Name", "0"),
            ]),
            new("BatchNorm", [new("Name", "1")]),
        ],
        []);

    /// <summary>Whether an image of so many channels has the width already, and all its positions are kept.</summary>
    public static bool IsIdentity(AttributeUse use, int channels) => channels == use.Int("width") && StrideOf(use) == 1;

    /// <summary>The use of the block that a projection stands for.</summary>
    public static AttributeUse UseOf(AttributeUse use)
    {
        AttributeUse block = new("Use", [new("arguments", (EquatableArray<int>)[use.Int("width"), StrideOf(use)])]);
        return use.IsFrozen ? block.AsFrozen() : block;
    }

    private static int StrideOf(AttributeUse use) => use.Int("Stride", 1);
}
