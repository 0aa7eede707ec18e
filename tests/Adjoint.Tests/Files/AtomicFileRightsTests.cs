using Adjoint.Runtime;

namespace Adjoint.Tests.Files;

/// <summary>A saved file keeps what its user has made of it: the link that leads to it, its mode, its protection.</summary>
public sealed class AtomicFileRightsTests
{
    [Fact]
    public void A_link_stays_a_link_and_its_target_is_replaced()
    {
        using var scratch = new ScratchDirectory();
        var target = scratch.Write("v1", [1]);
        File.CreateSymbolicLink(scratch.File("latest"), "v1");
        File.CreateSymbolicLink(scratch.File("alias"), scratch.File("latest"));
        AtomicFile.Write(scratch.File("alias"), static stream => stream.WriteByte(2));
        Assert.Equal("v1", new FileInfo(scratch.File("latest")).LinkTarget);
        Assert.Equal([2], File.ReadAllBytes(target));
        Assert.Equal(["alias", "latest", "v1"], scratch.Names);
    }

    [Fact]
    public void A_link_to_a_file_that_is_not_there_yet_makes_it()
    {
        using var scratch = new ScratchDirectory();
        File.CreateSymbolicLink(scratch.File("latest"), "v2");
        AtomicFile.Write(scratch.File("latest"), static stream => stream.WriteByte(2));
        Assert.Equal([2], File.ReadAllBytes(scratch.File("v2")));
        Assert.NotNull(new FileInfo(scratch.File("latest")).LinkTarget);
    }

    [Fact]
    public void A_link_is_resolved_where_it_really_lies()
    {
        using var scratch = new ScratchDirectory();
        Directory.CreateDirectory(scratch.File("disk/models"));
        Directory.CreateDirectory(scratch.File("disk/store"));
        Directory.CreateDirectory(scratch.File("store"));
        Directory.CreateSymbolicLink(scratch.File("models"), scratch.File("disk/models"));
        File.CreateSymbolicLink(scratch.File("models/latest"), "../store/v1");
        AtomicFile.Write(scratch.File("models/latest"), static stream => stream.WriteByte(2));
        Assert.Equal([2], File.ReadAllBytes(scratch.File("disk/store/v1")));
        Assert.Empty(Directory.GetFiles(scratch.File("store")));
    }

    [Fact]
    public void Links_in_a_circle_are_refused()
    {
        using var scratch = new ScratchDirectory();
        File.CreateSymbolicLink(scratch.File("a"), "b");
        File.CreateSymbolicLink(scratch.File("b"), "a");
        Assert.Contains($"'{scratch.File("a")}'", Assert.Throws<IOException>(() => AtomicFile.Write(scratch.File("a"), static _ => { })).Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], scratch.Names);
    }

    [Theory]
    [InlineData("600")]
    [InlineData("640")]
    [InlineData("666")]
    [InlineData("755")]
    public void The_mode_stays_as_it_was_from_the_first_byte_on(string octal)
    {
        if (OperatingSystem.IsWindows())
            return;
        var mode = (UnixFileMode)Convert.ToInt32(octal, 8);
        using var scratch = new ScratchDirectory();
        var path = scratch.Write("m", [1]);
        File.SetUnixFileMode(path, mode);
        var early = UnixFileMode.None;
        AtomicFile.Write(path, stream =>
        {
            early = new FileInfo(((FileStream)stream).Name).UnixFileMode;
            stream.WriteByte(2);
        });
        Assert.Equal(mode, early);
        Assert.Equal(mode, File.GetUnixFileMode(path));
        Assert.Equal([2], File.ReadAllBytes(path));
    }

    [Fact]
    public void A_file_that_nobody_may_write_is_refused_by_its_own_path()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.Write("m", [1]);
        new FileInfo(path).IsReadOnly = true;
        File.CreateSymbolicLink(scratch.File("link"), path);
        foreach (var written in new[] { path, scratch.File("link") })
        {
            var fault = Assert.Throws<UnauthorizedAccessException>(() => AtomicFile.Write(written, static stream => stream.WriteByte(2)));
            Assert.Equal($"'{written}' is read-only. Make it writable, or save under another name.", fault.Message);
        }

        Assert.Equal([1], File.ReadAllBytes(path));
        Assert.Equal(["link", "m"], scratch.Names);
        new FileInfo(path).IsReadOnly = false;
    }

    [Fact]
    public void A_device_is_refused_and_stays_one()
    {
        if (!OperatingSystem.IsLinux())
            return;
        Assert.Contains("'/dev/null' is a pipe or a device", Assert.Throws<IOException>(() => AtomicFile.Write("/dev/null", static _ => { })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_is_refused()
    {
        using var scratch = new ScratchDirectory();
        Directory.CreateDirectory(scratch.File("m"));
        Assert.Contains($"'{scratch.File("m")}' is a directory", Assert.Throws<IOException>(() => AtomicFile.Write(scratch.File("m"), static _ => { })).Message, StringComparison.Ordinal);
        Assert.Equal(["m"], scratch.Names);
    }

    [Fact]
    public void Names_may_be_as_long_as_the_system_allows()
    {
        using var scratch = new ScratchDirectory();
        var name = new string('n', 255);
        AtomicFile.Write(scratch.File(name), static stream => stream.WriteByte(1));
        AtomicFile.Write(scratch.File(name), static stream => stream.WriteByte(2));
        Assert.Equal([name], scratch.Names);
        var tooLong = scratch.File(name + "n");
        Assert.Contains(tooLong, Assert.ThrowsAny<IOException>(() => AtomicFile.Write(tooLong, static stream => stream.WriteByte(2))).Message, StringComparison.Ordinal);
        Assert.Equal([name], scratch.Names);
    }

    [Fact]
    public void Faults_name_the_path_that_the_user_wrote()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.File("none/m");
        Assert.Equal($"'{path}' cannot be saved: its directory does not exist. Create it first.", Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(path, static _ => { })).Message);

        path = scratch.File("m");
        var full = Assert.Throws<IOException>(() => AtomicFile.Write(path, static stream => throw new IOException($"No space left on device : '{((FileStream)stream).Name}'")));
        Assert.Equal($"'{path}' cannot be saved: No space left on device : '{path}'", full.Message);
        Assert.Empty(scratch.Names);
    }
}
