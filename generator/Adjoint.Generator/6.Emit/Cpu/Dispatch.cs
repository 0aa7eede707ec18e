namespace Adjoint.Generator.Emit.Cpu;

/// <summary>Writes a method that hands on to the one for the widest vectors of the machine.</summary>
internal static class Dispatch
{
    /// <param name="writer">The writer.</param>
    /// <param name="summary">The documentation, in the language of XML.</param>
    /// <param name="method">The method's name; those that it calls add the width.</param>
    /// <param name="parameters">The parameters, with types.</param>
    /// <param name="widths">The widths that the method is written for, from the widest; all of them by default.</param>
    /// <param name="access">Who may call it.</param>
    public static void Write(
        CodeWriter writer, string summary, string method, IReadOnlyList<(string Type, string Name)> parameters, IEnumerable<Width>? widths = null, string access = "public")
    {
        var arguments = string.Join(", ", parameters.Select(static p => p.Name));
        writer.Blank();
        writer.WriteLine($"/// <summary>{Xml.Text(summary)}</summary>");
        writer.WriteLine("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"{access} static void {method}({Declare(writer, parameters)})"))
        {
            var otherwise = "";
            foreach (var width in widths ?? writer.Element.Widths)
            {
                writer.WriteLine($"{otherwise}{(width.Supported.Length > 0 ? $"if ({width.Supported}) " : "")}{method}{width.Name}({arguments});");
                otherwise = "else ";
            }
        }
    }

    /// <summary>Starts the method for one width.</summary>
    public static CodeWriter.Scope Method(CodeWriter writer, string method, Width width, IReadOnlyList<(string Type, string Name)> parameters, string access = "private", bool documented = false)
    {
        if (!documented)
            writer.Blank();
        writer.WriteLine("[MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining), SkipLocalsInit]");
        return writer.Block($"{access} static void {method}{width.Name}({Declare(writer, parameters)})");
    }

    /// <summary>Parameters with their types, in which T* is a pointer to numbers.</summary>
    public static string Declare(CodeWriter writer, IReadOnlyList<(string Type, string Name)> parameters) =>
        string.Join(", ", parameters.Select(p => $"{writer.Element.Spell(p.Type)} {p.Name}"));
}
