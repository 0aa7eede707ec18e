using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text;

namespace Adjoint.Training;

/// <summary>Makes sure that all processes of a cluster are about to do the same: what differs would end in networks that differ, and nobody would be told.</summary>
internal static class ClusterAgreement
{
    private const int MostBytes = 4096;

    /// <summary>Compares what each process is about to do with what the first is.</summary>
    /// <exception cref="InvalidOperationException">Something differs; the message, the same in all processes, has both values.</exception>
    public static void Check(ICluster cluster, RunParts run)
    {
        if (cluster.Size == 1)
            return;
        foreach (var (what, value) in Statements(run))
        {
            var all = Gather(cluster, value);
            var other = Array.FindIndex(all, text => text != all[0]);
            if (other > 0)
                throw new InvalidOperationException($"Process 0 has {what} {all[0]}, and process {other} of {cluster.Size} has {all[other]}; start all with the same. Nothing was trained.");
        }
    }

    /// <summary>The reason to end that any of the processes has; that of the highest number where several have one.</summary>
    public static EndReason? Agree(ICluster cluster, EndReason? own)
    {
        if (cluster.Size == 1)
            return own;
        Span<byte> mine = [(byte)(own is { } reason ? (int)reason + 1 : 0)];
        var all = new byte[cluster.Size];
        cluster.Gather(mine, all);
        var found = all.Max();
        return found == 0 ? null : (EndReason)(found - 1);
    }

    private static IEnumerable<(string What, string Value)> Statements(RunParts run)
    {
        yield return ("the library", $"Adjoint {typeof(INetwork).Assembly.GetName().Version!.ToString(3)}");
        yield return ("vectors of", string.Create(CultureInfo.InvariantCulture,
            $"{(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)} bits on {RuntimeInformation.ProcessArchitecture}"));
        yield return ("the network", CheckpointMetadata.NetworkText(run.Network));
        yield return ("the settings", CheckpointMetadata.SettingsText(run.Options));
        yield return ("the epochs", run.Options.Epochs.ToString(CultureInfo.InvariantCulture));
        yield return ("the data", run.Data);
        yield return ("the step", run.State.Step.ToString(CultureInfo.InvariantCulture));
        yield return ("parameters with the digest", Digest(run.Network));
    }

    private static string Digest(ITrainable network) => Convert.ToHexString(SHA256.HashData(network.Precision == Precision.Double
        ? MemoryMarshal.AsBytes(Weights<double>.Block(network).All)
        : MemoryMarshal.AsBytes(Weights<float>.Block(network).All)).AsSpan(0, 8));

    private static string[] Gather(ICluster cluster, string text)
    {
        var own = new byte[MostBytes];
        Encoding.UTF8.GetEncoder().Convert(text, own.AsSpan(1), flush: true, out _, out _, out _);
        var all = new byte[MostBytes * cluster.Size];
        cluster.Gather(own, all);
        return [.. Enumerable.Range(0, cluster.Size).Select(rank => Encoding.UTF8.GetString(all, rank * MostBytes + 1, MostBytes - 1).TrimEnd('\0'))];
    }
}
