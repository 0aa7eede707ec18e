using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Adjoint.Runtime;

/// <summary>What the framework does not tell of a file: its kind and its owner. On other systems than Linux nothing is known.</summary>
internal sealed partial class LinuxFile
{
    /// <summary>The folder that relative paths start from, all that is known of old, and the part of a mode that is a kind.</summary>
    private const int CurrentDirectory = -100, BasicFacts = 0x7FF, KindBits = 0xF000, RegularKind = 0x8000;

    /// <summary>Leaves the owner as it is.</summary>
    private const uint Nobody = uint.MaxValue;

    private readonly uint user;
    private readonly uint group;

    private LinuxFile(uint user, uint group, bool isRegular) => (this.user, this.group, IsRegular) = (user, group, isRegular);

    /// <summary>Whether it is a file, and not a directory, a pipe, a device or a socket.</summary>
    public bool IsRegular { get; }

    /// <summary>What is known of the file that a path leads to; null if there is none, or nothing is known.</summary>
    public static unsafe LinuxFile? Find(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        // The places of the user, the group and the mode are the same on every machine: that is what this call was made for.
        Span<byte> facts = stackalloc byte[256];
        facts.Clear();
        try
        {
            fixed (byte* result = facts)
            {
                if (StatX(CurrentDirectory, path, flags: 0, BasicFacts, result) != 0)
                    return null;
            }
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }

        var (user, group) = (BinaryPrimitives.ReadUInt32LittleEndian(facts[20..]), BinaryPrimitives.ReadUInt32LittleEndian(facts[24..]));
        return new LinuxFile(user, group, (BinaryPrimitives.ReadUInt16LittleEndian(facts[28..]) & KindBits) == RegularKind);
    }

    /// <summary>Gives a new file the owner and the group of an old one, or at least the group; false if it has another group.</summary>
    public static bool GiveOwner(string old, string @new)
    {
        if (Find(old) is not { } from || Find(@new) is not { } to)
            return true;
        return (from.user == to.user && from.group == to.group)
            || ChOwn(@new, from.user, from.group) == 0
            || from.group == to.group
            || ChOwn(@new, Nobody, from.group) == 0;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int StatX(int directory, string path, int flags, uint mask, byte* result);

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChOwn(string path, uint user, uint group);
}
