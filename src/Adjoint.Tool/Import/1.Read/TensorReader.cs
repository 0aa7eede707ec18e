using System.Runtime.InteropServices;
using Onnx;
using static Onnx.TensorProto.Types;

namespace Adjoint.Tool.Import.Read;

/// <summary>Reads tensors. Nothing is allocated for a tensor before the file is known to have all of its numbers.</summary>
/// <param name="folder">Where the model is, if it may keep tensors in files next to it.</param>
internal sealed class TensorReader(string? folder)
{
    public static NumberType TypeOf(int type) => (DataType)type switch
    {
        DataType.Float or DataType.Float16 or DataType.Bfloat16 => NumberType.Float,
        DataType.Double => NumberType.Double,
        DataType.Int8 or DataType.Int16 or DataType.Int32 or DataType.Int64 or DataType.Uint8 or DataType.Uint16 or DataType.Uint32 or DataType.Uint64 => NumberType.Whole,
        DataType.Bool => NumberType.Truth,
        _ => NumberType.Other,
    };

    /// <summary>How many numbers have been read.</summary>
    public long Numbers { get; private set; }

    public Tensor Read(TensorProto tensor)
    {
        try
        {
            var read = ReadNumbers(tensor);
            Numbers += read.Count;
            return read;
        }
        catch (ImportException problem)
        {
            throw new ImportException($"the tensor '{tensor.Name}': {problem.Message}");
        }
    }

    private Tensor ReadNumbers(TensorProto tensor)
    {
        long[] dims = [.. tensor.Dims];
        var count = Sizes.Count(dims);
        if (count > Sizes.MostNumbers)
            throw new ImportException(FormattableString.Invariant($"it claims {count:N0} numbers, and the most is {Sizes.MostNumbers:N0}"));
        if (tensor.Segment is not null)
            throw new ImportException("it is divided into segments, which no version of the format describes");
        var type = (DataType)tensor.DataType;
        var raw = tensor.DataLocation == DataLocation.External ? External(tensor, count * SizeOf(type)) : tensor.HasRawData ? tensor.RawData.Span : null;
        return tensor.HasRawData || tensor.DataLocation == DataLocation.External ? OfBytes(type, dims, (int)count, raw) : OfFields(type, dims, (int)count, tensor);
    }

    private static Tensor OfBytes(DataType type, long[] dims, int count, ReadOnlySpan<byte> raw)
    {
        if (raw.Length != (long)count * SizeOf(type))
            throw new ImportException(FormattableString.Invariant($"its {count:N0} numbers need {(long)count * SizeOf(type):N0} bytes, and it has {raw.Length:N0}"));
        return type switch
        {
            DataType.Float => Tensor.Of(dims, MemoryMarshal.Cast<byte, float>(raw).ToArray()),
            DataType.Float16 => Tensor.Of(dims, Each<Half, float>(raw, static x => (float)x)),
            DataType.Bfloat16 => Tensor.Of(dims, Each<ushort, float>(raw, static x => BitConverter.Int32BitsToSingle(x << 16))),
            DataType.Double => Tensor.Of(dims, MemoryMarshal.Cast<byte, double>(raw).ToArray()),
            DataType.Int64 or DataType.Uint64 => Tensor.Of(dims, MemoryMarshal.Cast<byte, long>(raw).ToArray()),
            DataType.Int32 => Tensor.Of(dims, Each<int, long>(raw, static x => x)),
            DataType.Uint32 => Tensor.Of(dims, Each<uint, long>(raw, static x => x)),
            DataType.Int16 => Tensor.Of(dims, Each<short, long>(raw, static x => x)),
            DataType.Uint16 => Tensor.Of(dims, Each<ushort, long>(raw, static x => x)),
            DataType.Int8 => Tensor.Of(dims, Each<sbyte, long>(raw, static x => x)),
            DataType.Uint8 => Tensor.Of(dims, Each<byte, long>(raw, static x => x)),
            _ => Tensor.Of(dims, Each<byte, long>(raw, static x => x), NumberType.Truth),
        };
    }

    private static TTo[] Each<TFrom, TTo>(ReadOnlySpan<byte> raw, Func<TFrom, TTo> convert)
        where TFrom : struct
    {
        var from = MemoryMarshal.Cast<byte, TFrom>(raw);
        var to = new TTo[from.Length];
        for (var i = 0; i < to.Length; i++)
            to[i] = convert(from[i]);
        return to;
    }

    private static Tensor OfFields(DataType type, long[] dims, int count, TensorProto tensor)
    {
        int Checked(int found) => found == count ? count : throw new ImportException(FormattableString.Invariant($"its shape [{Sizes.Text(dims)}] needs {count:N0} numbers, and it has {found:N0}"));

        switch (type)
        {
            case DataType.Float:
                Checked(tensor.FloatData.Count);
                return Tensor.Of(dims, [.. tensor.FloatData]);
            case DataType.Double:
                Checked(tensor.DoubleData.Count);
                return Tensor.Of(dims, [.. tensor.DoubleData]);
            case DataType.Int64:
                Checked(tensor.Int64Data.Count);
                return Tensor.Of(dims, [.. tensor.Int64Data]);
            case DataType.Uint32 or DataType.Uint64:
                Checked(tensor.Uint64Data.Count);
                return Tensor.Of(dims, [.. tensor.Uint64Data.Select(static x => (long)x)]);
            case DataType.Float16:
                Checked(tensor.Int32Data.Count);
                return Tensor.Of(dims, [.. tensor.Int32Data.Select(static x => (float)BitConverter.UInt16BitsToHalf((ushort)x))]);
            case DataType.Bfloat16:
                Checked(tensor.Int32Data.Count);
                return Tensor.Of(dims, [.. tensor.Int32Data.Select(static x => BitConverter.Int32BitsToSingle(x << 16))]);
            default:
                _ = SizeOf(type);
                Checked(tensor.Int32Data.Count);
                return Tensor.Of(dims, [.. tensor.Int32Data.Select(static x => (long)x)], TypeOf((int)type));
        }
    }

    private static int SizeOf(DataType type) => type switch
    {
        DataType.Double or DataType.Int64 or DataType.Uint64 => 8,
        DataType.Float or DataType.Int32 or DataType.Uint32 => 4,
        DataType.Float16 or DataType.Bfloat16 or DataType.Int16 or DataType.Uint16 => 2,
        DataType.Int8 or DataType.Uint8 or DataType.Bool => 1,
        _ => throw new ImportException($"numbers of the type {type} are not read"),
    };

    /// <summary>A tensor's bytes out of a file next to the model: never one above its folder, whatever the model says.</summary>
    private byte[] External(TensorProto tensor, long bytes)
    {
        var facts = tensor.ExternalData.ToLookup(static e => e.Key, static e => e.Value, StringComparer.Ordinal);
        var location = facts["location"].FirstOrDefault() ?? throw new ImportException("it is in another file that is not named");
        if (folder is null)
            throw new ImportException($"it is in the file '{location}', and there is no folder to look in");
        if (Path.IsPathRooted(location) || location.Split('/', '\\').Contains("..") || location.Contains(':', StringComparison.Ordinal))
            throw new ImportException($"it is in '{location}', which is not in the model's own folder");
        var file = new FileInfo(Path.Combine(folder, location));
        if (!file.Exists || file.LinkTarget is not null)
            throw new ImportException($"the file '{location}' that it is in {(file.Exists ? "is a link" : "does not exist")}");
        var offset = Number("offset") ?? 0;
        var length = Number("length") ?? bytes;
        if (offset < 0 || length != bytes || offset > file.Length - length)
            throw new ImportException(FormattableString.Invariant($"it should be {bytes:N0} bytes from {offset:N0} on of '{location}', which has {file.Length:N0}"));
        using var stream = file.OpenRead();
        stream.Position = offset;
        var read = new byte[length];
        stream.ReadExactly(read);
        return read;

        long? Number(string key) => facts[key].FirstOrDefault() is not { } text ? null
            : long.TryParse(text, System.Globalization.NumberStyles.Integer, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number
            : throw new ImportException($"its {key} in '{location}' is '{text}'");
    }
}
