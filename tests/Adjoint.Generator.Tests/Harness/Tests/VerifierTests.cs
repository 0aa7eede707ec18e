using Xunit.Sdk;

namespace Adjoint.Generator.Tests.Harness.Tests;

public sealed class VerifierTests : IDisposable
{
    private const string Test = $"{nameof(VerifierTests)}.Net";

    private const string Source = """
        [System.AttributeUsage(System.AttributeTargets.Class)] internal sealed class MarkedAttribute : System.Attribute;

        [Marked] internal partial class Net;
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Each_generated_file_is_compared_with_its_approved_file()
    {
        var run = GeneratorHarness.Run<GoodGenerator>(Source).Run;
        await Verify(run, approve: true);
        Assert.Equal([$"{Test}#Sample.g.verified.cs"], folder.Files);
        Assert.StartsWith("//HintName: Sample.g.cs\npartial class Net", folder.Read($"{Test}#Sample.g.verified.cs"), StringComparison.Ordinal);
        await Verify(run);
    }

    [Fact]
    public async Task What_nobody_approved_fails_and_is_written_down()
    {
        Assert.Contains($"{Test}.verified.txt is not approved yet", await Message("one"), StringComparison.Ordinal);
        Assert.Equal([$"{Test}.received.txt"], folder.Files);
        Assert.Equal("one", folder.Read($"{Test}.received.txt"));
    }

    [Fact]
    public async Task A_difference_fails_with_the_lines_around_it()
    {
        folder.Write($"{Test}.verified.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9");
        var message = await Message("1\n2\n3\n4\n5\n6\n7\neight\n9");
        Assert.Contains($"{Test}.verified.txt differs", message, StringComparison.Ordinal);
        Assert.Contains("(− expected, + actual)\n  …\n  5\n  6\n  7\n− 8\n+ eight\n  9\n", message, StringComparison.Ordinal);
        Assert.Contains("ADJOINT_APPROVE=1", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approving_replaces_the_approved_and_deletes_the_received()
    {
        folder.Write($"{Test}.verified.txt", "one");
        await Message("two");
        await Verify("two", approve: true);
        Assert.Equal([$"{Test}.verified.txt"], folder.Files);
        Assert.Equal("two", folder.Read($"{Test}.verified.txt"));
    }

    [Fact]
    public async Task A_received_file_is_deleted_when_the_test_passes_again()
    {
        folder.Write($"{Test}.verified.txt", "one");
        await Message("two");
        await Verify("one");
        Assert.Equal([$"{Test}.verified.txt"], folder.Files);
    }

    [Fact]
    public async Task An_approved_file_that_is_no_longer_generated_fails()
    {
        folder.Write($"{Test}.verified.txt", "one");
        folder.Write($"{Test}#Gone.verified.cs", "");
        folder.Write($"{Test}Other.verified.txt", "another test's");
        Assert.Contains($"no longer generated: {Test}#Gone.verified.cs", await Message("one"), StringComparison.Ordinal);
        await Verify("one", approve: true);
        Assert.Equal([$"{Test}.verified.txt", $"{Test}Other.verified.txt"], folder.Files);
    }

    [Fact]
    public async Task Line_ends_and_byte_order_marks_do_not_count()
    {
        folder.Write($"{Test}.verified.txt", "\ufeffone\r\ntwo");
        await Verify("one\ntwo");
    }

    [Fact]
    public async Task Cases_of_a_theory_have_files_of_their_own()
    {
        var settings = Settings(approve: true);
        settings.UseTextForParameters("dense");
        await Verifier.Verify("one", settings, methodName: "Net");
        Assert.Equal([$"{Test}_dense.verified.txt"], folder.Files);
    }

    private Task Verify(object target, bool approve = false) => Verifier.Verify(target, Settings(approve), methodName: "Net");

    private async Task<string> Message(string target) => (await Assert.ThrowsAsync<FailException>(() => Verify(target))).Message;

    private VerifySettings Settings(bool approve)
    {
        // Set and not left, for these tests must mean the same in a run that approves.
        var settings = new VerifySettings { IsAutoVerify = approve };
        settings.UseDirectory(folder.Path);
        return settings;
    }
}
