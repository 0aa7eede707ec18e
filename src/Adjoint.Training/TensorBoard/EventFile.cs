using System.Buffers.Binary;
using System.Text;

namespace Adjoint.Training;

/// <summary>An event file that grows while a run goes on. Adding a number allocates nothing once its name is known.</summary>
internal sealed class EventFile : IDisposable
{
    /// <summary>What the one file in a folder is called; TensorBoard looks for the first part.</summary>
    public const string Name = "events.out.tfevents.adjoint";

    private readonly Dictionary<string, byte[]> tags = new(StringComparer.Ordinal);
    private readonly FileStream stream;
    private byte[] record = new byte[256];

    private EventFile(FileStream stream) => this.stream = stream;

    /// <summary>Opens the file of a folder, to go on after a step: what it says of later ones is dropped, and what a killed process has left half written. From step 0 on it starts again.</summary>
    /// <param name="folder">The folder; created where it is missing.</param>
    /// <param name="step">The steps that the run has taken.</param>
    /// <param name="seconds">The time now, in seconds since 1970.</param>
    public static EventFile Open(string folder, long step, double seconds)
    {
        Directory.CreateDirectory(folder);
        var stream = new FileStream(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        try
        {
            var end = step == 0 ? 0 : EndOf(stream, step);
            stream.SetLength(end);
            stream.Position = end;
            var file = new EventFile(stream);
            if (end == 0)
                stream.Write(file.record, 0, EventRecord.Version(file.record, seconds));
            return file;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Adds a number at a step.</summary>
    public void Add(string tag, long step, double value, double seconds)
    {
        if (!tags.TryGetValue(tag, out var bytes))
            tags[tag] = bytes = Encoding.UTF8.GetBytes(tag);
        if (record.Length < EventRecord.MostOf(bytes))
            record = new byte[EventRecord.MostOf(bytes)];
        stream.Write(record, 0, EventRecord.Scalar(record, seconds, step, bytes, (float)value));
    }

    /// <summary>Hands all that was added to the system.</summary>
    public void Flush() => stream.Flush();

    public void Dispose() => stream.Dispose();

    /// <summary>Where the first record begins that is not whole, or of a later step.</summary>
    private static long EndOf(FileStream stream, long step)
    {
        var head = new byte[EventRecord.Head];
        for (var end = 0L; ; end = stream.Position)
        {
            if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
                return end;
            var length = BinaryPrimitives.ReadInt64LittleEndian(head);
            if (BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(8)) != EventRecord.Checksum(head.AsSpan(0, 8)) || length is < 0 or > EventRecord.MostBytes)
                return end;
            var rest = new byte[length + EventRecord.Tail];
            if (stream.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false) < rest.Length)
                return end;
            var message = rest.AsSpan(0, (int)length);
            if (BinaryPrimitives.ReadUInt32LittleEndian(rest.AsSpan((int)length)) != EventRecord.Checksum(message) || EventRecord.StepOf(message) is var at && (at < 0 || at > step))
                return end;
        }
    }
}
