using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>What a checkpoint says of itself: the format, what it belongs to, and the state of the run.</summary>
internal static class CheckpointMetadata
{
    /// <summary>The number of this format; a later one is refused.</summary>
    public const int Format = 1;

    public const string State = "run", Digest = "digest";

    /// <summary>The format's own limit for a header.</summary>
    private const ulong LongestHeader = 100_000_000;

    /// <summary>As much of a description is said; those that are written have some two hundred characters.</summary>
    private const int LongestText = 600;

    private const string Network = "tensors", Data = "data", Settings = "settings";

    /// <summary>What each file of a run begins with.</summary>
    public static List<(string Key, string Value)> Head(RunParts run) =>
    [
        ("format", "pt"),
        ("network", run.Network.Layout.Network),
        ("producer", $"Adjoint {typeof(INetwork).Assembly.GetName().Version!.ToString(3)}"),
        (ModelFit.CheckpointKey, Format.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>All but the digest.</summary>
    public static List<(string Key, string Value)> Of(RunParts run) =>
    [
        .. Head(run),
        (Network, NetworkText(run.Network)),
        (Data, run.Data),
        (Settings, SettingsText(run.Options)),
        ("seed", run.Options.Seed.ToString(CultureInfo.InvariantCulture)),
        ("step", run.State.Step.ToString(CultureInfo.InvariantCulture)),
        ("epoch", run.State.Epoch.ToString(CultureInfo.InvariantCulture)),
        ("batch", run.State.Batch.ToString(CultureInfo.InvariantCulture)),
        (State, CheckpointState.Write(run)),
    ];

    /// <summary>Reads the metadata of a file.</summary>
    /// <exception cref="CheckpointException">It has none that can be read.</exception>
    public static Dictionary<string, string> Read(Stream stream, string path)
    {
        try
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            stream.ReadExactly(length);
            var claimed = BinaryPrimitives.ReadUInt64LittleEndian(length);
            if (claimed > Math.Min(LongestHeader, (ulong)(stream.Length - sizeof(ulong))))
                throw new EndOfStreamException();
            var header = new byte[claimed];
            stream.ReadExactly(header);
            stream.Position = 0;
            using var json = JsonDocument.Parse(header);
            var found = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var entry in json.RootElement.GetProperty("__metadata__").EnumerateObject())
                found[entry.Name] = entry.Value.GetString() ?? "";
            return found;
        }
        catch (Exception fault) when (fault is EndOfStreamException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new CheckpointException($"'{path}' is damaged: its header cannot be read.", fault);
        }
    }

    /// <summary>Makes sure that a checkpoint is of this format, and of this run.</summary>
    /// <exception cref="CheckpointException">It is not; the message names both sides.</exception>
    public static void Check(Dictionary<string, string> found, RunParts run, string path)
    {
        if (!found.TryGetValue(ModelFit.CheckpointKey, out var format) || !int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new CheckpointException($"'{path}' is not a checkpoint: it does not name its format.");
        if (number > Format)
            throw new CheckpointException(
                $"'{path}' has format {number}, and this version of Adjoint reads up to {Format}; it was written by {FileText.Quote(found.GetValueOrDefault("producer") ?? "")}. Update Adjoint.");
        Compare(Network, NetworkText(run.Network), "is of the network");
        Compare(Data, run.Data, "was trained on");
        Compare(Settings, SettingsText(run.Options), "was trained with");

        void Compare(string key, string wanted, string what)
        {
            var has = found.GetValueOrDefault(key) ?? "nothing";
            if (has != wanted)
                throw new CheckpointException($"'{path}' {what} {Shortened(has)}; here it is {wanted}.");
        }
    }

    /// <summary>What a fault says of a file. Messages of the JSON reader quote numbers of any length.</summary>
    public static string Reason(Exception fault) => fault is ModelFileException ? fault.Message : Shortened(fault.Message);

    /// <summary>A hostile file must not choose the length of a message.</summary>
    private static string Shortened(string text) => text.Length > LongestText ? text[..LongestText] + "…" : text;

    /// <summary>A digest of all that a file says and holds: bytes that changed on the disk are found.</summary>
    public static string DigestOf(IEnumerable<(string Key, string Value)> metadata, ReadOnlySpan<byte> values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (key, value) in metadata.Where(static entry => entry.Key != Digest).OrderBy(static entry => entry.Key, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{key}={value}\n"));
        hash.AppendData(values);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Makes sure that a file is long enough for the steps that it claims, before there is room made for them.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static void CheckSteps(int steps, int bytesOfNumber, Stream stream)
    {
        if (steps < 0 || 2L * steps * bytesOfNumber > stream.Length)
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"its history is said to have {steps:#,0} steps, and the file has {stream.Length:#,0} bytes."));
    }

    /// <summary>Makes sure that a file's digest is that of what it says and holds; returns it.</summary>
    /// <exception cref="CheckpointException">It is not.</exception>
    public static string CheckDigest(Dictionary<string, string> metadata, ReadOnlySpan<byte> values, string path)
    {
        var found = DigestOf(metadata.Select(static entry => (entry.Key, entry.Value)), values);
        return metadata.GetValueOrDefault(Digest) == found ? found : throw new CheckpointException($"'{path}' is damaged: its bytes are not those that were written.");
    }

    /// <summary>A network's name, and a digest of its tensors and ports.</summary>
    public static string NetworkText(ITrainable network)
    {
        var tensors = string.Join(';', network.Layout.Parameters.Select(static tensor => $"{tensor.Name}[{string.Join(',', tensor.Shape)}]{tensor.IsTrained}"));
        var digest = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{network.Precision};{tensors};{string.Join(';', network.Inputs)};{string.Join(';', network.Targets)}")).AsSpan(0, 8));
        var objective = network is Objective<float> or Objective<double> ? $"the objective {network}, " : "";
        return string.Create(CultureInfo.InvariantCulture, $"{objective}{network.Layout.Network} of {network.Layout.Parameters.Count} tensors with {network.Layout.Total:N0} numbers; {digest}");
    }

    /// <summary>The settings that decide what a run learns.</summary>
    public static string SettingsText(TrainingOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"batches of {options.BatchSize} rows{(options.DropLast ? ", the last dropped" : "")}, {options.Accumulate} a step, {(options.Shuffle ? "shuffled" : "in order")}, seed {options.Seed}, "
            + $"{options.Optimizer.GetType().Name}, {(options.AverageWeights is { } share ? $"weights averaged by {share}" : "weights not averaged")}"
            + $"{(options.Cluster is null ? "" : options.Reproducible ? ", in shards" : ", in shards summed in any order")}{Text(options.Turns)}");

    /// <summary>What the other players are; nothing where there are none.</summary>
    private static string Text(IReadOnlyList<Turn> turns) => string.Concat(turns.Select(static turn =>
        string.Create(CultureInfo.InvariantCulture, $", {turn.Network} by {turn.Optimizer.GetType().Name}, {turn.Steps} after every {turn.Every}")));
}
