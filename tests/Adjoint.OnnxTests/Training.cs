using System.Runtime.InteropServices;

namespace Adjoint.OnnxTests;

/// <summary>Some steps of training of a network that was written as ONNX: what is imported has to learn alike.</summary>
/// <param name="Rows">The rows of the batch.</param>
/// <param name="Bytes">The rows of the input.</param>
/// <param name="Targets">The targets.</param>
/// <param name="Losses">The loss before each step.</param>
internal sealed record Training(int Rows, byte[] Bytes, float[] Targets, float[] Losses)
{
    /// <summary>How far a loss may be from the expected one.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>The rows that the writer takes.</summary>
    private const int RowsWritten = 19;

    /// <summary>The training in a network's folder; null where there is none.</summary>
    public static Training? In(string folder) => !Directory.Exists(folder) ? null : new Training(
        RowsWritten, File.ReadAllBytes(Path.Combine(folder, "inputs.bin")), Floats(Path.Combine(folder, "targets.bin")), Floats(Path.Combine(folder, "losses.bin")));

    /// <summary>The input, where it is numbers.</summary>
    public float[] Inputs => MemoryMarshal.Cast<byte, float>(Bytes).ToArray();

    /// <summary>The input, where it is tokens.</summary>
    public int[] Tokens => Array.ConvertAll(MemoryMarshal.Cast<byte, long>(Bytes).ToArray(), static token => (int)token);

    private static float[] Floats(string path) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();
}
