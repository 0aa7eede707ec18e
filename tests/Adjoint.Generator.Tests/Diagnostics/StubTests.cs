using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>Generator and analyzer together: the analyzer says what is wrong exactly where the generator gives up, and nothing else is an error then.</summary>
public sealed class StubTests
{
    /// <summary>A program that touches every member of a network of classes.</summary>
    internal const string Use = """
        using System;
        using Adjoint;
        using Adjoint.Data;

        static class Program
        {
            const int Sizes = Net.InputSize + Net.OutputSize + Net.ParameterCount;
            const long Cost = Net.FlopsPerRow;
            const string Table = Net.Summary;

            static float Train(MiniBatch batch, Optimizer optimizer)
            {
                var network = new Net(seed: 7) { Threads = 2 };
                var (x, y, labels) = (new float[Net.InputSize], new float[Net.OutputSize], new int[1]);
                network.Predict(x, y);
                network.Predict(x.AsSpan(0, 4), y.AsSpan(0, 3));
                network.Probabilities(x, y);
                Sure(network, batch);
                var first = network.Loss(x, [2]) + network.Dense1.Weight[7, 3];
                var loss = network.Loss(x, labels) + network.Gradient(x, labels, new float[Net.ParameterCount]);
                loss += network.TrainStep(x, labels, optimizer) + network.TrainStep(batch, optimizer);
                network.TrainingStep++;
                network.Parameters.Clear();
                var weight = network.Dense1.Weight;
                network.Dense1.Weight[0, 0] = weight[0] + network.Dense1.Bias[0] + network.Prelu1.Weight[0];
                network.Logits.Bias.CopyFrom(new float[3]);
                network.Save($"{Net.Layout.Count}.safetensors");
                return first + loss + Run(Net.Load("net.safetensors")) + Fit<Net>(network);
            }

            static int Run(INetwork<float> network) => network.Layout.Count + network.Threads;

            static void Sure(IClassifier<float> network, MiniBatch batch) => network.Probabilities(batch);

            static int Fit<T>(T network) where T : INetwork<T, float>, ITrainableNetwork<float> => network.InputSize + T.Load("net").OutputSize + T.Load("net", new LoadOptions()).OutputSize;
        }

        """;

    /// <summary>Declarations that are right.</summary>
    public static TheoryData<string> Right =>
    [
        "[Network, Input(4)] partial class Net;",
        "[Network, Input(4), ReLU] partial class Net;",
        "[Network(Derivatives = Derivatives.Vjp | Derivatives.Jacobian), Input(4), Dense(3), Tanh, Tangent(Component = 3), Dense(2)] partial class Net;",
        "[Network, Input(4), Dense(3), Tanh, Dense(2, Bias = false, Init = Initializer.Orthogonal), MeanSquaredError] public sealed partial class Net;",
        "[Network]\n[Input(2, 3)]\n[Flatten, Dense(6), Reshape(2, -1), LogSoftmax]\ninternal partial class Net;",
        "[Network, Input(4), Dropout(0f), Dropout(0.999f), LeakyReLU(-1f), ELU(2f), Softplus, Mish, GELU(Approximate = true), Dense(2), Hinge] partial class Net;",
        "[Network, Input(2, 4, 4), Conv2D(3, Kernel = 3, Padding = 1, PaddingMode = PaddingMode.Reflect), ReLU, ConvTranspose2D(2, Kernel = 2, Stride = 2)] partial class Net;",
        "[Network, Input(4), Dense(2), CrossEntropy(LabelSmoothing = 0.1f, ClassWeights = [0f, 2f], IgnoreIndex = -1)] partial class Net;",
        "[Network, Input(4), Dense(1), BinaryCrossEntropy] partial class Net { public Net(int a, int b) : this((long)(a + b)) { } }",
        "[Network, Input(4), Dense(2, Name = \"block\"), PReLU(Name = \"x_1\")] partial class Net { public int Predict(int x) => x; float Loss() => 0; }",
        "namespace @class.@event { partial class Outer<T> { partial struct Middle { [Network, Input(4), Dense(2)] private partial class Net; } } }",
        "[Network] partial class Net;\n[Input(4), Dense(2)] partial class Net { int used; int Next() => used++; }",
        "[Block(\"n\", \"m = n\"), As(\"in\"), Dense(\"m\"), ReLU, Dense(\"n\"), Add(\"in\")] abstract class B;\n[Network, Input(4), Use<B>(4), Repeat<B>(3, \"features\", 2)] partial class Net;",
    ];

    /// <summary>Declarations with a mistake, each on its own.</summary>
    public static TheoryData<string> Wrong =>
    [
        "[Network, Input(4), Dense(2)] class Net;",
        "[Network] partial class Net;",
        "[Network, Dense(2)] partial class Net;",
        "[Network, Input] partial class Net;",
        "[Network, Input(4, 0)] partial class Net;",
        "[Network, Input(4)] partial class Net;\n[Dense(2)] partial class Net;",
        "class Outer { [Network, Input(4), Dense(2)] partial class Net; }",
        "[Network, Input(4), Dense(2)] partial class Net<T>;",
        "[Network, Input(4), Dense(2)] static partial class Net;",
        "[Network, Input(4), Dense(2)] abstract partial class Net;",
        "[Network, Input(4), Dense(2)] file partial class Net;",
        "[Network, Input(4), Dense(2)] partial class Net(int size) { public int Size => size; }",
        "[Network, Input(4), Dense(2)] partial class Net { public Net() { } }",
        "[Network, Input(4), Dense(2)] partial class Net { public Net(long seed) { } }",
        "[Network, Input(4), Dense(2)] partial class Net { public required int Size { get; set; } }",
        "[Network, Input(4), Dense(2)] partial record Net;",
        "class Parent(int size) { public int Size => size; }\n[Network, Input(4), Dense(2)] partial class Net : Parent;",
        "[Network, Input(4), Dense(2)] partial class Net { public int Layout => 1; }",
        "[Network, Input(4), Dense(2), Input(3)] partial class Net;",
        "[Network, Input(4), Hinge, Dense(2)] partial class Net;",
        "[Network, Input(4), Hinge, CrossEntropy] partial class Net;",
        "sealed class MineAttribute : LayerAttribute;\n[Network, Input(4), Mine, Dense(2)] partial class Net;",
        "[Network, Input(4), Dense(0)] partial class Net;",
        "[Network, Input(4), Dropout(1)] partial class Net;",
        "[Network, Input(4), CrossEntropy(LabelSmoothing = 2)] partial class Net;",
        "[Network, Input(4), ELU(0)] partial class Net;",
        "[Network, Input(4), LeakyReLU(float.NaN)] partial class Net;",
        "[Network, Input(4), Dense(2, Name = \"critic\"), Output(\"y\"), Objective(\"Critic\"), MeanSquaredError(On = \"y\")] partial class Net;",
        "[Network, Input(4), Huber(-1)] partial class Net;",
        "[Network, Input(4), Reshape(3)] partial class Net;",
        "[Network, Input(4), Reshape(-2)] partial class Net;",
        "[Network, Input(4), Dense(2, Name = \"save\")] partial class Net;",
        "[Network, Input(4), Dense(2, Name = \"a b\")] partial class Net;",
        "[Network, Input(4), Dense(100000000)] partial class Net;",
        "[Network, Input(4), Conv2D(2, Kernel = 1)] partial class Net;",
        "[Network, Input(4, 4, 4), Conv2D(2, Kernel = 5)] partial class Net;",
        "[Network, Input(4, 4, 4), Conv2D(2, Kernel = 3, Groups = 4)] partial class Net;",
        "[Network, Input(4, 4, 4), ConvTranspose2D(2, Kernel = 1, Padding = 2)] partial class Net;",
        "[Network, Input(4), Dense(1), CrossEntropy] partial class Net;",
        "[Network, Input(4), Dense(2), CrossEntropy(ClassWeights = [1f])] partial class Net;",
        "[Network, Input(4, 4), CrossEntropy] partial class Net;",
        "[Network, Input(4), Dense(\"width\")] partial class Net;",
        "[Network, Input(4), Use<string>] partial class Net;",
        "[Block, Dense(\"n\")] class B;\n[Network, Input(4), Use<B>] partial class Net;",
        "[Block(\"n\"), Dense(\"n\")] class B;\n[Network, Input(4), Use<B>] partial class Net;",
        "[Block(\"n\"), Dense(\"n\")] class B;\n[Network, Input(4), Use<B>(0)] partial class Net;",
        "[Block(\"n\"), Dense(\"n\")] class B;\n[Network, Input(4), Repeat<B>(-1, 4)] partial class Net;",
        "[Block, Use<B>] class B;\n[Network, Input(4), Repeat<B>(2)] partial class Net;",
        "[Block, Input(3)] class B;\n[Network, Input(4), Use<B>] partial class Net;",
        "[Block, Dropout(2f)] class B;\n[Block, Use<B>] class C;\n[Network, Input(4), Use<C>] partial class Net;",
        "[Block, Tanh] partial class B;\n[ReLU] partial class B;\n[Network, Input(4), Use<B>] partial class Net;",
    ];

    [Theory]
    [InlineData("Input(4)", "Dense(8)", "Dense(3, Name = \"logits\")", "")]
    [InlineData("Input({|ADJ0103:0|})", "Dense(8)", "Dense(3, Name = \"logits\")", "")]
    [InlineData("Input(4)", "Dense({|ADJ0201:0|})", "Dense(3, Name = \"logits\")", "")]
    [InlineData("Input(4)", "Dense(8), Dropout({|ADJ0202:5|})", "Dense(3, Name = \"logits\")", "")]
    [InlineData("Input(4)", "Dense(8), Reshape({|ADJ0304:7|})", "Dense(3, Name = \"logits\")", "")]
    [InlineData("Input(4)", "{|ADJ0303:MaxPool2D(2)|}, Dense(8)", "Dense(3, Name = \"logits\")", "")]
    [InlineData("Input(4)", "As(\"in\"), Dense(8), {|ADJ0301:Add(\"in\")|}", "Dense(3, Name = \"logits\")", "")]
    [InlineData("Input(4)", "Dense(8), Concat({|ADJ0306:\"nothing\"|})", "Dense(3, Name = \"logits\")", "")]
    [InlineData("Input(4)", "Dense(8)", "Dense({|ADJ0201:-3|}, Name = \"logits\")", "")]
    [InlineData("Input(4)", "Dense(8)", "Dense(3, Name = \"logits\")", "LabelSmoothing = {|ADJ0209:1|}")]
    [InlineData("Input(4)", "Dense(8)", "Dense(3, Name = \"logits\")", "ClassWeights = {|ADJ0412:new[] { 1f }|}")]
    public void One_mistake_is_one_error_in_a_program_that_uses_every_member(string input, string dense, string logits, string loss) =>
        AnalyzerHarness.Verify($"{Use}[Network, {input}, {dense}, PReLU, {logits}, CrossEntropy({loss})] sealed partial class Net;");

    [Theory]
    [InlineData("Dense(8)")]
    [InlineData("Dense({|ADJ0201:0|})")]
    public void One_mistake_is_one_error_in_a_network_of_doubles(string dense) => AnalyzerHarness.Verify($$"""
        using System;
        using Adjoint;

        static class Program
        {
            static double Train(Optimizer optimizer)
            {
                var network = new Net(seed: 7) { Threads = 2 };
                var (x, y, t, direction) = (new double[Net.InputSize], new double[Net.OutputSize], new double[Net.OutputSize], new double[Net.ParameterCount]);
                network.Predict(x, y);
                double loss = network.Loss(x, t) + network.Gradient(x, t, direction) + network.TrainStep(x, t, optimizer);
                network.Vjp(x, y, [], direction);
                network.Jvp(x, x, y, y);
                network.Jacobian(x, new double[Net.InputSize * Net.OutputSize]);
                loss += network.HessianVectorProduct(x, t, direction, direction) + network.Dense1.Weight[1, 0];
                ParameterView<double> bias = network.Dense1.Bias;
                network.Save("net");
                return loss + bias[0] + Fit<Net>(network) + network.Parameters[0];
            }

            static int Fit<T>(T network) where T
                : INetwork<T, double>, ITrainableNetwork<double>, IVjpNetwork<double>, IJvpNetwork<double>, IJacobianNetwork<double>, IHessianNetwork<double> =>
                network.InputSize + T.Load("net").OutputSize + network.Layout.Count;
        }

        [Network(Precision = Precision.Double, Derivatives = Derivatives.Vjp | Derivatives.Jvp | Derivatives.Jacobian | Derivatives.HessianVectorProduct)]
        [Input(4), {{dense}}, Tanh, Dense(3), MeanSquaredError]
        sealed partial class Net;
        """);

    /// <summary>The views of layers in blocks are there, however the mistake keeps the blocks from being read.</summary>
    [Theory]
    [InlineData("Use<B>(8)", "Dense(3)")]
    [InlineData("Use<B>(8)", "Dense({|ADJ0201:0|})")]
    [InlineData("Use<B>({|ADJ0312:0|})", "Dense(3)")]
    [InlineData("{|ADJ0311:Use<B>|}", "Dense(3)")]
    [InlineData("Use<B>({|ADJ0321:\"wdth\"|})", "Dense(3)")]
    [InlineData("Dense({|ADJ0201:0|}, Name = \"first\"), Use<B>(8)", "Dense(3)")]
    public void One_mistake_is_one_error_in_a_program_that_uses_views_of_blocks(string use, string head) => AnalyzerHarness.Verify($$"""
        using Adjoint;

        static class Program
        {
            static float Sum(Net net) => net.B1_Fc_0.Weight[0] + net.B1_Dense1.Bias[0] + net.B1_C1_Prelu1.Weight[0] + net.Layer2_0_Prelu1.Weight[0]
                + net.Layer2_1_Prelu1.Weight[0] + net.Dense1.Bias[0];
        }

        [Block("n"), Dense("n", Name = "fc.0"), Dense("n"), Use<C>] abstract class B;
        [Block, PReLU] abstract class C;
        [Network, Input(4), {{use}}, Repeat<C>(2, Name = "layer2"), {{head}}, CrossEntropy] sealed partial class Net;
        """);

    [Theory]
    [MemberData(nameof(Right))]
    public void A_right_declaration_is_compiled_and_nothing_is_reported(string declaration)
    {
        AnalyzerHarness.Verify("using Adjoint;\n" + declaration);
        Assert.False(IsStub(declaration), "The generator gave up, and the analyzer did not say why.");
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_declaration_gives_a_stub_and_an_error(string declaration)
    {
        Assert.NotEmpty(AnalyzerHarness.Run("using Adjoint;\n" + declaration));
        Assert.True(IsStub(declaration), "The analyzer reports an error, but the generator compiled the network.");
    }

    private static bool IsStub(string declaration)
    {
        var files = GeneratorHarness.Run("using Adjoint;\n" + declaration, new HarnessSettings { ExpectErrors = true }).Files;
        return files.Any(file => file.SourceText.ToString().Contains(" has errors; every member here throws", StringComparison.Ordinal));
    }
}
