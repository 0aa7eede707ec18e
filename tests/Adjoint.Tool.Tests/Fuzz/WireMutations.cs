namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>Changes of a message of Protocol Buffers, as one who knows its structure makes them.</summary>
internal static class WireMutations
{
    /// <summary>Changes a field somewhere.</summary>
    public static byte[] Change(byte[] file, byte[][] words, Random random)
    {
        if (Wire.Parse(file) is not { Parts.Count: > 0 } root)
            return file;
        List<(Wire Message, int Place)> all = [.. root.All()];
        var (message, place) = all[random.Next(all.Count)];
        var part = message.Parts[place];
        switch (random.Next(8))
        {
            case 0:
                message.Parts.RemoveAt(place);
                break;
            case 1:
                message.Parts.Insert(random.Next(message.Parts.Count + 1), part.Copy());
                break;
            case 2:
                var other = random.Next(message.Parts.Count);
                (message.Parts[place], message.Parts[other]) = (message.Parts[other], part);
                break;
            case 3 or 4:
                // A name for another name, a size for another size: of all fields with this key one.
                List<Wire.Part> alike = [.. all.Select(static a => a.Message.Parts[a.Place]).Where(p => p.Key == part.Key)];
                message.Parts[place] = alike[random.Next(alike.Count)].Copy();
                break;
            case 5:
                var (from, at) = all[random.Next(all.Count)];
                message.Parts.Insert(random.Next(message.Parts.Count + 1), from.Parts[at].Copy());
                break;
            default:
                message.Parts[place] = Changed(part, words, random);
                break;
        }
        return root.ToArray();
    }

    /// <summary>The message without one of its fields, the longest first.</summary>
    public static IEnumerable<byte[]> Smaller(byte[] file)
    {
        if (Wire.Parse(file) is not { } root)
            yield break;
        foreach (var (message, place) in root.All().OrderByDescending(static a => a.Message.Parts[a.Place].Content.Length).ToList())
        {
            var part = message.Parts[place];
            message.Parts.RemoveAt(place);
            yield return root.ToArray();
            message.Parts.Insert(place, part);
        }
    }

    private static Wire.Part Changed(Wire.Part part, byte[][] words, Random random)
    {
        if (part.Kind == Wire.Varint)
            return part with { Number = random.Next(2) == 0 ? (ulong)Numbers.Whole(random) : part.Number + (ulong)random.Next(-3, 4) };
        var content = part.Message?.ToArray() ?? part.Content;
        if (part.Kind == Wire.Delimited)
            return part with { Message = null, Content = random.Next(3) == 0 || content.Length == 0 ? words[random.Next(words.Length)] : Edited(content, random) };
        byte[] changed = [.. content];
        if (part.Kind == Wire.Fixed32 && random.Next(2) == 0)
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
        Wire.Write(number, (ulong)Numbers.Whole(random));
        return random.Next(4) switch
        {
            0 => Mutator.Replaced(content, place, 1, []),
            1 => Mutator.Replaced(content, place, 1, [(byte)random.Next(256)]),
            2 => Mutator.Replaced(content, place, 1, number.ToArray()),
            _ => Mutator.Replaced(content, place, 0, number.ToArray()),
        };
    }
}
