namespace Adjoint.Generator.Tests.Blocks;

/// <summary>Residual networks (He et al., 2015) as anybody would declare them, with torchvision's names.</summary>
internal static class ResNets
{
    public const string Blocks = """

        [Block("width", "stride = 1")]
        [As("in"), Conv2D("width", Kernel = 3, Stride = "stride", Padding = 1, Bias = false), BatchNorm, ReLU]
        [Conv2D("width", Kernel = 3, Padding = 1, Bias = false), BatchNorm, As("main")]
        [From("in"), Project("width", Stride = "stride")]
        [Add("main"), ReLU]
        public abstract class BasicBlock;

        [Block("width", "stride = 1")]
        [As("in"), Conv2D("width", Kernel = 1, Bias = false), BatchNorm, ReLU]
        [Conv2D("width", Kernel = 3, Stride = "stride", Padding = 1, Bias = false), BatchNorm, ReLU]
        [Conv2D("4 * width", Kernel = 1, Bias = false), BatchNorm, As("main")]
        [From("in"), Project("4 * width", Stride = "stride")]
        [Add("main"), ReLU]
        public abstract class Bottleneck;

        [Block("width", "depth", "stride = 2")]
        [Use<Bottleneck>("width", "stride", Name = "0"), Repeat<Bottleneck>("depth - 1", "width", Name = "1")]
        public abstract class Stage;

        """;

    public const string Stem =
        "Input(3, 224, 224), Conv2D(64, Kernel = 7, Stride = 2, Padding = 3, Bias = false), BatchNorm, ReLU, MaxPool2D(3, Stride = 2, Padding = 1)";

    public const string Head = "GlobalAveragePool2D, Dense(1000, Name = \"fc\"), CrossEntropy";

    public const string ResNet18 = $"""
        {Stem}, Repeat<BasicBlock>(2, 64, Name = "layer1"), Use<BasicBlock>(128, 2, Name = "layer2.0"), Use<BasicBlock>(128, Name = "layer2.1"),
        Use<BasicBlock>(256, 2, Name = "layer3.0"), Use<BasicBlock>(256, Name = "layer3.1"), Use<BasicBlock>(512, 2, Name = "layer4.0"),
        Repeat<BasicBlock>(1, 512, Name = "layer4.1"), {Head}
        """;

    /// <summary>A network of stages of these depths.</summary>
    public static string OfStages(int first, int second, int third, int fourth) => FormattableString.Invariant($"""
        {Stem}, Use<Stage>(64, {first}, 1, Name = "layer1"), Use<Stage>(128, {second}, Name = "layer2"), Use<Stage>(256, {third}, Name = "layer3"),
        Use<Stage>(512, {fourth}, Name = "layer4"), {Head}
        """);
}
