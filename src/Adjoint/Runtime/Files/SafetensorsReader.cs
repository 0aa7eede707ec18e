using System.Buffers.Binary;
using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>
/// Reads a safetensors file: eight bytes that give the length N of the header, the header, the tensors' values. Trusts no number in it: what
/// is allocated is bounded by what the file really holds.
/// </summary>
internal sealed class SafetensorsReader
{
    /// <summary>The format's own limit for N.</summary>
    private const ulong LongestHeader = 100_000_000;

    /// <summary>The first bytes of a file that <c>torch.save</c> writes: of a zip archive, and before PyTorch 1.6 those of pickle's second protocol.</summary>
    private static ReadOnlySpan<byte> Zip => "PK\x03\x04"u8;

    private static ReadOnlySpan<byte> Pickle => [0x80, 0x02];

    /// <summary>Pickled files run code when they are read, so none is read here. The lines need no package but PyTorch: they write the format themselves.</summary>
    private const string FromPyTorch =
        "If it is one of PyTorch's (.pt, .pth), which are programs that run while they are read, convert it once where it comes from:\n\n"
        + "    import json, struct\n"
        + "    import torch\n"
        + "    saved = torch.load(\"model.pt\", map_location=\"cpu\", weights_only=True)\n"
        + "    saved = saved.get(\"state_dict\", saved)\n"
        + "    tensors = {name: value.detach().float().contiguous() for name, value in saved.items() if torch.is_tensor(value)}\n"
        + "    header, end = {}, 0\n"
        + "    for name, value in tensors.items():\n"
        + "        header[name] = {\"dtype\": \"F32\", \"shape\": list(value.shape), \"data_offsets\": [end, end + 4 * value.numel()]}\n"
        + "        end += 4 * value.numel()\n"
        + "    text = json.dumps(header).encode()\n"
        + "    with open(\"model.safetensors\", \"wb\") as file:\n"
        + "        file.write(struct.pack(\"<Q\", len(text)) + text)\n"
        + "        file.writelines(value.numpy().tobytes() for value in tensors.values())\n";

    private const int LengthBytes = sizeof(ulong);
    private const int BufferBytes = 1 << 16;

    private readonly Stream stream;
    private readonly long dataStart;
    private readonly byte[] buffer = new byte[BufferBytes];

    private SafetensorsReader(Stream stream, long dataStart, SafetensorsHeader header)
    {
        this.stream = stream;
        this.dataStart = dataStart;
        Header = header;
    }

    /// <summary>The checked header.</summary>
    public SafetensorsHeader Header { get; }

    /// <summary>Reads and checks the header.</summary>
    /// <param name="stream">The file; must be able to seek.</param>
    /// <param name="layout">The tensors that are looked for.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="metadata">The keys that are looked for in the file's metadata.</param>
    /// <exception cref="ModelFileException">The file breaks a rule of the format.</exception>
    public static SafetensorsReader Open(Stream stream, ParameterLayout layout, string source, params string[] metadata)
    {
        if (!stream.CanSeek)
            throw new ModelFileException($"'{source}' is a pipe or a device; a file is needed.");
        var length = stream.Length;
        if (length < LengthBytes)
            throw new ModelFileException($"'{source}' has {length} bytes; a safetensors file starts with {LengthBytes} that give the length of its header.");

        Span<byte> lengthBytes = stackalloc byte[LengthBytes];
        stream.ReadExactly(lengthBytes);
        var claimed = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        // The length of a header may look like the beginning of either: one of 640 bytes like a pickle's. A header begins with a brace.
        if ((lengthBytes.StartsWith(Zip) || lengthBytes.StartsWith(Pickle)) && !IsHeaderNext(stream))
            throw new ModelFileException($"'{source}' is not a safetensors file. {FromPyTorch}");
        if (claimed > LongestHeader)
            throw new ModelFileException($"'{source}': its header claims {claimed} bytes; the format allows {LongestHeader}. Is it a safetensors file?");
        var rest = length - LengthBytes;
        if ((long)claimed > rest)
        {
            throw new ModelFileException(
                $"'{source}': its header claims {claimed} bytes, and the file has {rest} after the first {LengthBytes}. It was cut off; copy it again.");
        }

        var header = SafetensorsHeaderReader.Read(stream, (int)claimed, rest - (long)claimed, layout, source, metadata);
        return new SafetensorsReader(stream, LengthBytes + (long)claimed, header);
    }

    /// <summary>Whether the brace of a header comes next; the stream stays where it is.</summary>
    private static bool IsHeaderNext(Stream stream)
    {
        var next = stream.ReadByte();
        if (next >= 0)
            stream.Seek(-1, SeekOrigin.Current);
        return next == '{';
    }

    /// <summary>Reads a tensor's values in row-major order, from the one at <paramref name="first"/> on as many as fit; its type is one that can be read.</summary>
    public void Read<T>(SafetensorsEntry entry, Span<T> destination, long first = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var type = entry.Type!.Value;
        var size = SafetensorsTypes.Size(type);
        stream.Position = dataStart + entry.Begin + first * size;
        while (!destination.IsEmpty)
        {
            var count = Math.Min(destination.Length, BufferBytes / size);
            var bytes = buffer.AsSpan(0, count * size);
            stream.ReadExactly(bytes);
            SafetensorsTypes.ToNumbers(type, bytes, destination[..count]);
            destination = destination[count..];
        }
    }
}
