namespace Adjoint.Runtime;

/// <summary>The file that a save replaces: what a link leads to, and who may do what with it.</summary>
internal sealed class SaveTarget
{
    /// <summary>The most links on one way, as Linux has it.</summary>
    private const int MostLinks = 40;

    private const UnixFileMode WriteBits = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode GroupBits = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    private SaveTarget(string path, bool exists) => (Path, Exists) = (path, exists);

    /// <summary>The full path of the file itself, whatever links lead to it.</summary>
    public string Path { get; }

    /// <summary>Whether there is a file to replace.</summary>
    public bool Exists { get; }

    /// <summary>Finds what <paramref name="path"/> leads to.</summary>
    /// <exception cref="IOException">It is a directory, a pipe or a device, or its links lead nowhere.</exception>
    /// <exception cref="UnauthorizedAccessException">It is read-only.</exception>
    public static SaveTarget Of(string path)
    {
        if (Directory.Exists(path))
            throw new IOException($"'{path}' is a directory; give the name of a file in it.");
        if (LinuxFile.Find(path) is { IsRegular: false })
            throw new IOException($"'{path}' is a pipe or a device; give the name of a file.");
        var links = 0;
        var target = System.IO.Path.GetFullPath(FollowLinks(path, path, ref links));
        var exists = File.Exists(target);
        if (exists && IsReadOnly(target))
            throw new UnauthorizedAccessException($"'{path}' is read-only. Make it writable, or save under another name.");
        return new SaveTarget(target, exists);
    }

    /// <summary>Gives a new file the owner, the group and the mode of the old one, as far as the system allows it.</summary>
    public void GiveRights(TemporaryFile file)
    {
        if (!Exists || OperatingSystem.IsWindows())
            return;
        try
        {
            var mode = File.GetUnixFileMode(Path);
            // The rights of one group are not for another; it gets those of everybody. Changing the owner comes first: it takes rights away.
            if (!LinuxFile.GiveOwner(Path, file.Path))
                mode = mode & ~GroupBits | (UnixFileMode)((int)mode << 3) & GroupBits & mode;
            File.SetUnixFileMode(file.Content.SafeFileHandle, mode);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A file system without modes. The file is its owner's alone.
        }
    }

    /// <summary>
    /// The file at the end of a way of links. Each is resolved where it really is: after a link to a directory <c>..</c> is not what the text of the path says.
    /// </summary>
    private static string FollowLinks(string path, string asked, ref int links)
    {
        if (new FileInfo(path).LinkTarget is not { } link)
            return path;
        if (++links > MostLinks)
            throw new IOException($"'{asked}' is a link that leads through more than {MostLinks} others; do they lead in a circle?");
        var directory = RealDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!, asked, ref links);
        return FollowLinks(System.IO.Path.Combine(directory, link), asked, ref links);
    }

    private static string RealDirectory(string directory, string asked, ref int links)
    {
        if (System.IO.Path.GetDirectoryName(directory) is not { } parent)
            return directory;
        var real = System.IO.Path.Combine(RealDirectory(parent, asked, ref links), System.IO.Path.GetFileName(directory));
        if (new DirectoryInfo(real).LinkTarget is not { } link)
            return real;
        if (++links > MostLinks)
            throw new IOException($"'{asked}' leads through more than {MostLinks} links; do they lead in a circle?");
        var target = System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(real)!, link));
        return RealDirectory(target, asked, ref links);
    }

    private static bool IsReadOnly(string path)
    {
        if (OperatingSystem.IsWindows())
            return new FileInfo(path).IsReadOnly;
        // Root may write everything, and means it; but what nobody is to write is marked as such.
        if ((File.GetUnixFileMode(path) & WriteBits) == 0)
            return true;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            // Locked by somebody who reads it: replacing it does not disturb them.
            return false;
        }
    }
}
