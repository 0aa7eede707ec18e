using Adjoint.Runtime;

namespace Adjoint.Tests.Files;

public sealed class AtomicFileTests
{
    [Fact]
    public void A_fault_in_the_middle_of_writing_leaves_the_old_file_and_nothing_else()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.Write("m", [1, 2, 3]);
        var fault = Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, static stream =>
        {
            stream.Write(new byte[200_000]);
            throw new InvalidOperationException("Half-way.");
        }));
        Assert.Equal("Half-way.", fault.Message);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal(["m"], scratch.Names);
    }

    [Fact]
    public void A_fault_where_no_file_was_leaves_none()
    {
        using var scratch = new ScratchDirectory();
        Assert.Throws<IOException>(() => AtomicFile.Write(scratch.File("m"), static _ => throw new IOException("Full.")));
        Assert.Empty(scratch.Names);
    }

    [Fact]
    public void The_old_content_stands_until_the_new_is_complete()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.Write("m", [1]);
        AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(2);
            stream.Flush();
            Assert.Equal([1], File.ReadAllBytes(path));
        });
        Assert.Equal([2], File.ReadAllBytes(path));
    }
}
