using Adjoint.Runtime;

namespace Adjoint.Tests.Files;

/// <summary>What killed processes have left is swept, and nothing that anybody still writes.</summary>
public sealed class TemporaryFileTests
{
    [Fact]
    public void The_next_save_sweeps_what_a_killed_one_has_left()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.File("m");
        // A killed process leaves a file without a lock.
        File.WriteAllBytes(TemporaryFile.StemOf(path) + "aaaaaaaa.tmp", new byte[1001]);
        File.WriteAllBytes(TemporaryFile.StemOf(path) + "bbbbbbbb.tmp", []);
        AtomicFile.Write(path, _ => Assert.Single(scratch.Names));
        Assert.Equal(["m"], scratch.Names);
    }

    [Fact]
    public void What_another_save_is_writing_is_not_swept()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.File("m");
        AtomicFile.Write(path, slow =>
        {
            slow.WriteByte(1);
            for (var i = 0; i < 3; i++)
                AtomicFile.Write(path, static quick => quick.WriteByte(2));
            Assert.Equal([2], File.ReadAllBytes(path));
            Assert.True(File.Exists(((FileStream)slow).Name));
        });
        Assert.Equal([1], File.ReadAllBytes(path));
        Assert.Equal(["m"], scratch.Names);
    }

    [Fact]
    public void What_belongs_to_another_target_is_not_swept()
    {
        using var scratch = new ScratchDirectory();
        var others = TemporaryFile.StemOf(scratch.File("n")) + "aaaaaaaa.tmp";
        var unlocked = TemporaryFile.StemOf(scratch.File("m")) + "aaaaaaaa.new";
        foreach (var file in new[] { others, unlocked, scratch.File("m.tmp"), scratch.File(".m.tmp") })
            File.WriteAllBytes(file, [1]);
        AtomicFile.Write(scratch.File("m"), static _ => { });
        Assert.Equal(5, scratch.Names.Length);
        Assert.True(File.Exists(others) && File.Exists(unlocked));
    }

    [Fact]
    public void Saves_of_many_threads_to_one_file_all_succeed_and_leave_nothing()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.File("m");
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => AtomicFile.Write(path, stream => stream.Write(Enumerable.Repeat((byte)i, 333).ToArray())));
        var content = File.ReadAllBytes(path);
        Assert.Equal(333, content.Length);
        Assert.Single(content.Distinct());
        Assert.Equal(["m"], scratch.Names);
    }

    [Fact]
    public async Task Readers_are_never_locked_out()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.Write("m", [0]);
        var saves = Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
                AtomicFile.Write(path, stream => stream.WriteByte((byte)i));
        });
        while (!saves.IsCompleted)
        {
            using var reader = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            Assert.Equal(1, reader.Length);
        }

        await saves;
    }
}
