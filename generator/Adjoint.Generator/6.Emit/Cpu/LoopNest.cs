namespace Adjoint.Generator.Emit.Cpu;

/// <summary>One loop of a nest: its header without pointers, and how far it moves each pointer.</summary>
internal sealed record NestedLoop(string Header, int P, int Q)
{
    /// <summary>Further pointers, so many numbers behind p, that move as p does; their names follow its name.</summary>
    public IReadOnlyList<(string Name, int Offset)> Beside { get; init; } = [];
}

/// <summary>
/// Writes loops that carry two pointers, p and q. Each level moves its own pair and hands copies to the next, so that nothing is multiplied inside.
/// </summary>
internal static class LoopNest
{
    /// <param name="writer">The writer.</param>
    /// <param name="loops">The loops, outermost first; p and q are declared before them.</param>
    /// <param name="writeBody">Writes what is inside, from the names of the pointers there.</param>
    public static void Write(CodeWriter writer, IReadOnlyList<NestedLoop> loops, Action<string, string> writeBody) => Write(writer, loops, 0, writeBody);

    private static void Write(CodeWriter writer, IReadOnlyList<NestedLoop> loops, int level, Action<string, string> writeBody)
    {
        var (p, q) = level < 2 ? ("p", "q") : ($"p{level - 1}", $"q{level - 1}");
        if (level == loops.Count)
        {
            writeBody(p, q);
            return;
        }
        var (ownP, ownQ) = level == 0 ? ("p", "q") : ($"p{level}", $"q{level}");
        if (level > 0)
            writer.WriteLine($"{writer.Element.Name}* {ownP} = {p}, {ownQ} = {q};");
        foreach (var (name, offset) in loops[level].Beside)
            writer.WriteLine($"var {ownP}{name} = {Pointer.At(ownP, offset)};");
        var beside = string.Concat(loops[level].Beside.Select(b => Move(ownP + b.Name, loops[level].P)));
        using (writer.Block($"for ({loops[level].Header}{Move(ownP, loops[level].P)}{beside}{Move(ownQ, loops[level].Q)})"))
            Write(writer, loops, level + 1, writeBody);
    }

    private static string Move(string pointer, int step) => step switch
    {
        0 => "",
        1 => $", {pointer}++",
        < 0 => $", {pointer} -= {-step}",
        _ => $", {pointer} += {step}",
    };
}
