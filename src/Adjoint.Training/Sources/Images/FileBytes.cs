namespace Adjoint.Training;

/// <summary>
/// The bytes of a file, beyond whose end nothing can be read. The decoder takes what any other stream answers there for bytes of 255, and waits for another for ever.
/// </summary>
internal sealed class FileBytes(byte[] file) : MemoryStream(file, writable: false)
{
    public override int ReadByte() => base.ReadByte() is >= 0 and var value ? value : throw new EndOfStreamException();

    public override int Read(byte[] buffer, int offset, int count) => Whole(base.Read(buffer, offset, count), count);

    public override int Read(Span<byte> buffer) => Whole(base.Read(buffer), buffer.Length);

    private static int Whole(int count, int wanted) => count == wanted ? count : throw new EndOfStreamException();
}
