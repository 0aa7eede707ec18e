using Adjoint.Runtime;

namespace Adjoint.Tests.Files;

public sealed class SafetensorsWriterTests
{
    [Fact]
    public void A_small_file_is_pinned_to_the_byte()
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, TinyNetwork.Block(), [("format", "pt"), ("network", "Tiny"), ("producer", "Adjoint 9.8.7")]);

        // 259 bytes of JSON and five spaces; names sorted, shapes as PyTorch states them.
        const string header =
            """{"__metadata__":{"format":"pt","network":"Tiny","producer":"Adjoint 9.8.7"},"fc1.bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"fc1.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]},"scale":{"dtype":"F32","shape":[],"data_offsets":[32,36]}}"""
                + "     ";
        const string data =
            "000080BF" + "000000C0" +
            "0000803F" + "00000040" + "00004040" + "00008040" + "0000A040" + "0000C040" +
            "0000003F";
        var file = stream.ToArray();
        Assert.Equal("0801000000000000", Convert.ToHexString(file[..8]));
        Assert.Equal(header, System.Text.Encoding.UTF8.GetString(file[8..^36]));
        Assert.Equal(data, Convert.ToHexString(file[^36..]));
    }

    [Fact]
    public void Saving_names_format_network_and_producer()
    {
        var text = System.Text.Encoding.UTF8.GetString(TinyNetwork.Saved(TinyNetwork.Block()));
        var version = typeof(ModelFile).Assembly.GetName().Version!;
        Assert.Contains(
            $$"""{"__metadata__":{"format":"pt","network":"Tiny","producer":"Adjoint {{version.Major}}.{{version.Minor}}.{{version.Build}}"},""", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n")]
    [InlineData("name")]
    [InlineData("a.longer.name")]
    [InlineData("größe.重み")]
    [InlineData("a \"quoted\" \\ name")]
    public void The_data_start_at_a_multiple_of_eight_whatever_the_names(string name)
    {
        var layout = new ParameterLayout("Any", new ParameterInfo(name, [3], 0, ParameterRole.Bias, Initializer.Zeros, 3, 3, outputsTogether: 1));
        var block = new ParameterBlock<float>(layout, seed: 0);
        block.View(0).CopyFrom([1, 2, 3]);
        var file = TinyNetwork.Saved(block);
        Assert.Equal(0, (file.Length - 12) % 8);

        var loaded = new ParameterBlock<float>(layout, seed: 0);
        TinyNetwork.Load(file, loaded);
        Assert.Equal([1, 2, 3], loaded.Span.ToArray());
    }

    [Fact]
    public void A_tensor_longer_than_the_buffer_is_written_in_row_major_order()
    {
        const int outputs = 37, inputs = 1001;
        var layout = new ParameterLayout("Wide", new ParameterInfo("w", [outputs, inputs], 0, ParameterRole.Weight, Initializer.Zeros, inputs, outputs, outputsTogether: 16));
        var block = new ParameterBlock<float>(layout, seed: 0);
        block.View(0).CopyFrom(Enumerable.Range(0, outputs * inputs).Select(static i => (float)i).ToArray());
        var file = TinyNetwork.Saved(block);
        for (var i = 0; i < outputs * inputs; i++)
            Assert.Equal(i, BitConverter.ToSingle(file, file.Length - 4 * (outputs * inputs - i)));
    }
}
