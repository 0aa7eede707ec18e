using System.Diagnostics;
using Adjoint.Tool.Import;
using Adjoint.Tool.Tests.Harness;
using Onnx;
using static Onnx.TensorProto.Types;

namespace Adjoint.Tool.Tests;

/// <summary>Files that break the format, or would cost more than they are worth, are refused in words.</summary>
public class HostileFileTests
{
    private static OnnxModel Model() => new OnnxModel().Input("x", 0, 5).Output("y");

    [Fact]
    public void Bytes_that_are_no_model_are_refused()
    {
        Assert.Contains("not an ONNX file", Imports.Refusal("<html>not found</html>"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("not an ONNX file", Imports.Refusal([]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_cut_off_is_refused_wherever_it_was_cut()
    {
        var whole = Model().Weight("w", 3, 5).Node("Gemm", "x w", "y", ("transB", 1)).Bytes;
        for (var length = 0; length < whole.Length; length++)
        {
            // A part may be a smaller model; anything else is refused by an exception of the importer's own.
            try
            {
                _ = Importer.Import(whole[..length], new ImportOptions());
            }
            catch (ImportException)
            {
            }
        }
    }

    [Fact]
    public void Any_byte_may_be_another_without_a_crash()
    {
        var whole = Model().Weight("w", 3, 5).Wholes("s", -1, 3).Node("Gemm", "x w", "a", ("transB", 1)).Node("Reshape", "a s", "y").Bytes;
        for (var i = 0; i < whole.Length; i++)
        {
            foreach (var flip in new byte[] { 0x01, 0x80, 0xff })
            {
                var broken = whole.ToArray();
                broken[i] ^= flip;
                try
                {
                    _ = Importer.Import(broken, new ImportOptions());
                }
                catch (ImportException)
                {
                }
            }
        }
    }

    [Fact]
    public void A_circle_is_refused() =>
        Assert.Equal("the node 'Tanh_a' (Tanh) and others read one another in a circle", Model().Node("Tanh", "b", "a").Node("Tanh", "a", "b").Node("Add", "x b", "y").Refusal());

    [Fact]
    public void Nodes_in_the_wrong_order_are_sorted() =>
        Assert.Contains("Tanh, Sigmoid", Model().Node("Sigmoid", "a", "y").Node("Tanh", "x", "a").Text().Replace("]\n[", ", ", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void A_value_that_nothing_makes_is_refused() => Assert.Equal("the node 'Tanh_y' (Tanh) reads 'z', which nothing makes", Model().Node("Tanh", "z", "y").Refusal());

    [Fact]
    public void An_output_that_nothing_makes_is_refused() => Assert.Equal("nothing makes the output 'y'", Model().Node("Tanh", "x", "z").Refusal());

    [Fact]
    public void A_value_that_is_made_twice_is_refused() => Assert.Equal("the value 'y' is made twice", Model().Node("Tanh", "x", "y").Node("Relu", "x", "y").Refusal());

    [Theory]
    [InlineData(new[] { 3_000_000_000L, 3_000_000_000L, 3_000_000_000L }, "overflows")]
    [InlineData(new[] { 2_000_000_000L }, "it claims 2,000,000,000 numbers")]
    [InlineData(new[] { 500_000_000L }, "its shape [500000000] needs 500,000,000 numbers, and it has 1")]
    [InlineData(new[] { -4L }, "negative size")]
    public void A_tensor_that_claims_more_than_the_file_has_costs_nothing(long[] dims, string message)
    {
        var model = Model().Node("Add", "x w", "y");
        model.Graph.Initializer.Add(new TensorProto { Name = "w", DataType = (int)DataType.Float, Dims = { dims }, FloatData = { 1 } });
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(message, model.Refusal(), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData("../weights.bin", "which is not in the model's own folder")]
    [InlineData("/etc/passwd", "which is not in the model's own folder")]
    [InlineData("a/../../weights.bin", "which is not in the model's own folder")]
    [InlineData("missing.bin", "does not exist")]
    public void Tensors_in_other_files_stay_in_the_folder(string location, string message)
    {
        var model = Model().Node("Add", "x w", "y");
        model.Graph.Initializer.Add(new TensorProto
        {
            Name = "w",
            DataType = (int)DataType.Float,
            Dims = { 5 },
            DataLocation = DataLocation.External,
            ExternalData = { new StringStringEntryProto { Key = "location", Value = location } },
        });
        var refusal = Assert.Throws<ImportException>(() => Importer.Import(model.Bytes, new ImportOptions { Folder = Path.GetTempPath() })).Message;
        Assert.Contains(message, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConstantOfShape")]
    [InlineData("Range")]
    public void A_few_bytes_do_not_grow_to_gigabytes(string type)
    {
        var model = Model().Wholes("many", 1_000_000_000, 50).Wholes("zero", [], 0).Wholes("most", [], 900_000_000_000).Wholes("one", [], 1);
        var imported = (type == "Range" ? model.Node("Range", "zero most one", "c") : model.Node("ConstantOfShape", "many", "c")).Node("Add", "x c", "y").Import();
        Assert.Contains(type, Assert.Single(imported.Problems).Operator, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_chain_is_imported_without_recursion()
    {
        var model = new OnnxModel().Input("x", 0, 5);
        for (var i = 0; i < 5_000; i++)
            model.Node("Tanh", i == 0 ? "x" : $"v{i}", $"v{i + 1}");
        var time = Stopwatch.StartNew();
        Assert.Equal(5_000, model.Output("v5000").Import().Layers);
        Assert.InRange(time.Elapsed.TotalSeconds, 0, 20);
    }

    [Theory]
    [InlineData("tokens")]
    [InlineData("numbers")]
    public void A_chain_whose_nodes_each_read_a_value_twice_ends(string kind)
    {
        // As a tree there would be 2^200 of them.
        var model = kind == "tokens" ? new OnnxModel().Input("x", DataType.Int64, 0, 7) : new OnnxModel().Input("x", 0, 7);
        for (var i = 0; i < 200; i++)
            model.Node("Flatten", i == 0 ? "x x" : $"v{i} v{i}", $"v{i + 1}");
        if (kind == "tokens")
            model.Weight("table", 11, 5).Node("Gather", "table v200", "y").Output("y");
        else
            model.Output("v200");
        Assert.Empty(model.Import().Problems);
    }

    [Fact]
    public void A_long_chain_of_shapes_before_a_table_is_followed_without_recursion()
    {
        var model = new OnnxModel().Input("x", DataType.Int64, 0, 7).Weight("table", 11, 5);
        for (var i = 0; i < 20_000; i++)
            model.Node("Flatten", i == 0 ? "x" : $"v{i}", $"v{i + 1}");
        Assert.Empty(model.Node("Gather", "table v20000", "y").Output("y").Import().Problems);
    }

    [Fact]
    public void Constants_that_each_may_be_large_are_not_all_large()
    {
        var model = Model().Wholes("many", 4000, 4000);
        for (var i = 0; i < 8; i++)
            model.Node("ConstantOfShape", "many", $"c{i}").Node("ReduceSum", $"c{i}", $"s{i}", ("keepdims", 0));
        var imported = model.Node("Sum", "x s0 s1 s2 s3 s4 s5 s6 s7", "y").Import();
        Assert.Contains("the constants up to here have", imported.Problems[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LSTM", new[] { 1, 20, 3 }, new[] { 1, 16, 5 })]
    [InlineData("LSTM", new[] { 3, 20, 3 }, new[] { 3, 20, 5 })]
    [InlineData("GRU", new[] { 1, 15, 3 }, new[] { 1, 10, 5 })]
    public void Weights_of_a_recurrent_layer_that_do_not_fit_together_are_refused(string type, int[] weight, int[] recurrence)
    {
        var model = new OnnxModel().Input("x", 7, 0, 3).Weight("w", weight).Weight("r", recurrence).Node(type, "x w r", "a", ("hidden_size", 5)).Output("a");
        Assert.Contains(model.Import(new ImportOptions { Rows = RowsAxis.Second }).Problems, static problem => problem.Message.Contains("do not fit together", StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_that_cannot_be_imported_is_listed()
    {
        var imported = Model().Node("Floor", "x", "a").Node("Tanh", "a", "b").Node("NonZero", "b", "c").Node("Exp", "x", "d").Node("com.example.Fancy", "d", "e").Node("Sum", "c e", "y").Import();
        Assert.Equal(["Floor_a", "NonZero_c", "com.example.Fancy_e"], imported.Problems.Select(static p => p.Node));
        Assert.Equal("", imported.Source);
    }

    [Fact]
    public void Names_with_quotes_and_line_breaks_stay_within_their_literals()
    {
        const string evil = "a\"), Evil(\"\n]class X{}//";
        var model = new OnnxModel().Input(evil, 0, 5).Input("b\\", 0, 5).Weight(evil + ".weight", 3, 5);
        model.Graph.Node.Add(new NodeProto { OpType = "Add", Input = { evil, "b\\" }, Output = { "s" } });
        model.Graph.Node.Add(new NodeProto
        {
            OpType = "Gemm",
            Input = { "s", evil + ".weight" },
            Output = { evil + "o" },
            Attribute = { new AttributeProto { Name = "transB", I = 1, Type = AttributeProto.Types.AttributeType.Int } },
        });
        var text = model.Output(evil + "o").Text();
        Assert.DoesNotContain("Evil(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("class X", text, StringComparison.Ordinal);
        Assert.Contains("Input(\"a____Evil", text, StringComparison.Ordinal);
    }
}
