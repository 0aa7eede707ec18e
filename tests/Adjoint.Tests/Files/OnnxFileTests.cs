using System.Runtime.InteropServices;
using Adjoint.Runtime;

namespace Adjoint.Tests.Files;

/// <summary>ONNX files, read by the description of their format. What their graphs compute, ONNX Runtime has been asked: see the generator's tests.</summary>
public sealed class OnnxFileTests
{
    // The fields of ModelProto, GraphProto, TensorProto, NodeProto and AttributeProto that are looked at.
    private const int IrVersion = 1, Producer = 2, Graph = 7, OpsetImport = 8, Metadata = 14;
    private const int Nodes = 1, Initializers = 5, Inputs = 11, Outputs = 12;
    private const int Dims = 1, DataType = 2, TensorName = 8, RawData = 9;
    private const int Floats = 1, Doubles = 11;

    [Fact]
    public void A_file_says_its_version_its_operators_and_who_wrote_it()
    {
        var model = Saved(new OnnxPicture(seed: 1));
        Assert.Equal(8, model.Integer(IrVersion));
        Assert.Equal("Adjoint", model.Text(Producer));
        Assert.Equal(17, model.Message(OpsetImport).Integer(2));
        Assert.Equal(["network", nameof(OnnxPicture)], [model.Message(Metadata).Text(1), model.Message(Metadata).Text(2)]);
        Assert.Equal(nameof(OnnxPicture), model.Message(Graph).Text(2));
    }

    [Fact]
    public void Tensors_have_their_names_their_shapes_and_row_major_values()
    {
        var network = new OnnxPicture(seed: 1);
        var tensors = Saved(network).Message(Graph).Messages(Initializers).ToDictionary(static t => t.Text(TensorName));
        for (var i = 0; i < OnnxPicture.Layout.Parameters.Count; i++)
        {
            var (info, values) = (OnnxPicture.Layout.Parameters[i], new float[OnnxPicture.Layout.Parameters[i].Length]);
            ((INetwork<float>)network).View(i).CopyTo(values);
            var tensor = tensors[info.Name];
            Assert.Equal(info.Shape.Select(static size => (long)size), tensor.Integers(Dims));
            Assert.Equal(Floats, tensor.Integer(DataType));
            Assert.Equal(values, MemoryMarshal.Cast<byte, float>(tensor.Bytes(RawData)).ToArray());
        }
    }

    [Fact]
    public void A_network_of_doubles_has_tensors_of_doubles()
    {
        var network = new OnnxOfDoubles(seed: 1);
        var weight = Saved(network).Message(Graph).Messages(Initializers).Single(static t => t.Text(TensorName) == "dense1.weight");
        Assert.Equal(Doubles, weight.Integer(DataType));
        var values = new double[15];
        ((INetwork<double>)network).View(0).CopyTo(values);
        Assert.Equal(values, MemoryMarshal.Cast<byte, double>(weight.Bytes(RawData)).ToArray());
    }

    [Fact]
    public void Rows_are_called_N()
    {
        var graph = Saved(new OnnxPicture(seed: 1)).Message(Graph);
        foreach (var (port, name, sizes) in new[] { (graph.Message(Inputs), "x", new long[] { 2, 7, 6 }), (graph.Message(Outputs), "logits", [3]) })
        {
            Assert.Equal(name, port.Text(1));
            var dims = port.Message(2).Message(1).Message(2).Messages(1);
            Assert.Equal("N", dims[0].Text(2));
            Assert.Equal(sizes, dims.Skip(1).Select(static dim => dim.Integer(1)));
        }
    }

    [Fact]
    public void Operators_have_their_attributes()
    {
        var conv = Saved(new OnnxPicture(seed: 1)).Message(Graph).Messages(Nodes)[0];
        Assert.Equal(["x", "conv1.weight", "conv1.bias"], conv.Texts(1));
        Assert.Equal("Conv", conv.Text(4));
        var attributes = conv.Messages(5).ToDictionary(static a => a.Text(1));
        Assert.Equal([3, 3], attributes["kernel_shape"].Integers(8));
        Assert.Equal([1, 1, 1, 1], attributes["pads"].Integers(8));
        Assert.Equal(1, attributes["group"].Integer(3));
        var leaky = Saved(new OnnxPicture(seed: 1)).Message(Graph).Messages(Nodes)[1];
        Assert.Equal(0.2f, leaky.Message(5).Float(2));
    }

    [Fact]
    public void The_interface_saves_the_same_file()
    {
        using var directory = new ScratchDirectory();
        var network = new OnnxPicture(seed: 1);
        network.SaveOnnx(directory.File("a.onnx"));
        ((INetwork)network).SaveOnnx(directory.File("b.onnx"));
        Assert.Equal(File.ReadAllBytes(directory.File("a.onnx")), File.ReadAllBytes(directory.File("b.onnx")));
        Assert.Equal(["a.onnx", "b.onnx"], directory.Names);
    }

    [Fact]
    public void A_file_that_cannot_be_written_leaves_the_old_one()
    {
        using var directory = new ScratchDirectory();
        var path = directory.Write("a.onnx", [1, 2, 3]);
        Assert.Throws<InvalidOperationException>(() => OnnxFile.Save(path, TinyNetwork.Block(), static _ => throw new InvalidOperationException()));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Throws<DirectoryNotFoundException>(() => new OnnxPicture(seed: 1).SaveOnnx(directory.File("nowhere/a.onnx")));
        Assert.Throws<ArgumentException>(static () => new OnnxPicture(seed: 1).SaveOnnx(""));
    }

    [Fact]
    public void A_graph_beyond_two_gibibytes_is_refused_in_words()
    {
        OnnxFile.RequireRoom("Large", 2_000_000_000);
        var fault = Assert.Throws<NotSupportedException>(static () => OnnxFile.RequireRoom("Large", 2_147_483_647));
        Assert.Equal("Large has 2,047 MiB of weights, and an ONNX file holds less than 2,048. Save it as safetensors.", fault.Message);
    }

    private static ProtoFields Saved(INetwork network)
    {
        using var directory = new ScratchDirectory();
        var path = directory.File("a.onnx");
        network.SaveOnnx(path);
        return new ProtoFields(File.ReadAllBytes(path));
    }
}

[Network, Input(2, 7, 6), Conv2D(5, Kernel = 3, Padding = 1), LeakyReLU(0.2f), BatchNorm, Flatten, Dense(3), Output("logits"), CrossEntropy]
internal sealed partial class OnnxPicture;

[Network(Precision = Precision.Double), Input(5), Dense(3), Tanh]
internal sealed partial class OnnxOfDoubles;
