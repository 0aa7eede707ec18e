using System.IO.MemoryMappedFiles;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>The file that was judged last, where it outlives the process: a stack that overflows and memory that is not there end a program without a word.</summary>
internal sealed class LastFile : IDisposable
{
    private const int Room = 1 << 22;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    public LastFile(string path)
    {
        Path = path;
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, Room);
        view = file.CreateViewAccessor();
    }

    /// <summary>Where it is: the length in four bytes, and the content.</summary>
    public string Path { get; }

    /// <summary>Keeps a file.</summary>
    public void Note(byte[] content)
    {
        var length = Math.Min(content.Length, Room - sizeof(int));
        view.Write(0, length);
        view.WriteArray(sizeof(int), content, 0, length);
    }

    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
        File.Delete(Path);
    }
}
