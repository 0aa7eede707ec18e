using System.Globalization;
using System.IO.Compression;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;

namespace Adjoint.Tests.Package;

/// <summary>What users do with the packages: refer to one and run; trim; compile to native code.</summary>
[Trait("Set", "Slow")]
public sealed class PackageTests(PackedLibrary library) : IClassFixture<PackedLibrary>
{
    /// <summary>Vectors of another width add in another order; a thousand steps on, this much may be left of it.</summary>
    private const float Tolerance = 1e-4f;

    [Fact]
    public void The_package_holds_the_library_the_compiler_and_nothing_to_depend_on()
    {
        using var package = ZipFile.OpenRead(library.FileOf("Adjoint"));
        var files = package.Entries.Select(static entry => entry.FullName).ToList();
        string[] needed =
        [
            "lib/net8.0/Adjoint.dll", "lib/net8.0/Adjoint.xml", "lib/net10.0/Adjoint.dll", "lib/net10.0/Adjoint.xml", "analyzers/dotnet/cs/Adjoint.Generator.dll",
            "analyzers/dotnet/cs/Adjoint.CodeFixes.dll", "build/net8.0/Adjoint.props", "buildTransitive/net8.0/Adjoint.props", "README.md", "icon.png",
        ];
        Assert.Equal([], needed.Except(files));
        var strangers = files.Where(static file => file.EndsWith(".dll", StringComparison.Ordinal) && !Path.GetFileName(file).StartsWith("Adjoint.", StringComparison.Ordinal));
        Assert.Equal([], strangers);

        var text = Specification(package, "Adjoint");
        Assert.Contains("""<license type="expression">MIT</license>""", text, StringComparison.Ordinal);
        Assert.Contains("<readme>README.md</readme>", text, StringComparison.Ordinal);
        Assert.Contains("<icon>icon.png</icon>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<dependency ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_symbols_are_a_package_of_their_own()
    {
        using var symbols = ZipFile.OpenRead(Path.ChangeExtension(library.FileOf("Adjoint"), ".snupkg"));
        string[] needed = ["lib/net8.0/Adjoint.pdb", "lib/net10.0/Adjoint.pdb"];
        Assert.Equal([], needed.Except(symbols.Entries.Select(static entry => entry.FullName)));
    }

    [Fact]
    public void The_package_of_training_brings_the_compiler_and_depends_on_what_its_project_names()
    {
        using var package = ZipFile.OpenRead(library.FileOf("Adjoint.Training"));
        string[] needed = ["lib/net8.0/Adjoint.Training.dll", "lib/net8.0/Adjoint.Training.xml", "lib/net10.0/Adjoint.Training.dll", "lib/net10.0/Adjoint.Training.xml", "README.md"];
        Assert.Equal([], needed.Except(package.Entries.Select(static entry => entry.FullName)));

        var text = Specification(package, "Adjoint.Training");
        Assert.Equal(
            ["Adjoint", "CsvHelper", "Spectre.Console", "StbImageSharp"],
            Regex.Matches(text, """<dependency id="([^"]+)""").Select(static match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
        // Without this word the compiler would stay with this package, and whoever refers to it would have no generated code.
        Assert.Equal(2, Regex.Count(text, $"""<dependency id="Adjoint" version="{Regex.Escape(library.Version)}" include="All" />"""));
    }

    [Fact]
    public void A_fresh_project_with_one_reference_learns_exclusive_or()
    {
        var program = new FreshProgram(library, "fresh", "net10.0");
        AssertLearnt(NumbersOf(program.Run(shown: "ADJ0316")));
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
        AssertSame(PublishNative(new FreshProgram(library, "native", "net8.0")));

    /// <summary>What <c>dotnet new console</c> makes, one reference, a table, and the program: as it stands on the page, in under thirty lines.</summary>
    [Fact]
    public void The_first_page_of_the_guide_goes_from_a_table_to_a_prediction()
    {
        var program = new FreshProgram(
            library, "guide", "net10.0", "<ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>", package: "Adjoint.Training", page: "docs/guide.md");
        program.Add(Species.TableFile);
        var lines = program.Run(shown: "ADJ0316").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var accuracy = Regex.Match(lines[^2], @"^69 rows: loss \S+, accuracy (\S+) % \(largest class 43\.5 %\), macro-F1 \S+$").Groups[1].Value;
        Assert.True(double.TryParse(accuracy, CultureInfo.InvariantCulture, out var share) && share >= 94, string.Join('\n', lines));
        Assert.Equal("Gentoo", lines[^1]);
    }

    /// <summary>Native compilation trims as well. Both assemblies are roots: a warning about any of their members would fail the publication, whether the program uses it or not.</summary>
    [Fact]
    public void A_native_program_for_wide_vectors_that_trains_from_a_table_with_checkpoints_and_a_search_computes_the_same()
    {
        var program = new FreshProgram(
            library, "native-training", "net10.0", package: "Adjoint.Training", items: """<TrimmerRootAssembly Include="Adjoint;Adjoint.Training" />""");
        program.Add(Species.TableFile);
        var found = Species.Parse(PublishNative(program, $"IlcInstructionSet={(Avx2.IsSupported && Fma.IsSupported ? "x86-64-v3" : "native")}"));
        var expected = Species.Parse(Species.LearnAsTheReadmeDoes());
        Assert.True(expected.Accuracy > 90, $"The accuracy is {expected.Accuracy} %.");
        Assert.Equal(expected.Loss, found.Loss, 1e-3);
        Assert.Equal((expected.Accuracy, expected.Search, expected.Answers), (found.Accuracy, found.Search, found.Answers));
    }

    /// <summary>The oldest framework and the newest, one each: a publication takes minutes.</summary>
    private static string PublishNative(FreshProgram program, params string[] settings)
    {
        Assert.True(
            OperatingSystem.IsWindows() || IsInPath("clang") || IsInPath("gcc"),
            "Native compilation needs a C compiler to link with, and zlib: install clang or gcc, and zlib1g-dev (Debian, Ubuntu) or zlib-devel (Fedora).");
        return program.Publish(["PublishAot=true", .. settings]);
    }

    private static bool IsInPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string Specification(ZipArchive package, string name)
    {
        using var specification = new StreamReader(package.GetEntry($"{name}.nuspec")!.Open());
        return specification.ReadToEnd();
    }

    private static float[] NumbersOf(string output) =>
        [.. output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(static line => float.Parse(line, CultureInfo.InvariantCulture))];

    /// <summary>The loss and the predictions for (0, 0), (0, 1), (1, 0) and (1, 1).</summary>
    private static void AssertLearnt(float[] numbers)
    {
        Assert.Equal(5, numbers.Length);
        Assert.InRange(numbers[0], 0, 1e-3f);
        Assert.All(numbers[1..].Zip([0f, 1f, 1f, 0f]), static pair => Assert.InRange(pair.First, pair.Second - 0.1f, pair.Second + 0.1f));
    }

    private static void AssertSame(string output)
    {
        var numbers = NumbersOf(output);
        AssertLearnt(numbers);
        var expected = Xor.LearnAsTheReadmeDoes();
        Assert.All(numbers.Zip(expected), static pair => Assert.Equal(pair.Second, pair.First, Tolerance));
    }
}
