using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Adjoint.Training;

/// <summary>Writes an array as NumPy's <c>save</c> does, in version 1.0 of the format.</summary>
internal static class NpyWriter
{
    /// <summary>The values begin at a multiple of this.</summary>
    private const int Alignment = 64;

    public static void Write(Stream stream, NpyFile array)
    {
        var shape = string.Join(", ", array.Shape.Select(static size => size.ToString(CultureInfo.InvariantCulture)));
        var text = $"{{'descr': '{NpyTypes.Code(array.Type)}', 'fortran_order': False, 'shape': ({shape}{(array.Shape.Count == 1 ? "," : "")}), }}";
        var before = NpyReader.Magic.Length + 4;
        var length = (before + text.Length + 1 + Alignment - 1) / Alignment * Alignment - before;
        var header = new byte[before + length];
        NpyReader.Magic.CopyTo(header);
        header[NpyReader.Magic.Length] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(NpyReader.Magic.Length + 2), (ushort)length);
        Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n", header.AsSpan(before));
        stream.Write(header);
        stream.Write(array.Data);
    }
}
