using Adjoint.Generator.Kernels;
using Index = Adjoint.Generator.Kernels.Index;

namespace Adjoint.Generator.Emit.Kernels;

/// <summary>
/// Positions in buffers as C#, for one width. What does not change in the turns of a loop is worked out before it, in a pointer: see
/// <see cref="Hoist"/>.
/// </summary>
internal sealed class AddressText(Width width, bool hasLaneLoop)
{
    private readonly List<(string Buffer, EquatableArray<Term> Terms, string Name)> pointers = [];
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>The floats from one feature to the next.</summary>
    private readonly int scale = width.IsScalar ? 1 : 16;

    /// <summary>How many pointers are in scope; a block that ends goes back to what there was at its start.</summary>
    public int InScope
    {
        get => pointers.Count;
        set => pointers.RemoveRange(value, pointers.Count - value);
    }

    /// <summary>Declares the pointers that a loop's body should start from, each with its text; those in scope already are used again.</summary>
    public IReadOnlyList<string> Hoist(Loop loop)
    {
        var inside = new HashSet<string>(StringComparer.Ordinal) { loop.Name };
        inside.UnionWith(Located(loop.Body));
        var accesses = new List<(string Buffer, Index Index)>();
        Collect(loop.Body, accesses);
        var declared = new List<string>();
        foreach (var (buffer, index) in accesses)
        {
            var terms = index.Terms.Where(t => !inside.Contains(t.Variable)).ToEquatableArray();
            if (terms.IsEmpty || pointers.Any(p => p.Buffer == buffer && p.Terms == terms))
                continue;
            counts.TryGetValue(buffer, out var count);
            counts[buffer] = ++count;
            var name = count == 1 ? "p" + buffer : $"p{buffer}{count}";
            declared.Add($"{name} = {Sum(buffer, terms, 0)}{(hasLaneLoop ? " + lane" : "")}");
            pointers.Add((buffer, terms, name));
        }
        return declared;
    }

    /// <summary>One feature, to be read or written.</summary>
    public string Feature(string buffer, Index index)
    {
        // The pointer that has most of the way behind it; the rest is added.
        var (start, rest, isPointer) = (buffer, index.Terms, false);
        foreach (var pointer in pointers.Where(p => p.Buffer == buffer && p.Terms.All(index.Terms.Contains)))
        {
            if (pointer.Terms.Count > index.Terms.Count - rest.Count)
                (start, rest, isPointer) = (pointer.Name, index.Terms.Where(t => !pointer.Terms.Contains(t)).ToEquatableArray(), true);
        }
        if (width.IsScalar && index.Constant >= 0 && rest.All(static t => t.Stride > 0))
            return $"{start}[{Position(new(rest, index.Constant))}]";
        var address = Sum(start, rest, index.Constant);
        return width.Load(hasLaneLoop && !isPointer ? address + " + lane" : address);
    }

    /// <summary>A position that is not below 0, counted in features.</summary>
    public static string Position(Index index)
    {
        if (index.Terms.IsEmpty)
            return $"{index.Constant}";
        return Product(index.Terms, 1) + LaneProductWriter.Plus(index.Constant);
    }

    /// <summary>
    /// A bound of a loop. The variables are unsigned: what would be below 0 is compared before it is subtracted.
    /// </summary>
    public static string Bound(Bound bound)
    {
        if (bound.Constant is { } constant)
            return $"{constant}";
        var (terms, offset) = (Product(bound.Value.Terms, 1), bound.Value.Constant);
        var value = offset >= 0 ? terms + LaneProductWriter.Plus(offset) : $"{terms} > {-offset} ? {terms} - {-offset} : 0";
        if (bound.Divisor > 1)
            value = offset == 0 ? $"{value} / {bound.Divisor}" : $"({value}) / {bound.Divisor}";
        return bound.Most is { } most ? $"{value} < {most} ? {value} : {most}" : value;
    }

    /// <summary>The positions that a body names.</summary>
    private static IEnumerable<string> Located(IEnumerable<Statement> body) => body.SelectMany(static statement => statement switch
    {
        Locate locate => [locate.Name, locate.Name + "Next"],
        Scope scope => Located(scope.Body),
        _ => [],
    });

    /// <summary>The number of turns of a loop.</summary>
    public static string Turns(Turns turns) => $"{Operand(turns.To)} - {Operand(turns.From)}";

    private static string Operand(Bound bound) => Bound(bound) is var text && text.Contains('?') ? $"({text})" : text;

    /// <summary>What the body reads and writes in each turn, but for what loops in it do, which start from pointers of their own.</summary>
    private static void Collect(IEnumerable<Statement> body, List<(string Buffer, Index Index)> accesses)
    {
        foreach (var statement in body)
        {
            switch (statement)
            {
                case Let let:
                    Collect(let.Value, accesses);
                    break;
                case Set set:
                    Collect(set.Value, accesses);
                    break;
                case Store store:
                    Collect(store.Value, accesses);
                    accesses.Add((store.Buffer, store.Index));
                    break;
                case Scope scope:
                    Collect(scope.Body, accesses);
                    break;
            }
        }
    }

    private static void Collect(Expr expr, List<(string Buffer, Index Index)> accesses)
    {
        switch (expr)
        {
            case Feature feature:
                accesses.Add((feature.Buffer, feature.Index));
                break;
            case Binary binary:
                Collect(binary.Left, accesses);
                Collect(binary.Right, accesses);
                break;
            case Function function:
                foreach (var argument in function.Arguments)
                    Collect(argument, accesses);
                break;
        }
    }

    private string Sum(string start, IReadOnlyCollection<Term> terms, int constant)
    {
        var (forward, backward) = (terms.Where(static t => t.Stride > 0).ToList(), terms.Where(static t => t.Stride < 0).ToList());
        if (forward.Count > 0)
            start += $" + {Product(forward, scale)}";
        if (backward.Count > 0)
            start += $" - {Product(backward.ConvertAll(static t => t with { Stride = -t.Stride }), scale)}";
        return constant < 0 ? $"{start} - {-constant * scale}" : start + LaneProductWriter.Plus(constant * scale);
    }

    /// <summary>The sum of the terms times a factor, with what all strides have in common taken out: <c>(c * 12 + y) * 384</c>.</summary>
    private static string Product(IReadOnlyCollection<Term> terms, int factor)
    {
        var common = terms.Select(static t => t.Stride).Aggregate(GreatestCommonDivisor);
        var sum = string.Join(" + ", terms.Select(t => Times(t.Variable, t.Stride / common)));
        return Times(terms.Count > 1 && common * factor > 1 ? $"({sum})" : sum, common * factor);
    }

    private static string Times(string text, int factor) => factor == 1 ? text : $"{text} * {factor}";

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
