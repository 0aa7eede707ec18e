using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Adjoint.Training;

/// <summary>The batches of a data set, which the options of a run make, or somebody else has made.</summary>
internal sealed class DatasetBatches : BatchSource
{
    private readonly MiniBatches batches;
    private readonly bool areOfOptions;

    /// <summary>Batches as the options of a run have them.</summary>
    public DatasetBatches(Dataset data, TrainingOptions options)
    {
        batches = new MiniBatches(data, options.BatchSize, options.Seed, options.Shuffle, options.Augmentation) { DropLast = options.DropLast, Sampling = options.Sampling };
        areOfOptions = true;
    }

    /// <summary>Batches that somebody else has made.</summary>
    public DatasetBatches(MiniBatches batches) => this.batches = batches;

    public override int Count => batches.Count;

    /// <summary>What the options say of batches is a checkpoint's as well, and need not be said twice.</summary>
    public override string Fingerprint => areOfOptions
        ? FingerprintOf(batches.Dataset)
        : string.Create(CultureInfo.InvariantCulture, $"{FingerprintOf(batches.Dataset)}, in batches of {batches.BatchSize}{(batches.DropLast ? ", the last dropped" : "")}, {batches.Order}");

    /// <summary>Whether rows are mixed, and labels become probabilities.</summary>
    public bool AreMixing => batches.IsMixing;

    public override IEnumerable<MiniBatch> Epoch(int epoch, int firstBatch)
    {
        foreach (var batch in batches.Epoch(epoch, firstBatch))
            yield return batch;
    }

    /// <summary>The rows of the last batch of an epoch.</summary>
    public int LastRows
    {
        get
        {
            var (rows, size) = (batches.Dataset.Rows, batches.BatchSize);
            return batches.DropLast || rows % size == 0 ? Math.Min(size, rows) : rows % size;
        }
    }

    /// <summary>Rows, columns, and a digest of the first and the last row.</summary>
    private static string FingerprintOf(Dataset data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = new MiniBatches(data, 1, shuffle: false);
        foreach (var first in (int[])[0, data.Rows - 1])
        {
            foreach (var row in rows.Epoch(0, first))
            {
                foreach (var port in row.Inputs.Concat(row.Targets))
                    Append(hash, port);
                break;
            }
        }
        var columns = string.Join(", ", data.InputColumns.Concat(data.TargetColumns).Select(static column => column.Port));
        return string.Create(CultureInfo.InvariantCulture, $"{data.Rows} rows of {columns}; {Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, 8))}");
    }

    private static void Append(IncrementalHash hash, PortRows port)
    {
        hash.AppendData(MemoryMarshal.AsBytes(port.Indices));
        if (port.Port.Kind == PortKind.Indices)
            return;
        var numbers = new double[port.Port.Size];
        port.CopyTo(numbers);
        hash.AppendData(MemoryMarshal.AsBytes<double>(numbers));
    }
}
