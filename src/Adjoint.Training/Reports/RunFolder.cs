namespace Adjoint.Training;

/// <summary>Runs that go on elsewhere, or ended long ago, as their checkpoints tell them.</summary>
public static class RunFolder
{
    /// <summary>
    /// Writes a report of all that checkpoints tell: the curves of a run, and the numbers of its network. Rows and layers are not in them; <see cref="Run.Report"/> shows these
    /// too.
    /// </summary>
    /// <param name="folder">That of <see cref="TrainingOptions.Checkpoints"/>.</param>
    /// <param name="path">The page; an older one is replaced as a whole, or not at all.</param>
    /// <exception cref="CheckpointException">The folder has no checkpoint that can be read.</exception>
    /// <exception cref="IOException">The page cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The page is read-only, or its directory may not be written.</exception>
    public static void Report(string folder, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var run = StoredRun.Read(folder);
        RunReport.Save(path, run.Metadata.GetValueOrDefault("network", "run"), RunReport.Data(run));
    }
}
