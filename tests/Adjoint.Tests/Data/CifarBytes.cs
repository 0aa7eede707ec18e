using Adjoint.Data;

namespace Adjoint.Tests.Data;

/// <summary>Files of CIFAR-10 and CIFAR-100 with made-up records, each a function of its number and a seed.</summary>
internal static class CifarBytes
{
    public static byte[] File(int records, int labelBytes, int seed) => [.. Enumerable.Range(0, records).SelectMany(record => Record(record, labelBytes, seed))];

    /// <summary>One label goes through 0 to 9; of two the first through 0 to 19 and the second through 0 to 99.</summary>
    public static byte[] Record(int record, int labelBytes, int seed)
    {
        var bytes = new byte[labelBytes + 3072];
        bytes[0] = (byte)((record + seed) % (labelBytes == 1 ? 10 : 20));
        bytes[labelBytes - 1] = (byte)((record + seed) % (labelBytes == 1 ? 10 : 100));
        for (var i = labelBytes; i < bytes.Length; i++)
            bytes[i] = (byte)(31 * record + 7 * i / 3 + seed);
        return bytes;
    }

    public static void AssertRecord(byte[] record, int labelBytes, int label, Dataset data, int row)
    {
        var x = new float[3072];
        data.CopyRow(row, x);
        Assert.Equal(record[label], data.Label(row));
        Assert.Equal(record.Skip(labelBytes).Select(static octet => (float)octet), x);
    }
}
