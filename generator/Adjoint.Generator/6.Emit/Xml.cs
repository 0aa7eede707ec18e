namespace Adjoint.Generator.Emit;

/// <summary>Text inside of documentation comments.</summary>
internal static class Xml
{
    public static string Text(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
