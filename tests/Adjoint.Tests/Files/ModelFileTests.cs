using Adjoint.Runtime;

namespace Adjoint.Tests.Files;

public sealed class ModelFileTests
{
    [Fact]
    public void What_is_saved_is_loaded_to_the_bit()
    {
        using var scratch = new ScratchDirectory();
        var saved = TinyNetwork.Block();
        float[] special = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, float.Epsilon, float.MaxValue, 0.1f, 1 / 3f, -1e-38f];
        special.CopyTo(saved.Span);
        ModelFile.Save(scratch.File("m.safetensors"), saved);

        var loaded = TinyNetwork.Untouched();
        ModelFile.Load(scratch.File("m.safetensors"), loaded, new LoadOptions { AllowNonFinite = true });
        Assert.Equal(special.Select(BitConverter.SingleToInt32Bits), loaded.Span.ToArray().Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(["m.safetensors"], scratch.Names);
    }

    [Fact]
    public void Saving_again_replaces_the_file()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.Write("m.safetensors", new byte[100_000]);
        ModelFile.Save(path, TinyNetwork.Block());
        Assert.Equal(TinyNetwork.Saved(TinyNetwork.Block()), File.ReadAllBytes(path));
    }

    [Fact]
    public void The_order_of_the_header_need_not_be_that_of_the_data()
    {
        const string header =
            """{"scale":{"data_offsets":[0,4],"shape":[],"dtype":"F32"},"fc1.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[12,36]},"fc1.bias":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""";
        var data = new float[] { 9, 7, 8, 1, 2, 3, 4, 5, 6 }.SelectMany(BitConverter.GetBytes).ToArray();
        var block = TinyNetwork.Untouched();
        TinyNetwork.Load(TinyNetwork.File(System.Text.Encoding.UTF8.GetBytes(header), data), block);
        Assert.Equal(2, block.View(0)[0, 1]);
        Assert.Equal(4, block.View(0)[1, 0]);
        Assert.Equal([7, 8], [block.View(1)[0], block.View(1)[1]]);
        Assert.Equal(9, block.View(2)[0]);
    }

    [Fact]
    public void All_that_does_not_fit_is_named_in_one_message()
    {
        const string header =
            """{"__metadata__":{"network":"Other"},"fc1.wieght":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"fc1.bias":{"dtype":"F32","shape":[1,2],"data_offsets":[24,32]}}""";
        Assert.Equal(
            "'tiny.safetensors' does not fit network 'Tiny'; nothing was loaded. It was saved from a network named 'Other'. "
            + "Missing from the file: 'fc1.weight' [2, 3] (is 'fc1.wieght' meant?), 'scale' []. "
            + "In the file but not in the network: 'fc1.wieght' [2, 3]. "
            + "Of another shape: 'fc1.bias' is [1, 2], [2] is needed.",
            TinyNetwork.Refusal(TinyNetwork.File(header, 32)));
    }

    [Fact]
    public void Long_lists_are_cut_short()
    {
        var extra = string.Concat(Enumerable.Range(0, 9).Select(static i => $$""","x{{i}}":{"dtype":"U8","shape":[0],"data_offsets":[36,36]}"""));
        var message = TinyNetwork.Refusal(TinyNetwork.File(TinyNetwork.Header[..^1] + extra + "}"));
        Assert.EndsWith("In the file but not in the network: 'x0' [0], 'x1' [0], 'x2' [0], 'x3' [0] and 5 more.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_name_cannot_choose_the_length_or_the_control_characters_of_a_message()
    {
        var entry = $$"""{"dtype":"U8","shape":[0{{string.Concat(Enumerable.Repeat(",1", 63))}}],"data_offsets":[36,36]}""";
        foreach (var letters in new[] { 1_000, 100_000 })
        {
            var message = TinyNetwork.Refusal(TinyNetwork.File($"{TinyNetwork.Header[..^1]},\"\\u001b[2J{new string('x', letters)}\":{entry}}}"));
            Assert.InRange(message.Length, 50, 400);
            Assert.DoesNotContain(message, char.IsControl);
        }
    }

    [Fact]
    public void A_missing_file_is_reported_by_the_operating_system()
    {
        using var scratch = new ScratchDirectory();
        Assert.Throws<FileNotFoundException>(() => ModelFile.Load(scratch.File("none"), TinyNetwork.Block()));
        Assert.Throws<DirectoryNotFoundException>(() => ModelFile.Save(scratch.File("none/m"), TinyNetwork.Block()));
    }

    [Fact]
    public void A_disk_that_fails_half_way_leaves_the_parameters_as_they_were()
    {
        var block = TinyNetwork.Untouched();
        using var stream = new FailingStream(TinyNetwork.Saved(TinyNetwork.Block()), readable: 280);
        Assert.Throws<IOException>(() => ModelFile.Read(stream, "tiny.safetensors", block));
        Assert.Equal(TinyNetwork.Untouched().Span.ToArray(), block.Span.ToArray());
    }

    /// <summary>A file of which only the first bytes can be read.</summary>
    private sealed class FailingStream(byte[] content, int readable) : MemoryStream(content)
    {
        public override int Read(Span<byte> buffer) =>
            Position + buffer.Length > readable ? throw new IOException("The disk failed.") : base.Read(buffer);
    }
}
