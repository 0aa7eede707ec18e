using System.Reflection;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Meta;

/// <summary>An approved file whose test was renamed or deleted is compared with nothing.</summary>
public sealed class ApprovedFilesTests
{
    [Fact]
    public void Every_approved_file_has_a_test()
    {
        var orphans = ApprovedFiles.Orphans(new VerifySettings().Directory, Assembly.GetExecutingAssembly());
        Assert.True(orphans.Count == 0, "No test reads these approved files; delete them, or give the tests their names back: " + string.Join(", ", orphans));
    }

    [Fact]
    public void A_file_without_a_test_is_found()
    {
        using var folder = new TemporaryFolder();
        folder.Write($"{nameof(ApprovedFilesTests)}.{nameof(A_file_without_a_test_is_found)}#Net.g.verified.cs", "");
        folder.Write($"{nameof(ApprovedFilesTests)}.{nameof(A_file_without_a_test_is_found)}.verified.txt", "");
        folder.Write($"{nameof(ApprovedFilesTests)}.{nameof(A_file_of_a_theory_belongs_to_it)}_dense.verified.txt", "");
        folder.Write($"{nameof(ApprovedFilesTests)}.A_file#Net.g.verified.cs", "");
        folder.Write($"OtherTests.{nameof(A_file_without_a_test_is_found)}.verified.txt", "");
        Assert.Equal(
            [$"{nameof(ApprovedFilesTests)}.A_file#Net.g.verified.cs", $"OtherTests.{nameof(A_file_without_a_test_is_found)}.verified.txt"],
            ApprovedFiles.Orphans(folder.Path, Assembly.GetExecutingAssembly()));
    }

    [Theory]
    [InlineData("_dense.verified.txt", true)]
    [InlineData("Dense.verified.txt", false)]
    public void A_file_of_a_theory_belongs_to_it(string ending, bool belongs)
    {
        using var folder = new TemporaryFolder();
        folder.Write($"{nameof(ApprovedFilesTests)}.{nameof(A_file_of_a_theory_belongs_to_it)}{ending}", "");
        Assert.Equal(belongs, ApprovedFiles.Orphans(folder.Path, Assembly.GetExecutingAssembly()).Count == 0);
    }
}
