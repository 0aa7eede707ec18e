using System.Globalization;

namespace Adjoint.Tool.Import.Read;

/// <summary>What <c>SaveOnnx</c> writes about a tensor into its documentation, where training goes by it: <c>frozen</c>, <c>padding row 3</c>, or both with a comma between them.</summary>
internal static class TensorNote
{
    private const string Padding = "padding row ";

    public static bool IsFrozen(string note) => Parts(note).Contains("frozen");

    public static int? PaddingRow(string note) => Parts(note).FirstOrDefault(static part => part.StartsWith(Padding, StringComparison.Ordinal)) is { } part
        && int.TryParse(part.AsSpan(Padding.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : null;

    private static string[] Parts(string note) => note.Length > 100 ? [] : note.Split(", ");
}
