using System.Runtime.CompilerServices;

namespace Adjoint.Generator.Tests.Harness;

/// <summary>What a snapshot test may choose; names and meaning are Verify's.</summary>
internal sealed class VerifySettings
{
    /// <summary>Where approved files lie: <c>Approved</c> in the test project, unless another folder is set.</summary>
    public string Directory { get; private set; } = DefaultDirectory();

    /// <summary>What follows the method's name in the file's, for the cases of a theory; null for none.</summary>
    public string? TextForParameters { get; private set; }

    /// <summary>Whether what a test receives becomes what is approved.</summary>
    public bool IsAutoVerify { get; set; } = Environment.GetEnvironmentVariable("ADJOINT_APPROVE") == "1";

    /// <summary>Keeps approved files in another folder.</summary>
    public void UseDirectory(string directory) => Directory = directory;

    /// <summary>Tells the cases of a theory apart by <paramref name="parametersText"/>, after an underscore.</summary>
    public void UseTextForParameters(string parametersText) => TextForParameters = parametersText;

    /// <summary>Approves whatever this test receives, as <c>ADJOINT_APPROVE=1</c> does for every test.</summary>
    public void AutoVerify() => IsAutoVerify = true;

    private static string DefaultDirectory([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Approved");
}
