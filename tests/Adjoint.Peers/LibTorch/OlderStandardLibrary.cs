using System.Buffers.Binary;
using System.Text;

namespace Adjoint.Peers.LibTorch;

/// <summary>
/// TorchSharp's library is built by GCC 13 and asks for that compiler's standard library because of one symbol, which systems such as Debian 12 lack. The symbol is a function that sets up
/// <c>std::cout</c> and the like, which an older standard library does by itself. A copy of the library whose reference to it names another function, <c>erf</c>, which it uses already and
/// which does no harm when it is called without need, runs there.
/// </summary>
/// <remarks>The format is ELF64 (System V Application Binary Interface, chapters 4 and 5; symbol versions: Linux Standard Base, "Symbol Versioning").</remarks>
internal static class OlderStandardLibrary
{
    /// <summary>The version that older systems lack.</summary>
    public const string MissingVersion = "GLIBCXX_3.4.32";

    private const string OlderVersion = "GLIBCXX_3.4.30", MissingSymbol = "_ZSt21ios_base_library_initv", Substitute = "erf";
    private const int SymbolSize = 24;
    private const uint DynamicSymbols = 11, NeededVersions = 0x6FFFFFFE, VersionOfSymbols = 0x6FFFFFFF; // SHT_DYNSYM, SHT_GNU_verneed, SHT_GNU_versym

    /// <summary>The library without the new version.</summary>
    /// <param name="library">Its bytes, which are changed.</param>
    /// <exception cref="InvalidOperationException">It is not the library for which this was written.</exception>
    public static byte[] WithoutNewVersion(byte[] library)
    {
        var sections = Sections(library);
        var symbols = sections.First(section => section.Type == DynamicSymbols);
        var names = sections[(int)symbols.Link].Offset;
        Rename(library, symbols, names, sections.First(section => section.Type == VersionOfSymbols).Offset);
        Downgrade(library, names, sections.First(section => section.Type == NeededVersions).Offset);
        return library;
    }

    private static List<Section> Sections(byte[] library)
    {
        var (start, size, count) = ((int)Read64(library, 0x28), Read16(library, 0x3A), Read16(library, 0x3C)); // e_shoff, e_shentsize, e_shnum
        return [.. Enumerable.Range(0, count).Select(i => start + i * size).Select(at =>
            new Section(Read32(library, at + 4), (int)Read64(library, at + 0x18), (int)Read64(library, at + 0x20), Read32(library, at + 0x28)))]; // sh_type, sh_offset, sh_size, sh_link
    }

    /// <summary>Gives the undefined symbol the name and the version of another.</summary>
    private static void Rename(byte[] library, Section symbols, int names, int versions)
    {
        int Find(string name) => Enumerable.Range(0, symbols.Size / SymbolSize).Where(i => Read16(library, symbols.Offset + i * SymbolSize + 6) == 0) // st_shndx: undefined
            .Select(i => (int?)i).FirstOrDefault(i => Name(library, names + (int)Read32(library, symbols.Offset + i!.Value * SymbolSize)) == name)
            ?? throw new InvalidOperationException($"The library does not ask for '{name}'.");
        var (missing, substitute) = (Find(MissingSymbol), Find(Substitute));
        library.AsSpan(symbols.Offset + substitute * SymbolSize, 4).CopyTo(library.AsSpan(symbols.Offset + missing * SymbolSize)); // st_name
        library.AsSpan(versions + 2 * substitute, 2).CopyTo(library.AsSpan(versions + 2 * missing));
    }

    /// <summary>Where a file is asked for the missing version, asks it for the older one, which is in the list already.</summary>
    private static void Downgrade(byte[] library, int names, int needed)
    {
        for (int file = needed, toNext = -1; toNext != 0; file += toNext)
        {
            toNext = (int)Read32(library, file + 12); // vn_next
            var versions = new Dictionary<string, int>();
            var at = file + (int)Read32(library, file + 8); // vn_aux
            for (var i = 0; i < Read16(library, file + 2); i++, at += (int)Read32(library, at + 12)) // vn_cnt, vna_next
                versions[Name(library, names + (int)Read32(library, at + 8))] = at; // vna_name
            if (!versions.TryGetValue(MissingVersion, out var missing))
                continue;
            var older = versions[OlderVersion];
            library.AsSpan(older, 4).CopyTo(library.AsSpan(missing)); // vna_hash
            library.AsSpan(older + 8, 4).CopyTo(library.AsSpan(missing + 8));
        }
    }

    private static string Name(byte[] library, int at) => Encoding.ASCII.GetString(library.AsSpan(at, library.AsSpan(at).IndexOf((byte)0)));

    private static ushort Read16(byte[] library, int at) => BinaryPrimitives.ReadUInt16LittleEndian(library.AsSpan(at));

    private static uint Read32(byte[] library, int at) => BinaryPrimitives.ReadUInt32LittleEndian(library.AsSpan(at));

    private static ulong Read64(byte[] library, int at) => BinaryPrimitives.ReadUInt64LittleEndian(library.AsSpan(at));

    private sealed record Section(uint Type, int Offset, int Size, uint Link);
}
