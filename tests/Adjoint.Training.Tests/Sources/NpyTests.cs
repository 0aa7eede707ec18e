using System.Text;
using Adjoint.Training.Tests.Harness;
using static Adjoint.Training.Tests.Tables.Tables;

namespace Adjoint.Training.Tests.Sources;

/// <summary>NPY and NPZ files, as NumPy writes them and as it must be able to read them.</summary>
public sealed class NpyTests
{
    public static TheoryData<string> Types => ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", ">f4", ">i2", "version2", "version3"];

    [Theory]
    [MemberData(nameof(Types))]
    public void Arrays_of_NumPy_are_read(string name)
    {
        var array = Read(Reference.Bytes("arrays", name));
        Assert.Equal([3, 4], array.Shape);
        Assert.Equal((12, 4), (array.Length, array.RowSize));
        double[] expected = [.. Enumerable.Range(name[0] == 'u' ? 0 : -6, 12)];
        Assert.Equal(expected, array.ToDoubles());
        Assert.Equal(expected, array.ToFloats().Select(static v => (double)v));
        if (name.Contains('f', StringComparison.Ordinal) || name[0] == 'v')
            Assert.Contains("integers were asked for", Refusal<InvalidOperationException>(() => array.ToIntegers()));
        else
            Assert.Equal(expected, array.ToIntegers().Select(static v => (double)v));
    }

    [Fact]
    public void Odd_shapes_are_read()
    {
        Assert.Equal([2.5f], Read(Reference.Bytes("arrays", "scalar")).ToFloats());
        Assert.Empty(Read(Reference.Bytes("arrays", "scalar")).Shape);
        Assert.Equal([0, 4], Read(Reference.Bytes("arrays", "empty")).Shape);
        Assert.Equal([12], Read(Reference.Bytes("arrays", "vector")).Shape);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1], Read(Reference.Bytes("arrays", "bool")).ToIntegers());
    }

    [Theory]
    [InlineData("f4")]
    [InlineData("f8")]
    [InlineData("i4")]
    [InlineData("i8")]
    [InlineData("u1")]
    [InlineData("vector")]
    public void Arrays_are_written_byte_by_byte_as_NumPy_does(string name)
    {
        using var scratch = new ScratchDirectory();
        var theirs = Reference.Bytes("arrays", name);
        var array = Read(theirs);
        var ours = name switch
        {
            "f4" => NpyFile.Of(array.ToFloats(), 3, 4),
            "f8" => NpyFile.Of(array.ToDoubles(), 3, 4),
            "vector" => NpyFile.Of(array.ToDoubles()),
            "i4" => NpyFile.Of(array.ToIntegers(), 3, 4),
            "i8" => NpyFile.Of(Array.ConvertAll(array.ToIntegers(), static v => (long)v), 3, 4),
            _ => NpyFile.Of(array.ToBytes(), 3, 4),
        };
        ours.Save(scratch.File("a.npy"));
        Assert.Equal(theirs, File.ReadAllBytes(scratch.File("a.npy")));
        Assert.Contains("The shape [5, 2] does not have 12 values", Refusal<ArgumentException>(static () => NpyFile.Of(new float[12], 5, 2)));
    }

    [Theory]
    [InlineData("stored")]
    [InlineData("compressed")]
    public void Archives_are_read_and_written(string name)
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.Write("a.npz", Reference.Bytes("archives", name));
        var file = NpzFile.Load(path);
        Assert.Equal(["x", "y"], file.Names.Order());
        Assert.Equal(Enumerable.Range(-6, 12).Select(static v => (float)v), file["x"].ToFloats());
        Assert.Contains("There is no array 'z'", Refusal<ArgumentException>(() => _ = file["z"]));

        new NpzFile { ["labels"] = NpyFile.Of([3, 1, 2]), ["x"] = file["x"] }.Save(path);
        Assert.Equal([3, 1, 2], NpzFile.Load(path)["labels"].ToIntegers());
    }

    [Theory]
    [InlineData("fortran", "in Fortran's order; save numpy.ascontiguousarray(array)")]
    [InlineData("objects", "it holds Python objects, which would have to be unpickled")]
    [InlineData("text", "its values are of the type '<U2'")]
    [InlineData("records", "its values are records of several fields")]
    public void Arrays_that_are_no_numbers_in_rows_are_refused(string name, string words) => Assert.Contains(words, Refusal<InvalidDataException>(() => Read(Reference.Bytes("arrays", name))));

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 5), }", "it announces 60 bytes of values, and holds 48")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 3), }", "it announces 36 bytes of values, and holds more")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999, 99999), }", "more values than an array can hold")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }", "99999999999 entries on an axis")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", "4294967296 entries on an axis")]
    [InlineData("{'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", "has 'descr' twice")]
    [InlineData("{'descr': '<f4', 'shape': (3,), }", "'descr', 'fortran_order' and 'shape' are needed")]
    [InlineData("{'descr': '<f4', 'fortran_order': exit(), 'shape': (3,), }", "a dictionary of 'descr'")]
    [InlineData("{'descr': '<f16', 'fortran_order': False, 'shape': (3,), }", "of the type '<f16'")]
    [InlineData("{'descr': '', 'fortran_order': False, 'shape': (3,), }", "of the type ''")]
    public void Headers_that_are_not_true_are_refused(string header, string words)
    {
        byte[] file = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. new byte[48]];
        Assert.Contains(words, Refusal<InvalidDataException>(() => Read(file)));
    }

    [Fact]
    public void Damaged_files_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(1);
        using var scratch = new ScratchDirectory();
        var (refused, all) = (0, 0);
        foreach (var (kind, name) in new[] { ("arrays", "f4"), ("arrays", "version2"), ("archives", "stored"), ("archives", "compressed") })
        {
            var sound = Reference.Bytes(kind, name);
            for (var trial = 0; trial < 400; trial++, all++)
            {
                var path = scratch.Write("damaged", Damage.Of(sound, random));
                try
                {
                    _ = kind == "arrays" ? NpyFile.Load(path).Length : NpzFile.Load(path).Names.Count;
                }
                catch (InvalidDataException)
                {
                    refused++;
                }
            }
        }
        Assert.InRange(refused, all / 3, all - 1);
    }

    /// <summary>ZipArchive does not look at checksums.</summary>
    [Fact]
    public void A_changed_value_in_an_archive_is_noticed()
    {
        using var scratch = new ScratchDirectory();
        var bytes = Reference.Bytes("archives", "stored");
        // The value 1f, which is in the file once as it is.
        bytes[bytes.AsSpan().IndexOf((byte[])[0, 0, 0x80, 0x3F])] ^= 1;
        Assert.Contains("its checksum is wrong", Refusal<InvalidDataException>(() => NpzFile.Load(scratch.Write("a.npz", bytes))));
    }

    private static NpyFile Read(byte[] file)
    {
        using var scratch = new ScratchDirectory();
        return NpyFile.Load(scratch.Write("a.npy", file));
    }
}
