namespace Adjoint.Generator.Tests.Zoo;

/// <summary>The architectures of samples/Zoo are the published ones: parameters, and the names that torchvision's weights have in files.</summary>
public sealed class ZooTests
{
    /// <summary>torchvision's documentation for its own, PyTorch's tutorial for Dcgan; the others are counted by hand from their declarations.</summary>
    public static TheoryData<string, int> Published => new()
    {
        { "LeNet5", 44_426 },
        { "AlexNet", 61_100_840 },
        { "Vgg19", 143_667_240 },
        { "GoogLeNet", 6_624_904 },
        { "ResNet18", 11_689_512 },
        { "ResNet50", 25_557_032 },
        { "ResNet152", 60_192_808 },
        { "Dcgan", 3_576_704 },
        // The published counts; a table that the last product shares is counted once.
        { "Gpt2", 124_439_808 },
        { "VitB16", 86_567_656 },
        { "Stories260K", 260_032 },
        // The table; six layers of attention (four matrices), two products and two norms; and six with one more attention and norm.
        { "Transformer", 37_000 * 512 + 6 * (4 * 512 * 513 + (2 * 512 * 2_048 + 2_048 + 512) + 2 * 1_024) + 6 * (8 * 512 * 513 + (2 * 512 * 2_048 + 2_048 + 512) + 3 * 1_024) },
        // Four levels of A and B with 32·32·9 weights and four norms; three restrictions each of u and f; the first layer and the last.
        { "MgNet", 4 * (2 * 9_216 + 4 * 64) + 3 * 2 * 9_216 + (864 + 64) + 330 },
        // The first layer, eight convolutions with their norms, and the heads.
        { "AlphaZero", (17 * 32 * 9 + 64) + 8 * (9_216 + 64) + (64 + 4 + 722 * 362 + 362) + (32 + 2 + 361 * 64 + 64 + 65) },
    };

    public static TheoryData<string, string[]> Torchvision => new()
    {
        { "AlexNet", [.. new[] { 0, 3, 6, 8, 10 }.SelectMany(i => Layer($"features.{i}")), .. new[] { 1, 4, 6 }.SelectMany(i => Layer($"classifier.{i}"))] },
        {
            "Vgg19",
            [
                .. new[] { 0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28, 30, 32, 34 }.SelectMany(i => Layer($"features.{i}")),
                .. new[] { 0, 3, 6 }.SelectMany(i => Layer($"classifier.{i}")),
            ]
        },
        {
            "GoogLeNet",
            [
                .. new[] { "conv1", "conv2", "conv3" }.SelectMany(BasicConv2d),
                .. new[] { "3a", "3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b" }.SelectMany(m =>
                    new[] { "branch1", "branch2.0", "branch2.1", "branch3.0", "branch3.1", "branch4.1" }.SelectMany(b => BasicConv2d($"inception{m}.{b}"))),
                .. Layer("fc"),
            ]
        },
        { "ResNet18", ResNet([2, 2, 2, 2], convolutions: 2, firstProjects: false) },
        { "ResNet50", ResNet([3, 4, 6, 3], convolutions: 3, firstProjects: true) },
        { "ResNet152", ResNet([3, 8, 36, 3], convolutions: 3, firstProjects: true) },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void A_network_has_the_published_number_of_parameters(string network, int parameters) => Assert.Equal(parameters, ZooSource.Shape(network).ParameterCount);

    [Fact]
    public void Every_network_is_counted() => Assert.Equal(ZooSource.Names.Order(StringComparer.Ordinal), Published.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Torchvision))]
    public void Tensors_have_torchvisions_names(string network, string[] names) => Assert.Equal(names, ZooSource.Shape(network).Parameters.Select(p => p.Name));

    private static string[] Layer(string name) => [$"{name}.weight", $"{name}.bias"];

    private static string[] Norm(string name) => [$"{name}.weight", $"{name}.bias", $"{name}.running_mean", $"{name}.running_var"];

    private static string[] BasicConv2d(string name) => [$"{name}.conv.weight", .. Norm($"{name}.bn")];

    /// <summary>The names of torchvision's ResNet: blocks of some convolutions, the first of a layer with a projection.</summary>
    private static string[] ResNet(int[] blocks, int convolutions, bool firstProjects) =>
    [
        "conv1.weight", .. Norm("bn1"),
        .. Enumerable.Range(1, 4).SelectMany(layer => Enumerable.Range(0, blocks[layer - 1]).SelectMany(block =>
            Block($"layer{layer}.{block}", convolutions, projects: block == 0 && (layer > 1 || firstProjects)))),
        .. Layer("fc"),
    ];

    private static string[] Block(string name, int convolutions, bool projects) =>
    [
        .. Enumerable.Range(1, convolutions).SelectMany(i => (string[])[$"{name}.conv{i}.weight", .. Norm($"{name}.bn{i}")]),
        .. projects ? [$"{name}.downsample.0.weight", .. Norm($"{name}.downsample.1")] : Array.Empty<string>(),
    ];
}
