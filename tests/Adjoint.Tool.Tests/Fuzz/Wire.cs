using Adjoint.Training;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>A message of Protocol Buffers as its fields, whatever they mean. Contents that are messages themselves are taken apart too.</summary>
internal sealed class Wire
{
    public const int Varint = 0, Fixed64 = 1, Delimited = 2, Fixed32 = 5;

    private const int MostDepth = 12;

    private readonly List<Part> parts = [];

    /// <summary>The fields, in their order; they can be changed.</summary>
    public List<Part> Parts => parts;

    /// <summary>One field: its key, a number or a content, or the message that the content is.</summary>
    internal sealed record Part(ulong Key, ulong Number, byte[] Content, Wire? Message)
    {
        public int Kind => (int)(Key & 7);

        /// <summary>The same as bytes alone: what is within itself has no end.</summary>
        public Part Copy() => this with { Content = Message?.ToArray() ?? Content, Message = null };
    }

    /// <summary>Takes a message apart; null where it is none.</summary>
    public static Wire? Parse(ReadOnlySpan<byte> bytes, int depth = 0)
    {
        var wire = new Wire();
        while (!bytes.IsEmpty)
        {
            if (!EventRecord.ReadVarint(ref bytes, out var key) || key >> 3 is 0 or > 1 << 12)
                return null;
            var kind = (int)(key & 7);
            var number = 0UL;
            if (kind is Varint or Delimited && !EventRecord.ReadVarint(ref bytes, out number))
                return null;
            var length = kind switch { Varint => 0UL, Fixed64 => 8UL, Delimited => number, Fixed32 => 4UL, _ => ulong.MaxValue };
            if (length > (ulong)bytes.Length)
                return null;
            var content = bytes[..(int)length].ToArray();
            bytes = bytes[(int)length..];
            wire.parts.Add(new Part(key, number, content, kind == Delimited && content.Length > 1 && depth < MostDepth ? Parse(content, depth + 1) : null));
        }
        return wire;
    }

    /// <summary>The message again, with the lengths that its contents have now.</summary>
    public byte[] ToArray()
    {
        List<byte> bytes = [];
        foreach (var part in parts)
        {
            Write(bytes, part.Key);
            var content = part.Message?.ToArray() ?? part.Content;
            if (part.Kind is Varint or Delimited)
                Write(bytes, part.Kind == Varint ? part.Number : (ulong)content.Length);
            bytes.AddRange(content);
        }
        return [.. bytes];
    }

    /// <summary>Every field of this message and of those within it.</summary>
    public IEnumerable<(Wire Message, int Place)> All()
    {
        for (var i = 0; i < parts.Count; i++)
        {
            yield return (this, i);
            foreach (var inner in parts[i].Message?.All() ?? [])
                yield return inner;
        }
    }

    public static void Write(List<byte> bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
    }
}
