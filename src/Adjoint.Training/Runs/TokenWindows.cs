using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Adjoint.Training;

/// <summary>Windows at random places of a run of tokens.</summary>
internal sealed class TokenWindows(TokenBatches batches) : BatchSource
{
    public override int Count => batches.Count;

    /// <summary>Everything that decides a batch, and a digest of the tokens.</summary>
    public override string Fingerprint
    {
        get
        {
            var digest = Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(batches.Stream.Tokens)).AsSpan(0, 8));
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{batches.Stream.Length} tokens of {batches.Stream.Vocabulary}; {digest}, {batches.Count} batches of {batches.BatchSize} windows of {batches.Length}, drawn by seed {batches.Seed}");
        }
    }

    public override IEnumerable<MiniBatch> Epoch(int epoch, int firstBatch)
    {
        foreach (var batch in batches.Epoch(epoch, firstBatch))
            yield return batch;
    }
}
