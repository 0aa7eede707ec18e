namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>A message of Protocol Buffers as its fields, whatever they mean. Contents that are messages themselves are taken apart too.</summary>
internal sealed class Wire
{
    private const int Varint = 0, Fixed64 = 1, Delimited = 2, Fixed32 = 5, MostDepth = 12;

    private readonly List<Part> parts = [];

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
            if (!ReadVarint(ref bytes, out var key) || key >> 3 is 0 or > 1 << 12)
                return null;
            var kind = (int)(key & 7);
            var number = 0UL;
            if (kind is Varint or Delimited && !ReadVarint(ref bytes, out number))
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

    /// <summary>Changes a field somewhere.</summary>
    public static byte[] Change(byte[] file, byte[][] words, Random random)
    {
        if (Parse(file) is not { parts.Count: > 0 } root)
            return file;
        List<(Wire Message, int Place)> all = [.. root.All()];
        var (message, place) = all[random.Next(all.Count)];
        var part = message.parts[place];
        switch (random.Next(8))
        {
            case 0:
                message.parts.RemoveAt(place);
                break;
            case 1:
                message.parts.Insert(random.Next(message.parts.Count + 1), part.Copy());
                break;
            case 2:
                var other = random.Next(message.parts.Count);
                (message.parts[place], message.parts[other]) = (message.parts[other], part);
                break;
            case 3 or 4:
                // A name for another name, a size for another size: of all fields with this key one.
                List<Part> alike = [.. all.Select(static a => a.Message.parts[a.Place]).Where(p => p.Key == part.Key)];
                message.parts[place] = alike[random.Next(alike.Count)].Copy();
                break;
            case 5:
                var (from, at) = all[random.Next(all.Count)];
                message.parts.Insert(random.Next(message.parts.Count + 1), from.parts[at].Copy());
                break;
            default:
                message.parts[place] = Changed(part, words, random);
                break;
        }
        return root.ToArray();
    }

    /// <summary>The message without one of its fields, the longest first.</summary>
    public static IEnumerable<byte[]> Smaller(byte[] file)
    {
        if (Parse(file) is not { } root)
            yield break;
        foreach (var (message, place) in root.All().OrderByDescending(static a => a.Message.parts[a.Place].Content.Length).ToList())
        {
            var part = message.parts[place];
            message.parts.RemoveAt(place);
            yield return root.ToArray();
            message.parts.Insert(place, part);
        }
    }

    private static Part Changed(Part part, byte[][] words, Random random)
    {
        if (part.Kind == Varint)
            return part with { Number = random.Next(2) == 0 ? (ulong)Numbers.Whole(random) : part.Number + (ulong)random.Next(-3, 4) };
        var content = part.Message?.ToArray() ?? part.Content;
        if (part.Kind == Delimited)
            return part with { Message = null, Content = random.Next(3) == 0 || content.Length == 0 ? words[random.Next(words.Length)] : Edited(content, random) };
        byte[] changed = [.. content];
        if (part.Kind == Fixed32 && random.Next(2) == 0)
            BitConverter.TryWriteBytes(changed, random.Next(6) switch { 0 => float.NaN, 1 => float.PositiveInfinity, 2 => 0f, 3 => -1f, 4 => 1e30f, _ => 1f });
        else
            Numbers.Write(changed, Numbers.Whole(random), isBigEndian: false);
        return part with { Content = changed };
    }

    /// <summary>A text, or a list of numbers: one byte more, less or other, or a number of many bytes.</summary>
    private static byte[] Edited(byte[] content, Random random)
    {
        var place = random.Next(content.Length);
        List<byte> number = [];
        Write(number, (ulong)Numbers.Whole(random));
        return random.Next(4) switch
        {
            0 => Mutator.Replaced(content, place, 1, []),
            1 => Mutator.Replaced(content, place, 1, [(byte)random.Next(256)]),
            2 => Mutator.Replaced(content, place, 1, number.ToArray()),
            _ => Mutator.Replaced(content, place, 0, number.ToArray()),
        };
    }

    /// <summary>Every field of this message and of those within it.</summary>
    private IEnumerable<(Wire Message, int Place)> All()
    {
        for (var i = 0; i < parts.Count; i++)
        {
            yield return (this, i);
            foreach (var inner in parts[i].Message?.All() ?? [])
                yield return inner;
        }
    }

    private static void Write(List<byte> bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
    }

    private static bool ReadVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (var i = 0; i < Math.Min(bytes.Length, 10); i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] >= 0x80)
                continue;
            bytes = bytes[(i + 1)..];
            return true;
        }
        return false;
    }
}
