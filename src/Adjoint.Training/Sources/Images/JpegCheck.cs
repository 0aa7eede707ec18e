using System.Buffers.Binary;

namespace Adjoint.Training;

/// <summary>
/// Counts the scans of a JPEG file. Each one goes through the whole image, however few bytes it has, and so a small file of many scans would take hours. Source: ITU-T T.81, annex B.
/// </summary>
internal static class JpegCheck
{
    /// <summary>Progressive files have some ten; every coefficient bit by bit would be fewer than these.</summary>
    private const int MostScans = 200;

    private const byte StartOfScan = 0xDA, EndOfImage = 0xD9, FirstRestart = 0xD0, LastRestart = 0xD7, Temporary = 0x01;

    /// <summary>What every file begins with: the start of an image, and a marker.</summary>
    public static ReadOnlySpan<byte> Signature => [0xFF, 0xD8, 0xFF];

    /// <exception cref="InvalidDataException">There are too many scans.</exception>
    public static void Check(ReadOnlySpan<byte> file)
    {
        var scans = 0;
        var rest = file[2..];
        while (Next(ref rest) is { } marker && marker != EndOfImage)
        {
            if (marker == StartOfScan && ++scans > MostScans)
                throw new InvalidDataException($"it has more than {MostScans} scans. It is damaged, or made to take long.");
            // A length counts itself; where it is wrong, the decoder says so.
            if (rest.Length < 2 || rest.Length < BinaryPrimitives.ReadUInt16BigEndian(rest))
                return;
            rest = rest[Math.Max((ushort)2, BinaryPrimitives.ReadUInt16BigEndian(rest))..];
        }
    }

    /// <summary>The next marker of a segment; what is passed over are the pixels of a scan, in which other markers mean nothing here. Null at the end.</summary>
    private static byte? Next(ref ReadOnlySpan<byte> rest)
    {
        while (rest.IndexOf((byte)0xFF) is >= 0 and var place && place + 1 < rest.Length)
        {
            var marker = rest[place + 1];
            // Several bytes of 255 are one.
            rest = rest[(place + (marker == 0xFF ? 1 : 2))..];
            if (marker is not (0x00 or 0xFF or Temporary or (>= FirstRestart and <= LastRestart)))
                return marker;
        }
        return null;
    }
}
