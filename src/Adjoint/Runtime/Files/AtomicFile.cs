namespace Adjoint.Runtime;

/// <summary>Replaces a file as a whole: a reader, a crash or a full disk meets the old content or the new, never a part of either.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes <paramref name="path"/> through <paramref name="write"/>; whatever that throws leaves the old file as it was. A link stays a link, and the file at its
    /// end is replaced; the new one has the old one's mode and, where the system allows it, its owner and group.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written, or is a directory, a pipe or a device. Messages name <paramref name="path"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its directory may not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var target = SaveTarget.Of(path);
        try
        {
            using var temporary = TemporaryFile.Create(target.Path, isPrivate: target.Exists);
            temporary.SweepOrphans();
            // Before there is anything to read in it.
            target.GiveRights(temporary);
            write(temporary.Content);
            temporary.MoveTo(target.Path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw About(path, fault, TemporaryFile.NameTarget(fault.Message, target.Path, path));
        }
    }

    /// <summary>The same exception about the path that the caller knows.</summary>
    private static Exception About(string path, Exception fault, string reason)
    {
        Exception about = fault switch
        {
            DirectoryNotFoundException => new DirectoryNotFoundException($"'{path}' cannot be saved: its directory does not exist. Create it first.", fault),
            UnauthorizedAccessException => new UnauthorizedAccessException(
                $"'{path}' cannot be saved: its directory is not writable, and the new file is written there before it replaces the old one.", fault),
            PathTooLongException => new PathTooLongException($"'{path}' cannot be saved: {reason}", fault),
            _ => new IOException($"'{path}' cannot be saved: {reason}", fault),
        };
        about.HResult = fault.HResult;
        return about;
    }
}
