using Adjoint.Generator.Declare;
using Adjoint.Generator.Shape;
using Adjoint.Generator.Tests.Gradients;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Blocks;

/// <summary>Blocks at their real work: residual networks with projections.</summary>
[Trait("Set", "Slow")]
public sealed class ResNetTests
{
    private const double Tolerance = 2e-5;

    /// <summary>The numbers that torchvision states for its models.</summary>
    [Theory]
    [InlineData(18, 11_689_512, 62)]
    [InlineData(50, 25_557_032, 161)]
    [InlineData(152, 60_192_808, 467)]
    public void Has_as_many_parameters_as_torchvisions(int layers, int parameters, int tensors)
    {
        var network = Shaped(layers switch { 18 => ResNets.ResNet18, 50 => ResNets.OfStages(3, 4, 6, 3), _ => ResNets.OfStages(3, 8, 36, 3) });
        Assert.Empty(network.Problems);
        Assert.Equal(parameters, network.ParameterCount);
        Assert.Equal(tensors, network.Parameters.Count(p => p.IsTrained));
        Assert.Equal(tensors, network.Parameters.Where(p => p.IsTrained).Select(p => p.Name).Distinct().Count());
    }

    [Fact]
    public void Has_torchvisions_names()
    {
        var shapes = Shaped(ResNets.ResNet18).Parameters.ToDictionary(p => p.Name, p => p.Shape.ToString());
        Assert.Equal("64×3×7×7", shapes["conv1.weight"]);
        Assert.Equal("64", shapes["layer1.0.bn2.running_var"]);
        Assert.Equal("64×64×3×3", shapes["layer1.1.conv2.weight"]);
        Assert.Equal("128×64×1×1", shapes["layer2.0.downsample.0.weight"]);
        Assert.Equal("128", shapes["layer2.0.downsample.1.running_mean"]);
        Assert.Equal("512×512×3×3", shapes["layer4.1.conv1.weight"]);
        Assert.Equal("1000×512", shapes["fc.weight"]);
        Assert.DoesNotContain(shapes.Keys, name => name.StartsWith("layer1.0.downsample", StringComparison.Ordinal) || name.StartsWith("layer2.1.downsample", StringComparison.Ordinal));
        Assert.Contains("layer3.35.bn3.bias", Shaped(ResNets.OfStages(3, 8, 36, 3)).Parameters.Select(p => p.Name));
    }

    /// <summary>A projection, and none where the shapes agree, are the layers that one would write.</summary>
    [Fact]
    public void A_projection_is_what_one_would_write()
    {
        const string blocks = """
            [Block("width", "stride = 1"), As("in"), Conv2D("width", Kernel = 3, Stride = "stride", Padding = 1), As("main"), From("in")]
            [Project("width", Stride = "stride"), Add("main"), Project("width"), Project("width / 2", Name = "half")]
            public abstract class Block;

            """;
        var actual = Generated("Input(2, 6, 6), Use<Block>(4, 2), Use<Block>(2, Name = \"b\"), MeanSquaredError", blocks);
        var expected = Generated(
            "Input(2, 6, 6), As(\"in\"), Conv2D(4, Kernel = 3, Stride = 2, Padding = 1, Name = \"block1.conv1\"), As(\"main\"), "
            + "From(\"in\"), Conv2D(4, Kernel = 1, Stride = 2, Bias = false, Name = \"block1.downsample.0\"), BatchNorm(Name = \"block1.downsample.1\"), "
            + "Add(\"main\", Name = \"block1.add1\"), Conv2D(2, Kernel = 1, Bias = false, Name = \"block1.half.0\"), BatchNorm(Name = \"block1.half.1\"), As(\"in2\"), "
            + "Conv2D(2, Kernel = 3, Padding = 1, Name = \"b.conv1\"), As(\"main2\"), From(\"in2\"), Add(\"main2\", Name = \"b.add1\"), "
            + "Conv2D(1, Kernel = 1, Bias = false, Name = \"b.half.0\"), BatchNorm(Name = \"b.half.1\"), MeanSquaredError");
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void The_gradient_is_that_of_the_naive_interpreter()
    {
        string[] declarations =
        [
            "Input(2, 5, 4), Use<BasicBlock>(3, 2), Repeat<BasicBlock>(2, 3), GlobalAveragePool2D, Dense(2), MeanSquaredError",
            "Input(4, 4, 5), Use<Stage>(1, 2, 1), Flatten, Dense(3), CrossEntropy",
            "Input(6), Repeat<Residual>(3, 6, 4), Use<Residual>(6, Name = \"wide\"), Dense(3), CrossEntropy",
        ];
        const string residual = "[Block(\"width\", \"hidden = 2 * width\"), As(\"in\"), Dense(\"hidden\"), Tanh, Dense(\"width\"), Add(\"in\")] public abstract class Residual;\n";
        using var assembly = new SubjectAssembly(declarations, ResNets.Blocks + residual);
        foreach (var declaration in declarations)
            RequireAgreement(assembly.Create(declaration), declaration);
    }

    private static void RequireAgreement(Subject subject, string declaration)
    {
        var source = new BatchSource(subject, seed: 3);
        foreach (var rows in new[] { 2, 17 })
        {
            var batch = source.Next(rows);
            Agreement.Require(Naive.Predict(subject, batch), subject.Predict(batch), Tolerance, i => $"output {i}", declaration);
            var step = subject.TrainingStep;
            var (_, gradient) = subject.Gradient(batch);
            Agreement.Require(Naive.Gradient(subject, batch, step), gradient, Tolerance, subject.NameOf, $"'{declaration}', {rows} rows");
        }
    }

    private static ShapedNetwork Shaped(string layers)
    {
        var compilation = TestCompilation.Create($"using Adjoint;\n{ResNets.Blocks}[Network, {layers}] public sealed partial class Net;", new HarnessSettings());
        return ShapeBuilder.Build(NetworkReader.Read(compilation.GetTypeByMetadataName("Net")!, CancellationToken.None, compilation), CancellationToken.None);
    }

    private static string Generated(string layers, string blocks = "") =>
        Written.By($"using Adjoint;\n{blocks}[Network, {layers}] public sealed partial class Net;");
}
