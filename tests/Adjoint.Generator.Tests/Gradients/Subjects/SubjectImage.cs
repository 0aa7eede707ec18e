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
    /// <summary>Compiles a source, or finds what another process has compiled; the compilation has the source alone.</summary>
    public static (CSharpCompilation Input, EmittedAssembly Project) Of(string source)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Subjects", NameOf(source) + ".dll");
        if (File.Exists(path))
        {
            using var kept = File.OpenRead(path);
            return (TestCompilation.Create(source, new HarnessSettings()), new EmittedAssembly(kept));
        }
        var result = GeneratorHarness.Run(source);
        using var image = result.Image();
        Keep(image, path);
        return (result.Input, new EmittedAssembly(image));
    }

    private static string NameOf(string source)
    {
        var parts = new[] { typeof(NetworkGenerator), typeof(INetwork), typeof(SubjectImage) }.Select(static type => type.Module.ModuleVersionId.ToString());
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts.Append(source)))));
    }

    /// <summary>Under another name first, so that nobody reads half of it.</summary>
    private static void Keep(MemoryStream image, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var half = $"{path}.{Environment.ProcessId}";
        File.WriteAllBytes(half, image.ToArray());
        File.Move(half, path, overwrite: true);
    }
}
