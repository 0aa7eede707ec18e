using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Which loops of a lane program may run with vectors over features when there is one row: those whose turns do not depend on one another, which write
/// neighbouring features and read the same one, neighbouring ones, or every second one.
/// </summary>
internal static class RowLoops
{
    /// <summary>The widths of vectors that some loop of a program may run with, from the widest.</summary>
    public static IReadOnlyList<Width> WidthsOf(EquatableArray<Statement> body, Element element) => [.. element.Widths.Where(w => AnyIn(body, w))];

    private static bool AnyIn(IEnumerable<Statement> body, Width width) => body.Any(statement => statement switch
    {
        Loop loop => Suits(loop, width) || AnyIn(loop.Body, width),
        Scope scope => AnyIn(scope.Body, width),
        _ => false,
    });

    /// <summary>Whether a loop may run with vectors of a width.</summary>
    public static bool Suits(Loop loop, Width width) =>
        loop.From.Constant is { } from && loop.To.Constant is { } to && to - from >= width.Lanes && loop.Body.Any(static s => s is Store) && HasFreeTurns(loop);

    /// <summary>How far a position moves in one turn of a loop.</summary>
    public static int Step(Index index, string loop) => index.Terms.FirstOrDefault(t => t.Variable == loop)?.Stride ?? 0;

    private static bool HasFreeTurns(Loop loop)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        var stores = loop.Body.OfType<Store>().ToList();
        return loop.Body.All(statement => statement switch
        {
            Let let => Reads(let.Value) && named.Add(let.Name),
            Set set => named.Contains(set.Name) && Reads(set.Value),
            Store store => Step(store.Index, loop.Name) == 1 && Reads(store.Value),
            _ => false,
        });

        bool Reads(Expr formula) => formula.Parts().All(part => part switch
        {
            Constant or MachineEpsilon or Variable or Operation => true,
            // What a turn writes another may not read.
            Feature f => Step(f.Index, loop.Name) is 0 or 1 or 2 && stores.All(s => s.Buffer != f.Buffer || s.Index == f.Index),
            Scalar s => Step(s.Index, loop.Name) is 0 or 1,
            _ => false,
        });
    }
}
