using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Kernels;

/// <summary>What a method of a lane kernel does if it does the same to every number by itself, and it is cheap: then it can be another kernel's epilogue.</summary>
/// <param name="Value">One number of what is written, of one number of each buffer, and of numbers of channel <c>c</c>.</param>
/// <param name="Positions">The numbers in one channel; 0 if no number of a channel is read.</param>
internal sealed record Pointwise(Expr Value, int Positions)
{
    /// <summary>What takes a few instructions and no registers to speak of.</summary>
    private static readonly Op[] Cheap = [Op.Add, Op.Subtract, Op.Multiply, Op.Negate, Op.MultiplyAdd, Op.Max, Op.Min, Op.Select, Op.Greater];

    /// <summary>The method's formula, or null if it has another form.</summary>
    public static Pointwise? Of(LaneMethod method)
    {
        var features = method.Buffers.Where(static b => b.Features > 0).Select(static b => b.Features).Distinct().ToList();
        if (features.Count != 1)
            return null;
        var lets = new Dictionary<string, Expr>(StringComparer.Ordinal);
        if (Innermost(method.Body, lets) is not { } store)
            return null;
        var value = store.Value.Replace(e => e is Variable v && lets.TryGetValue(v.Name, out var named) ? named : null);
        if (!IsCheap(value, store.Index))
            return null;
        return new Pointwise(value, lets.Values.Any(static e => e is Scalar) ? features[0] / Channels(method.Body) : 0);
    }

    /// <summary>The one number that is written, if there is nothing else but loops and names.</summary>
    private static Store? Innermost(IEnumerable<Statement> body, Dictionary<string, Expr> lets)
    {
        Store? store = null;
        foreach (var statement in body)
        {
            if (store is not null)
                return null;
            switch (statement)
            {
                case Let let:
                    lets.Add(let.Name, let.Value.Replace(e => e is Variable v && lets.TryGetValue(v.Name, out var named) ? named : null));
                    break;
                case Store single:
                    store = single;
                    break;
                case Loop { From.Constant: 0 } loop:
                    store = Innermost(loop.Body, lets);
                    if (store is null)
                        return null;
                    break;
                default:
                    return null;
            }
        }
        return store;
    }

    private static int Channels(EquatableArray<Statement> body) => body.OfType<Loop>().Select(static l => l.To.Constant).FirstOrDefault() ?? 1;

    /// <summary>Whether every number read is the one at the place that is written, or one of the channel.</summary>
    private static bool IsCheap(Expr formula, Index at) => formula.Parts().All(part => part switch
    {
        Constant or MachineEpsilon => true,
        Feature f => f.Index == at,
        Scalar s => s.Index.Terms.Count == 1 && s.Index.Terms[0] == new Term(1, "c"),
        Operation o => Cheap.Contains(o.Op),
        _ => false,
    });
}
