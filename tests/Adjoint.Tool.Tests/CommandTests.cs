using Adjoint.Tool.Tests.Harness;

namespace Adjoint.Tool.Tests;

/// <summary>The command line: exit codes, files, and what is said.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("adjoint-tool-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_model_becomes_a_class_and_its_parameters()
    {
        Write("tiny-net.onnx", new OnnxModel().Input("x", 0, 5).Weight("fc.weight", 3, 5).Node("Gemm", "x fc.weight", "y", ("transB", 1)).Output("y"));
        var (code, output, error) = Run("import", PathOf("tiny-net.onnx"), "--out", PathOf("TinyNet.cs"), "--namespace", "Some.Nets", "--loss", "MeanSquaredError");
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
            "using Adjoint;\n\nnamespace Some.Nets;\n\n[Network, Input(5)]\n[Dense(3, Bias = false, Name = \"fc\")]\n[MeanSquaredError]\npublic sealed partial class TinyNet;\n",
            File.ReadAllText(PathOf("TinyNet.cs")));
        Assert.True(File.Exists(PathOf("TinyNet.safetensors")));
        Assert.Contains("TinyNet.cs: 1 layer.", output, StringComparison.Ordinal);
        Assert.Contains("15 parameters in 1 tensor.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_imported_is_listed_and_nothing_is_written()
    {
        Write("model.onnx", new OnnxModel().Input("x", 0, 5).Node("Floor", "x", "a").Node("NonZero", "a", "y").Output("y"));
        var (code, _, error) = Run("import", PathOf("model.onnx"), "--out", PathOf("Model.cs"));
        Assert.Equal(2, code);
        Assert.Contains("nothing was written. 2 nodes could not be translated:", error, StringComparison.Ordinal);
        Assert.Contains("Floor 'Floor_a'", error, StringComparison.Ordinal);
        Assert.Contains("NonZero 'NonZero_y'", error, StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("Model.cs")) || File.Exists(PathOf("Model.safetensors")));
    }

    [Fact]
    public void A_name_in_a_message_cannot_move_the_cursor()
    {
        Write("model.onnx", new OnnxModel().Input("x", 0, 5).Node("Floor", "x", "\u001b[2J\u202ey").Output("\u001b[2J\u202ey"));
        var (_, _, error) = Run("import", PathOf("model.onnx"), "--out", PathOf("Model.cs"));
        Assert.Contains("\\u001b[2J\\u202ey", error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no file", "missing.onnx")]
    [InlineData("is not an ONNX file; export the model", "model.pt")]
    [InlineData("should end in .cs", "model.onnx", "--out", "Model.txt")]
    [InlineData("cannot be the name of a class", "model.onnx", "--out", "1st.cs")]
    [InlineData("There is no folder", "model.onnx", "--out", "nowhere/Model.cs")]
    [InlineData("is not a namespace", "model.onnx", "--namespace", "a b")]
    [InlineData("'seq' is not a size", "model.onnx", "--size", "seq")]
    [InlineData("--lost", "model.onnx", "--lost", "x")]
    [InlineData("third", "model.onnx", "--rows", "third")]
    public void A_mistake_on_the_command_line_is_explained(string message, string model, params string[] more)
    {
        Write("model.onnx", new OnnxModel().Input("x", 0, 5).Node("Tanh", "x", "y").Output("y"));
        File.WriteAllText(PathOf("model.pt"), "");
        string[] arguments = [.. more.Select((text, i) => i > 0 && more[i - 1] == "--out" ? PathOf(text) : text)];
        var (code, output, error) = Run(["import", PathOf(model), .. arguments]);
        Assert.Equal(1, code);
        Assert.Contains(message, output + error, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_there_stay_unless_force_says_otherwise()
    {
        Write("model.onnx", new OnnxModel().Input("x", 0, 5).Node("Tanh", "x", "y").Output("y"));
        File.WriteAllText(PathOf("Model.cs"), "mine");
        Assert.Equal(1, Run("import", PathOf("model.onnx"), "--out", PathOf("Model.cs")).Code);
        Assert.Equal("mine", File.ReadAllText(PathOf("Model.cs")));
        Assert.Equal(0, Run("import", PathOf("model.onnx"), "--out", PathOf("Model.cs"), "--force").Code);
        Assert.StartsWith("using Adjoint;", File.ReadAllText(PathOf("Model.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_axis_that_the_model_leaves_open_is_asked_for()
    {
        var model = new OnnxModel().Input("x", 0, 5, 4).Node("Tanh", "x", "y").Output("y");
        model.Graph.Input[0].Type.TensorType.Shape.Dim[1] = new Onnx.TensorShapeProto.Types.Dimension { DimParam = "seq" };
        Write("model.onnx", model);
        var (code, _, error) = Run("import", PathOf("model.onnx"), "--out", PathOf("Model.cs"));
        Assert.Equal(2, code);
        Assert.Contains("write --size seq=…", error, StringComparison.Ordinal);
        Assert.Equal(0, Run("import", PathOf("model.onnx"), "--out", PathOf("Model.cs"), "--size", "seq=7").Code);
        Assert.Contains("Input(7, 4)", File.ReadAllText(PathOf("Model.cs")), StringComparison.Ordinal);
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private void Write(string name, OnnxModel model) => File.WriteAllBytes(PathOf(name), model.Bytes);

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = Commands.Tool.Run(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
