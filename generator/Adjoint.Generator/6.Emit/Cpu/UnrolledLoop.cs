namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes the innermost loop of a product, several terms a turn where there are many: counting, comparing and moving pointers would take a tenth to a sixth of each term's time. Terms are added
/// in the order of the plain loop, so the result has the same bits.
/// </summary>
internal static class UnrolledLoop
{
    /// <summary>The fewest terms that are worth the text.</summary>
    private const int Least = 16;

    /// <summary>The terms of a turn, about fifty multiplications: a tile of 512 bits has 24 a term, others have half as many. On Arm sixteen hide the counting, for it issues more at once.</summary>
    private static int Turn(Width width) => width.IsArm ? 1 : width.Is512 ? 2 : 4;

    /// <param name="writer">The writer.</param>
    /// <param name="width">The width of vectors.</param>
    /// <param name="letter">The loop's variable.</param>
    /// <param name="count">The number of terms.</param>
    /// <param name="moves">The pointers, and how far each moves from term to term.</param>
    /// <param name="write">Writes one term, so many behind the one that the pointers are at. The first of a turn declares variables, the others use them again.</param>
    public static void Write(CodeWriter writer, Width width, string letter, int count, IReadOnlyList<(string Pointer, int Step)> moves, Action<int> write)
    {
        if (count < Least)
        {
            using (writer.Block($"for (nint {letter} = 0; {letter} < {count}; {letter}++{Moves(moves, 1)})"))
                write(0);
            return;
        }
        var turn = Turn(width);
        using (writer.Block($"for (nint {letter} = 0; {letter} < {count / turn * turn}; {letter} += {turn}{Moves(moves, turn)})"))
            WriteTerms(turn, write);
        if (count % turn == 0)
            return;
        using (writer.Braces())
            WriteTerms(count % turn, write);
    }

    /// <summary>Writes a loop whose number of terms is known when it runs, in whole turns: what lies behind the last term has to be zero, or left alone.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="width">The width of vectors.</param>
    /// <param name="header">The loop's header for turns of so many terms.</param>
    /// <param name="write">Writes one term, as in <see cref="Write"/>.</param>
    public static void WriteTurns(CodeWriter writer, Width width, Func<int, string> header, Action<int> write)
    {
        // On Arm as many as come in one load.
        var turn = width.IsArm ? width.Lanes : Turn(width);
        using (writer.Block(header(turn)))
            WriteTerms(turn, write);
    }

    /// <summary>What declares a variable in the first term, and nothing in the others.</summary>
    public static string Declare(int term) => term == 0 ? "var " : "";

    private static void WriteTerms(int count, Action<int> write)
    {
        for (var term = 0; term < count; term++)
            write(term);
    }

    private static string Moves(IReadOnlyList<(string Pointer, int Step)> moves, int times) =>
        string.Concat(moves.Where(static m => m.Step != 0).Select(m => m.Step * times == 1 ? $", {m.Pointer}++" : $", {m.Pointer} += {m.Step * times}"));
}
