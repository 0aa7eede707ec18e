using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>
/// The compiled image of a source with many networks. It is kept beside the tests, under a name that its source, the generator, the library and the tests
/// decide together: the same tests run once more with narrower vectors, in processes that need not compile it again.
/// </summary>
internal static class SubjectImage
{
    /// <summary>Far more than the largest source takes on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(7);

    /// <summary>Compiles a source, or finds what another process has compiled; the compilation has the source alone.</summary>
    public static (CSharpCompilation Input, EmittedAssembly Project) Of(string source)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Subjects", NameOf(source) + ".dll");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var turn = WaitForTurn(path);
        if (File.Exists(path))
        {
            using var kept = File.OpenRead(path);
            return (TestCompilation.Create(source, HarnessSettings.Here), new EmittedAssembly(kept));
        }
        var (result, image) = GeneratorHarness.Compile(source);
        using var _ = image;
        Keep(image, path);
        return (result.Input, new EmittedAssembly(image));
    }

    private static string NameOf(string source)
    {
        var parts = new[] { typeof(NetworkGenerator), typeof(INetwork), typeof(SubjectImage) }.Select(static type => type.Module.ModuleVersionId.ToString());
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts.Append(source)))));
    }

    /// <summary>The first process that asks compiles, and others wait for what it keeps. The lock is the file system's, which opens it when a process ends, however it ends.</summary>
    private static FileStream WaitForTurn(string path)
    {
        for (var patience = Stopwatch.StartNew(); ; Thread.Sleep(100))
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (patience.Elapsed < Patience)
            {
            }
        }
    }

    /// <summary>Under another name first, so that nobody reads half of it.</summary>
    private static void Keep(MemoryStream image, string path)
    {
        var half = $"{path}.{Environment.ProcessId}";
        File.WriteAllBytes(half, image.ToArray());
        File.Move(half, path, overwrite: true);
    }
}
