using System.IO.Compression;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;

namespace Adjoint.Tests.Package;

/// <summary>What users do with the package: refer to it and run; trim; compile to native code.</summary>
[Trait("Set", "Slow")]
public sealed class PackageTests(PackedLibrary library) : IClassFixture<PackedLibrary>
{
    /// <summary>Vectors of another width add in another order; a thousand steps on, this much may be left of it.</summary>
    private const float Tolerance = 1e-4f;

    [Fact]
    public void The_package_holds_the_library_the_compiler_and_nothing_to_depend_on()
    {
        using var package = ZipFile.OpenRead(library.File);
        var files = package.Entries.Select(static entry => entry.FullName).ToList();
        string[] needed =
        [
            "lib/net8.0/Adjoint.dll", "lib/net8.0/Adjoint.xml", "lib/net10.0/Adjoint.dll", "lib/net10.0/Adjoint.xml", "analyzers/dotnet/cs/Adjoint.Generator.dll",
            "analyzers/dotnet/cs/Adjoint.CodeFixes.dll", "build/net8.0/Adjoint.props", "buildTransitive/net8.0/Adjoint.props", "README.md",
        ];
        Assert.Equal([], needed.Except(files));
        var strangers = files.Where(static file => file.EndsWith(".dll", StringComparison.Ordinal) && !Path.GetFileName(file).StartsWith("Adjoint.", StringComparison.Ordinal));
        Assert.Equal([], strangers);

        using var specification = new StreamReader(package.GetEntry("Adjoint.nuspec")!.Open());
        var text = specification.ReadToEnd();
        Assert.Contains("""<license type="expression">MIT</license>""", text, StringComparison.Ordinal);
        Assert.Contains("<readme>README.md</readme>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<dependency ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fresh_project_with_one_reference_learns_exclusive_or()
    {
        var program = new FreshProgram(library, "fresh", "net10.0");
        AssertLearnt(program.Run(shown: "ADJ0316"));
        // What is said about a declaration has its file, its line and its column, and obeys the .editorconfig beside it.
        Assert.Matches(@"Program\.cs\(\d+,\d+\): warning ADJ0316: dense1: 2 .+ 8, 24 parameters", program.BuildOutput);
    }

    [Theory]
    [InlineData("netstandard2.0")]
    [InlineData("net6.0")]
    public void A_project_for_an_older_framework_is_told_so_when_it_restores_the_package(string framework)
    {
        var restored = new FreshProgram(library, "old-" + framework, framework).Restore();
        Assert.NotEqual(0, restored.ExitCode);
        Assert.Matches($@"error NU1202: Package Adjoint .+ is not compatible with {framework}", restored.Output);
        Assert.Contains("net8.0", restored.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_without_unsafe_code_has_one_error_and_a_build_without_optimisation_a_word_about_it()
    {
        var program = new FreshProgram(library, "safe", "net10.0", "<AllowUnsafeBlocks>false</AllowUnsafeBlocks>");
        var errors = Regex.Matches(program.BuildFails(null), @"error \w+: [^\[]+").Select(static match => match.Value).Distinct();
        Assert.StartsWith("error ADJ0110: 'Xor' cannot be compiled in this project", Assert.Single(errors), StringComparison.Ordinal);
        Assert.Matches(@"warning ADJ0709: Networks run 5 to 10 times slower", program.Build("Debug", "ADJ0709", "AllowUnsafeBlocks=true"));
        Assert.DoesNotContain("ADJ0709", program.Build("Debug", "ADJ0709", "AllowUnsafeBlocks=true", "Optimize=true"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_has_its_place_in_the_builds_words_and_dotnet_format_mends_it()
    {
        const string wrong = """
            using Adjoint;

            System.Console.WriteLine(Digits.InputSize);

            [Network, Input(4, 7)]
            [Dense(10), Softmax]
            [CrossEntropy]
            public sealed partial class Digits;
            """;
        var program = new FreshProgram(library, "mistaken", "net10.0");
        Assert.Matches(@"Program\.cs\(7,2\): error ADJ0413: CrossEntropy needs a vector .+ insert Flatten", program.BuildFails(wrong));
        Assert.Equal(wrong.Replace("[Dense(10)", "[Flatten, Dense(10)", StringComparison.Ordinal), program.Format("ADJ0413"));
    }

    [Fact]
    public void A_trimmed_program_computes_the_same() =>
        AssertSame(new FreshProgram(library, "trimmed", "net8.0").Publish("PublishTrimmed=true"));

    [Fact]
    public void A_native_program_computes_the_same() =>
        AssertSame(PublishNative("native", "net8.0", []));

    [Fact]
    public void A_native_program_for_wide_vectors_computes_the_same() =>
        AssertSame(PublishNative("native-wide", "net10.0", [$"IlcInstructionSet={(Avx2.IsSupported && Fma.IsSupported ? "x86-64-v3" : "native")}"]));

    /// <summary>The oldest framework and the newest, one each: a publication takes minutes.</summary>
    private float[] PublishNative(string name, string framework, string[] settings)
    {
        Assert.True(
            OperatingSystem.IsWindows() || IsInPath("clang") || IsInPath("gcc"),
            "Native compilation needs a C compiler to link with, and zlib: install clang or gcc, and zlib1g-dev (Debian, Ubuntu) or zlib-devel (Fedora).");
        return new FreshProgram(library, name, framework).Publish(["PublishAot=true", .. settings]);
    }

    private static bool IsInPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>The loss and the predictions for (0, 0), (0, 1), (1, 0) and (1, 1).</summary>
    private static void AssertLearnt(float[] numbers)
    {
        Assert.Equal(5, numbers.Length);
        Assert.InRange(numbers[0], 0, 1e-3f);
        Assert.All(numbers[1..].Zip([0f, 1f, 1f, 0f]), static pair => Assert.InRange(pair.First, pair.Second - 0.1f, pair.Second + 0.1f));
    }

    private static void AssertSame(float[] numbers)
    {
        AssertLearnt(numbers);
        var expected = Xor.LearnAsTheReadmeDoes();
        Assert.All(numbers.Zip(expected), static pair => Assert.Equal(pair.Second, pair.First, Tolerance));
    }
}
