using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Positions in buffers as C#, for one width. What does not change in the turns of a loop is worked out before it, in a pointer: see
/// <see cref="Hoist"/>.
/// </summary>
/// <param name="width">The width.</param>
/// <param name="isRow">Whether there is one row, whose features lie side by side; else sixteen.</param>
/// <param name="hasLaneLoop">Whether the program runs once for each vector of a lane block, which the variable <c>lane</c> counts.</param>
internal sealed class AddressText(Width width, bool isRow, bool hasLaneLoop)
{
    private readonly List<(string Buffer, EquatableArray<Term> Terms, string Name)> pointers = [];
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>The floats from one feature to the next.</summary>
    private readonly int scale = isRow ? 1 : LaneBlock.Rows;

    /// <summary>The width of what is read and written; in a row it is that of the loop around.</summary>
    public Width Width { get; set; } = width;

    /// <summary>The loop of a row that vectors run along.</summary>
    public string? Along { get; set; }

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
            declared.Add($"{name} = {Pointer.At(buffer, Offset(terms, 0), hasLaneLoop ? "lane" : "")}");
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
        var step = Along is null ? 1 : RowLoops.Step(index, Along);
        if ((Width.IsScalar || step == 0) && index.Constant >= 0 && rest.All(static t => t.Stride > 0))
            return Same($"{start}[{Position(new(rest, index.Constant))}]");
        var offset = Offset(rest, index.Constant);
        return step switch
        {
            0 => Same(offset.Length == 0 ? $"*{start}" : $"{start}[{offset}]"),
            2 => $"VectorMath.EverySecond({Width.Load(start, offset)}, {Width.Load(start, Pointer.Sum(offset, $"{Width.Lanes}"))})",
            _ => Width.Load(start, Pointer.Sum(offset, hasLaneLoop && !isPointer ? "lane" : "")),
        };

        string Same(string number) => Width.IsScalar ? number : Width.Create(number);
    }

    /// <summary>One number of a parameter, in every lane, or as many as there are lanes, where vectors run along them.</summary>
    public string Scalar(string buffer, Index index)
    {
        var position = $"{buffer}[{Position(index)}]";
        return Along is null || RowLoops.Step(index, Along) == 0 ? Width.Create(position) : Width.Load(buffer, Position(index));
    }

    /// <summary>A position that is not below 0, counted in features.</summary>
    public static string Position(Index index)
    {
        if (index.Terms.IsEmpty)
            return $"{index.Constant}";
        return Product(index.Terms, 1) + Pointer.Plus(index.Constant);
    }

    /// <summary>A bound of a loop.</summary>
    public static string Bound(Bound bound)
    {
        if (bound.Constant is { } constant)
            return $"{constant}";
        var (terms, offset) = (Product(bound.Value.Terms, 1), bound.Value.Constant);
        var value = offset >= 0 ? terms + Pointer.Plus(offset) : $"Math.Max(0, {terms} - {-offset})";
        if (bound.Divisor > 1)
            value = offset > 0 ? $"({value}) / {bound.Divisor}" : $"{value} / {bound.Divisor}";
        return bound.Most is { } most ? $"Math.Min({value}, {most})" : value;
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

    private static string Operand(Bound bound) => Bound(bound) is var text && text.Contains(" + ") && !text.StartsWith("Math.", StringComparison.Ordinal) ? $"({text})" : text;

    /// <summary>What the body reads and writes in each turn, but for what loops in it do, which start from pointers of their own.</summary>
    private static void Collect(IEnumerable<Statement> body, List<(string Buffer, Index Index)> accesses)
    {
        foreach (var statement in body)
        {
            switch (statement)
            {
                case Let let:
                    accesses.AddRange(Read(let.Value));
                    break;
                case Set set:
                    accesses.AddRange(Read(set.Value));
                    break;
                case Store store:
                    accesses.AddRange(Read(store.Value));
                    accesses.Add((store.Buffer, store.Index));
                    break;
                case Scope scope:
                    Collect(scope.Body, accesses);
                    break;
            }
        }
    }

    private static IEnumerable<(string Buffer, Index Index)> Read(Expr formula) => formula.Parts().OfType<Feature>().Select(static feature => (feature.Buffer, feature.Index));

    /// <summary>How many numbers lie before a feature; nothing for the first.</summary>
    private string Offset(IReadOnlyCollection<Term> terms, int constant)
    {
        var (forward, backward) = (terms.Where(static t => t.Stride > 0).ToList(), terms.Where(static t => t.Stride < 0).ToList());
        var offset = forward.Count > 0 ? Product(forward, scale) : "";
        if (backward.Count > 0)
            offset += Minus(offset, ConvWalk.Parenthesised(Product(backward.ConvertAll(static t => t with { Stride = -t.Stride }), scale)));
        return constant switch
        {
            0 => offset,
            < 0 => offset + Minus(offset, $"{-constant * scale}"),
            _ => Pointer.Sum(offset, $"{constant * scale}"),
        };

        static string Minus(string before, string value) => before.Length == 0 ? $"-{value}" : $" - {value}";
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
