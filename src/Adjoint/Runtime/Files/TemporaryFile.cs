namespace Adjoint.Runtime;

/// <summary>
/// The file that becomes another one when it is complete. It is in the same directory, because a rename is atomic only within one file system, and is locked
/// until it has the other's name or is gone.
/// </summary>
/// <remarks>
/// A process that is killed leaves its temporary file, and the system takes back the lock. So a file of this kind that can be locked is an orphan, whoever
/// made it and whatever else runs; the next save to the same target deletes it. Where locks do not work (some network file systems, or the runtime's setting that
/// turns them off) files have another name, which nobody sweeps.
/// </remarks>
internal sealed class TemporaryFile : IDisposable
{
    /// <summary>Another process may sweep a file between its creation and its lock.</summary>
    private const int Attempts = 5;

    /// <summary>The name goes on with some random letters, and ends with whether it can be swept. It is short whatever the target's is, which may be as long as the system allows.</summary>
    private const int Letters = 8;
    private const string Prefix = ".adjoint-";
    private const string Locked = ".tmp";
    private const string NotLocked = ".new";

    private readonly string stem;
    private bool isMoved;

    private TemporaryFile(string path, string stem, FileStream content) => (Path, this.stem, Content) = (path, stem, content);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Receives what it is to hold.</summary>
    public FileStream Content { get; }

    /// <summary>Creates one for a target.</summary>
    /// <param name="target">What it will become, a full path.</param>
    /// <param name="isPrivate">Whether at first nobody else may read it.</param>
    public static TemporaryFile Create(string target, bool isPrivate)
    {
        var stem = StemOf(target);
        for (var attempt = 1; ; attempt++)
        {
            var path = stem + System.IO.Path.GetRandomFileName()[..Letters];
            try
            {
                if (Open(path + Locked, isPrivate) is { } locked)
                    return new TemporaryFile(path + Locked, stem, locked);
                return new TemporaryFile(path + NotLocked, stem, New(path + NotLocked, isPrivate));
            }
            catch (IOException fault) when (attempt < Attempts && (fault is FileNotFoundException || fault.GetType() == typeof(IOException)))
            {
                // Swept before it was locked: its directory is there, so another name will do.
            }
        }
    }

    /// <summary>Deletes what killed processes have left of earlier saves to the same target.</summary>
    public void SweepOrphans()
    {
        if (!Path.EndsWith(Locked, StringComparison.Ordinal))
            return;
        try
        {
            foreach (var orphan in Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(stem)!, $"{System.IO.Path.GetFileName(stem)}*{Locked}"))
            {
                if (orphan != Path)
                    DeleteUnlessLocked(orphan);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The directory cannot be listed: saving does not depend on it.
        }
    }

    /// <summary>Deletes what killed processes have left of saves to any target in a folder.</summary>
    public static void SweepFolder(string folder)
    {
        foreach (var orphan in Directory.EnumerateFiles(folder, $"{Prefix}*{Locked}"))
            DeleteUnlessLocked(orphan);
    }

    /// <summary>Gives the complete file the target's name.</summary>
    public void MoveTo(string target)
    {
        // The content must reach the disk before the name does.
        Content.Flush(flushToDisk: true);
        File.Move(Path, target, overwrite: true);
        isMoved = true;
    }

    /// <summary>Deletes the file unless it was moved.</summary>
    public void Dispose()
    {
        // First the name, then the lock; Windows deletes what is shared for it as soon as it is closed.
        if (!isMoved)
            DeleteIfPossible(Path);
        Content.Dispose();
    }

    /// <summary>A message that names the target as the user wrote it wherever it named a temporary file.</summary>
    public static string NameTarget(string message, string target, string written)
    {
        var stem = StemOf(target);
        for (var start = message.IndexOf(stem, StringComparison.Ordinal); start >= 0; start = message.IndexOf(stem, start + written.Length, StringComparison.Ordinal))
            message = message[..start] + written + message[Math.Min(message.Length, start + stem.Length + Letters + Locked.Length)..];
        return message;
    }

    /// <summary>What the paths of all temporary files of a target begin with.</summary>
    internal static string StemOf(string target) => System.IO.Path.Combine(
        System.IO.Path.GetDirectoryName(target)!, $"{Prefix}{CounterRandom.StreamOf(System.IO.Path.GetFileName(target)):x16}-");

    /// <summary>A new file and its lock, or null if locks do not work here.</summary>
    /// <exception cref="FileNotFoundException">The file was swept before it was locked.</exception>
    private static FileStream? Open(string path, bool isPrivate)
    {
        var content = New(path, isPrivate);
        try
        {
            using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
            }
        }
        catch (FileNotFoundException)
        {
            content.Dispose();
            throw;
        }
        catch (IOException)
        {
            return content;
        }

        DeleteIfPossible(path);
        content.Dispose();
        return null;
    }

    private static FileStream New(string path, bool isPrivate)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            // Readers may come as soon as it has the target's name; who sweeps asks for it alone. Windows renames and deletes open files only if they are shared for it.
            Share = OperatingSystem.IsWindows() ? FileShare.Read | FileShare.Delete : FileShare.Read,
        };
        if (isPrivate && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private static void DeleteUnlessLocked(string path)
    {
        try
        {
            using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Another thread or process is writing it, or it is another user's.
        }
    }

    private static void DeleteIfPossible(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The fault that brought us here is the one to report.
        }
    }
}
