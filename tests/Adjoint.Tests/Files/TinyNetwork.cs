using System.Buffers.Binary;
using System.Text;
using Adjoint.Runtime;

namespace Adjoint.Tests.Files;

/// <summary>A parameter block with a matrix, a vector and a single number, and files made by hand for it.</summary>
internal static class TinyNetwork
{
    /// <summary>A well-formed header for <see cref="Block"/> but for the metadata.</summary>
    public const string Header =
        """{"fc1.bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"fc1.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]},"scale":{"dtype":"F32","shape":[],"data_offsets":[32,36]}}""";

    /// <summary>The bytes of the values that <see cref="Header"/> announces.</summary>
    public const int DataBytes = 36;

    /// <summary>fc1.weight [2, 3] = 1 … 6, fc1.bias [2] = −1, −2, scale [] = 0.5.</summary>
    public static ParameterBlock<float> Block()
    {
        var block = Empty();
        block.View(0).CopyFrom([1, 2, 3, 4, 5, 6]);
        block.View(1).CopyFrom([-1, -2]);
        block.View(2).CopyFrom([0.5f]);
        return block;
    }

    /// <summary>The same tensors, filled with 77: what a refused file must leave standing.</summary>
    public static ParameterBlock<float> Untouched()
    {
        var block = Empty();
        block.Span.Fill(77);
        return block;
    }

    /// <summary>A file of a header and <paramref name="dataBytes"/> zeros.</summary>
    public static byte[] File(string header, int dataBytes = DataBytes) => File(Encoding.UTF8.GetBytes(header), new byte[dataBytes]);

    /// <summary>A file of a header and data.</summary>
    public static byte[] File(byte[] header, byte[] data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        return [.. length, .. header, .. data];
    }

    /// <summary>The file that saving writes.</summary>
    public static byte[] Saved(ParameterBlock<float> block)
    {
        using var stream = new MemoryStream();
        ModelFile.Write(stream, block);
        return stream.ToArray();
    }

    /// <summary>Loads a file's bytes.</summary>
    public static void Load(byte[] file, ParameterBlock<float> block, LoadOptions? options = null)
    {
        using var stream = new MemoryStream(file, writable: false);
        ModelFile.Read(stream, "tiny.safetensors", block, options);
    }

    /// <summary>Loads a file that must be refused; nothing may have been changed.</summary>
    public static string Refusal(byte[] file)
    {
        var block = Untouched();
        var fault = Assert.Throws<ModelFileException>(() => Load(file, block));
        Assert.Equal(Untouched().Span.ToArray(), block.Span.ToArray());
        return fault.Message;
    }

    private static ParameterBlock<float> Empty() => new(
        new ParameterLayout(
            "Tiny",
            new ParameterInfo("fc1.weight", [2, 3], 0, ParameterRole.Weight, Initializer.Zeros, 3, 2, outputsTogether: 16),
            new ParameterInfo("fc1.bias", [2], 6, ParameterRole.Bias, Initializer.Zeros, 3, 2, outputsTogether: 1),
            new ParameterInfo("scale", [], 8, ParameterRole.Scale, Initializer.Zeros, 1, 1, outputsTogether: 1)),
        seed: 0);
}
