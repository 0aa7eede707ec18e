using Adjoint.CodeFixes;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.CodeFixes;

public sealed class RefactoringTests
{
    private const string Using = "using Adjoint;\n\n";

    /// <summary>What is between the marks goes into a block; the network has as many parameters as before, and nothing is wrong with it.</summary>
    [Theory]
    [InlineData(
        "[Network, Input(4)]\n[«Dense(8), ReLU, Dense(4)», Tanh]\npublic sealed partial class Net;",
        "[Network, Input(4)]\n[Use<NetBlock>, Tanh]\npublic sealed partial class Net;\n\n[Block]\n[Dense(8), ReLU, Dense(4)]\npublic abstract class NetBlock;")]
    [InlineData(
        "[Network, Input(4)]\n[As(\"other\"), «As(\"in\"), Dense(4)]\n[ReLU, Add(\"in\"), Tanh]\n[Dense(3), Softmax»]\npartial class Net { class NetBlock { } }",
        "[Network, Input(4)]\n[As(\"other\"), Use<NetBlock2>]\npartial class Net { class NetBlock { } }\n\n[Block]\n[As(\"in\"), Dense(4)]\n[ReLU, Add(\"in\"), Tanh]\n[Dense(3), Softmax]\nabstract class NetBlock2;")]
    public async Task Layers_are_extracted_into_a_block(string marked, string after)
    {
        var text = await RefactoringHarness.Apply<ExtractBlockRefactoring>(Using + marked);
        Assert.Equal(Using + after, text);
        AnalyzerHarness.Verify(text!);
    }

    [Theory]
    [InlineData("[Network, Input(4), «Dense(8)», ReLU] partial class Net;")]
    [InlineData("[Network, «Input(4), Dense(8), ReLU»] partial class Net;")]
    [InlineData("[Network, Input(4), «Dense(8), CrossEntropy»] partial class Net;")]
    [InlineData("[Network, Input(4), As(\"in\"), «Dense(4), Add(\"in\")»] partial class Net;")]
    [InlineData("[Network, Input(4), «Dense(4, Name = \"a\"), ReLU», Add(\"a\")] partial class Net;")]
    public async Task Layers_that_no_block_could_hold_are_left_where_they_are(string marked) =>
        Assert.Null(await RefactoringHarness.Apply<ExtractBlockRefactoring>(Using + marked));

    [Fact]
    public async Task A_model_of_PyTorch_becomes_a_declaration()
    {
        const string before = """
            using Adjoint;

            // model = nn.Sequential(
            //     nn.Conv2d(1, 6, kernel_size=5, padding=2), nn.ReLU(inplace=True),
            //     nn.MaxPool2d(2, stride=2),   # halves
            //     nn.Conv2d(6, 16, (5, 3), bias=False), nn.BatchNorm2d(16), nn.LeakyReLU(0.2), nn.AvgPool2d(2),
            //     nn.Sequential(nn.Flatten(), nn.Dropout(p=0.25), nn.Linear(480, 84), nn.Tanh()),
            //     nn.Identity(), nn.Linear(84, 10, bias=False), nn.LogSoftmax(dim=1),
            // )
            public sealed class «LeNet»;
            """;
        var text = await RefactoringHarness.Apply<FromTorchRefactoring>(before);
        const string declaration = """
            [Network, Input(1, 0, 0)]
            [Conv2D(6, Kernel = 5, Padding = 2), ReLU, MaxPool2D(2, Stride = 2)]
            [Conv2D(16, Kernels = [5, 3], Bias = false), BatchNorm, LeakyReLU(0.2f), AveragePool2D(2)]
            [Flatten, Dropout(0.25f), Dense(84), Tanh]
            [Dense(10, Bias = false), LogSoftmax]
            public sealed partial class LeNet;
            """;
        Assert.Equal(before[..before.IndexOf("public", StringComparison.Ordinal)] + declaration, text);
        // PyTorch does not say how large an image is; the error at the zeros asks for it.
        AnalyzerHarness.Verify(text!.Replace("0, 0)", "{|ADJ0103:0|}, {|ADJ0103:0|})", StringComparison.Ordinal));
        AnalyzerHarness.Verify(text!.Replace("0, 0)", "28, 28)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/* nn.Sequential(nn.Linear(4, 8), nn.ELU(), nn.Linear(8, 2)) */\n[Network]\npartial class «N»;", "[Network]\n[Input(4)]\n[Dense(8), ELU(1f)]\n[Dense(2)]\npartial class N;")]
    [InlineData("// nn.Sequential(nn.Linear(4, 8), nn.GRU(8, 8))\nclass «N»;", null)]
    [InlineData("// nn.Sequential(nn.Linear(4, 8), nn.MaxPool2d(2, ceil_mode=True))\nclass «N»;", null)]
    [InlineData("// nn.Sequential(nn.Linear(4, 8)\nclass «N»;", null)]
    [InlineData("// nn.Sequential(nn.Linear(4, 8))\n[Network, Input(4), Dense(8)] partial class «N»;", null)]
    [InlineData("// A class.\nclass «N»;", null)]
    public async Task What_is_not_known_is_not_translated(string marked, string? after)
    {
        var text = await RefactoringHarness.Apply<FromTorchRefactoring>(Using + marked);
        Assert.Equal(after is null ? null : Using + marked[..marked.IndexOf('\n', StringComparison.Ordinal)] + "\n" + after, text);
    }
}
