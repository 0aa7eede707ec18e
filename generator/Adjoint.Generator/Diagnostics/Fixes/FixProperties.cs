namespace Adjoint.Generator.Diagnostics;

/// <summary>
/// How a diagnostic carries the fixes that its rule knows: titles and texts as properties, and the places of the texts as additional locations, one for each
/// edit, fix after fix. The code fixes are an assembly of their own and share this file.
/// </summary>
internal static class FixProperties
{
    /// <summary>The property that holds the number of fixes.</summary>
    public const string Count = "fixes";

    /// <summary>The property that holds a fix's title.</summary>
    public static string Title(int fix) => $"fix{fix}";

    /// <summary>The property that holds the number of a fix's edits.</summary>
    public static string Edits(int fix) => $"fix{fix}.edits";

    /// <summary>The property that holds what an edit writes in its place.</summary>
    public static string Text(int fix, int edit) => $"fix{fix}.{edit}";
}
