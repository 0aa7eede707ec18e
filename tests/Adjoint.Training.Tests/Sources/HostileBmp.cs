using System.Buffers.Binary;

namespace Adjoint.Training.Tests.Sources;

/// <summary>Bitmaps with headers of every length, and fields that need not fit one another.</summary>
internal static class HostileBmp
{
    private static readonly int[] headers = [12, 40, 56, 108, 124], depths = [1, 4, 8, 16, 24, 32];

    public static byte[] Of(Random random)
    {
        var header = random.Next(20) == 0 ? random.Next(300) : headers[random.Next(headers.Length)];
        var file = new byte[14 + header + random.Next(9000)];
        random.NextBytes(file);
        (file[0], file[1]) = ((byte)'B', (byte)'M');
        Set(10, 14 + header + (random.Next(3) == 0 ? random.Next(-40, 1100) : 0));
        Set(14, header);
        if (header == 12)
        {
            Set(18, random.Next(1, 70) | random.Next(1, 70) << 16);
            Set(22, 1 | Depth() << 16);
            return file;
        }
        Set(18, Size());
        Set(22, random.Next(3) == 0 ? -Size() : Size());
        Set(26, 1 | Depth() << 16);
        Set(30, random.Next(3) == 0 ? 3 : random.Next(10) == 0 ? random.Next(6) : 0);
        for (var i = 0; i < 4 && random.Next(2) == 0; i++)
            Set(54 + 4 * i, random.Next(3) == 0 ? random.Next() : 0xFF << 8 * i);
        return file;

        void Set(int place, int value)
        {
            if (place + 4 <= file.Length)
                BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(place), value);
        }

        int Depth() => random.Next(20) == 0 ? random.Next(65536) : depths[random.Next(depths.Length)];

        int Size() => random.Next(30) == 0 ? random.Next() : random.Next(1, 70);
    }
}
