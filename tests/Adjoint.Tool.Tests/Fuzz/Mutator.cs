namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>Changes bytes as damage and malice do; the same random numbers give the same changes.</summary>
internal sealed class Mutator(Target target)
{
    /// <summary>Longer files say nothing that shorter ones do not.</summary>
    public const int MostBytes = 1 << 16;

    private readonly byte[][] words = [.. target.Words.Select(System.Text.Encoding.UTF8.GetBytes)];

    /// <summary>A file after some changes, mostly one or two.</summary>
    /// <param name="seed">The file.</param>
    /// <param name="others">Files of its kind, whose parts may be taken.</param>
    /// <param name="random">What decides.</param>
    public byte[] Mutate(byte[] seed, IReadOnlyList<byte[]> others, Random random)
    {
        var file = seed;
        do
        {
            file = target.Change is { } change && random.Next(2) == 0 ? change(file, random)
                : random.Next(3) == 0 ? TextMutations.Change(file, words, random)
                : Change(file, others, random);
        }
        while (random.Next(5) < 2);
        // What is cut off is cut last.
        if (random.Next(24) == 0)
            file = file[..random.Next(file.Length + 1)];
        return file.Length <= MostBytes ? file : file[..MostBytes];
    }

    private static byte[] Change(byte[] file, IReadOnlyList<byte[]> others, Random random)
    {
        var (place, length) = (random.Next(file.Length + 1), Length(file, random));
        return random.Next(12) switch
        {
            0 => Edited(file, 1, random, room => room[0] ^= (byte)(1 << random.Next(8))),
            1 => Edited(file, 1, random, room => room[0] = (byte)random.Next(256)),
            2 or 3 => Edited(file, 1 << random.Next(4), random, room => Numbers.Write(room, Numbers.Whole(random), random.Next(2) == 0)),
            4 => Edited(file, 1 << random.Next(4), random, room => Added(room, random)),
            5 => Replaced(file, place, 0, Bytes(random)),
            6 => Replaced(file, place, Math.Min(length, file.Length - place), []),
            7 => Replaced(file, place, 0, Part(file, length, random)),
            8 => Replaced(file, place, Math.Min(length, file.Length - place), Part(file, length, random)),
            9 => Repeated(file, place, Part(file, 1 + random.Next(8), random), random),
            10 => file[..place],
            _ => Spliced(file, others[random.Next(others.Count)], random),
        };
    }

    /// <summary>The file with other bytes in a place.</summary>
    public static byte[] Replaced(byte[] file, int place, int length, ReadOnlySpan<byte> by) => [.. file.AsSpan(0, place), .. by, .. file.AsSpan(place + length)];

    private delegate void Edit(Span<byte> room);

    private static byte[] Edited(byte[] file, int size, Random random, Edit edit)
    {
        if (file.Length < size)
            return file;
        byte[] edited = [.. file];
        edit(edited.AsSpan(random.Next(file.Length - size + 1), size));
        return edited;
    }

    private static void Added(Span<byte> room, Random random)
    {
        var isBigEndian = random.Next(2) == 0;
        Numbers.Write(room, Numbers.Read(room, isBigEndian) + random.Next(-8, 9), isBigEndian);
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[1 + random.Next(8)];
        if (random.Next(4) == 0)
            Array.Fill(bytes, (byte)random.Next(256));
        else
            random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Mostly short, now and then up to all of the file.</summary>
    private static int Length(byte[] file, Random random) => random.Next(1 + (random.Next(4) == 0 ? file.Length : Math.Min(file.Length, 16)));

    private static ReadOnlySpan<byte> Part(byte[] file, int length, Random random)
    {
        length = Math.Min(length, file.Length);
        return file.AsSpan(random.Next(file.Length - length + 1), length);
    }

    /// <summary>Many times the same: what is nested deep, and lists that are long.</summary>
    public static byte[] Repeated(byte[] file, int place, ReadOnlySpan<byte> part, Random random)
    {
        var times = random.Next(8) == 0 ? random.Next(4096) : random.Next(64);
        if (part.Length * times > MostBytes)
            return file;
        var all = new byte[part.Length * times];
        for (var i = 0; i < times; i++)
            part.CopyTo(all.AsSpan(i * part.Length));
        return Replaced(file, place, 0, all);
    }

    private static byte[] Spliced(byte[] file, byte[] other, Random random) => [.. file.AsSpan(0, random.Next(file.Length + 1)), .. other.AsSpan(random.Next(other.Length + 1))];
}
