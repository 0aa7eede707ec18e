using System.Buffers.Binary;

namespace Adjoint.Training.Tests.Sources;

/// <summary>JPEG files whose segments are there twice, in another order, not at all, or have other content.</summary>
internal static class HostileJpeg
{
    private const byte Marker = 0xFF, StartOfScan = 0xDA;

    /// <summary>Changes the segments of a file.</summary>
    public static byte[] Of(byte[] sound, Random random)
    {
        var segments = Segments(sound);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var (one, other) = (random.Next(segments.Count), random.Next(segments.Count));
            switch (random.Next(5))
            {
                case 0 when segments.Count > 2:
                    segments.RemoveAt(one);
                    break;
                case 1:
                    segments.Insert(other, segments[one]);
                    break;
                case 2:
                    (segments[one], segments[other]) = (segments[other], segments[one]);
                    break;
                default:
                    segments[one] = Changed(segments[one], random);
                    break;
            }
        }
        return [Marker, 0xD8, .. segments.SelectMany(static segment => segment)];
    }

    /// <summary>An image of a size whose only scans have no bytes; they are to refine the brightness of all its blocks by a bit, and for that need none.</summary>
    public static byte[] OfManyScans(byte[] progressive, ushort size, int scans)
    {
        var segments = Segments(progressive);
        var frame = segments.Find(static segment => segment[1] == 0xC2)!;
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(5), size);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(7), size);
        byte[] scan = [Marker, StartOfScan, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 0, 0x10];
        return
        [
            Marker,
            0xD8,
            .. segments.Where(static segment => segment[1] is not (StartOfScan or 0xD9)).SelectMany(static segment => segment),
            .. Enumerable.Repeat(scan, scans).SelectMany(static scan => scan),
            Marker,
            0xD9,
        ];
    }

    /// <summary>All after the first marker: each with its marker and, after the start of a scan, its pixels.</summary>
    private static List<byte[]> Segments(byte[] file)
    {
        List<byte[]> segments = [];
        for (var start = 2; start + 1 < file.Length;)
        {
            var end = file[start + 1] == 0xD9 ? start + 2 : start + 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(start + 2));
            while (file[start + 1] == StartOfScan && end + 1 < file.Length && !(file[end] == Marker && file[end + 1] is not (0 or >= 0xD0 and <= 0xD7)))
                end++;
            segments.Add(file[start..end]);
            start = end;
        }
        return segments;
    }

    /// <summary>The length stays right, so that what follows is met.</summary>
    private static byte[] Changed(byte[] segment, Random random)
    {
        var changed = (byte[])segment.Clone();
        for (var i = random.Next(1, 5); i > 0 && changed.Length > 4; i--)
            changed[random.Next(4, random.Next(2) == 0 ? changed.Length : Math.Min(changed.Length, 24))] = random.Next(3) == 0 ? (byte)255 : (byte)random.Next(256);
        return changed;
    }
}
