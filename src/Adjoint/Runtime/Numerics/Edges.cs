using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>
/// Sums along the edges of graphs, a graph in each lane. Edges are <c>[block][2][edge][16]</c>: the nodes that they leave, then those that they enter; an edge with a number below 0 is none. Sums are
/// taken in the order of the edges.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Edges
{
    /// <summary>Of each edge, what is at one of its ends: <c>y_e = f_n x_n</c>, n its source (0) or target (1); 0 where there is no edge.</summary>
    /// <param name="x">The numbers of the nodes, <c>[block][node][size][16]</c>.</param>
    /// <param name="edges">The edges.</param>
    /// <param name="y">Receives those of the edges, <c>[block][edge][size][16]</c>.</param>
    /// <param name="factors">Room for a number for each node.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="count">The edges.</param>
    /// <param name="end">Which end.</param>
    /// <param name="mean">Whether f is one over the number of edges at that end; else 1.</param>
    /// <param name="size">The numbers of a node.</param>
    /// <param name="blocks">The blocks.</param>
    public static void Gather<T>(T* x, T* edges, T* y, T* factors, int nodes, int count, int end, bool mean, int size, nint blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Gather(x, edges, y, factors, nodes, count, end, mean, size, blocks, LaneBlocks.Rows);

    /// <summary>The same for one row.</summary>
    /// <inheritdoc cref="Gather{T}(T*, T*, T*, T*, int, int, int, bool, int, nint)"/>
    public static void GatherRow<T>(T* x, T* edges, T* y, T* factors, int nodes, int count, int end, bool mean, int size, nint blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Gather(x, edges, y, factors, nodes, count, end, mean, size, blocks, lanes: 1);

    /// <summary>For each node, what the edges bring that have it at one end: <c>y_n = f_n Σ x_e</c>; 0 where there are none. Parameters as in Gather.</summary>
    public static void Aggregate<T>(T* x, T* edges, T* y, T* factors, int nodes, int count, int end, bool mean, int size, nint blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Aggregate(x, edges, y, factors, nodes, count, end, mean, size, blocks, LaneBlocks.Rows);

    /// <summary>The same for one row.</summary>
    public static void AggregateRow<T>(T* x, T* edges, T* y, T* factors, int nodes, int count, int end, bool mean, int size, nint blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Aggregate(x, edges, y, factors, nodes, count, end, mean, size, blocks, lanes: 1);

    /// <summary>One step along the edges, <c>y = Â x</c>, or back along them, <c>y = Âᵀ x</c>.</summary>
    /// <param name="x">The numbers of the nodes, <c>[block][node][size][16]</c>.</param>
    /// <param name="edges">The edges.</param>
    /// <param name="y">Receives the sums.</param>
    /// <param name="factors">Room for a number for each node.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="count">The edges.</param>
    /// <param name="weights">How edges count: the number of an <see cref="EdgeWeights"/>.</param>
    /// <param name="loops">Whether each node has one edge to itself, whatever the edges say.</param>
    /// <param name="back">Whether the step goes back.</param>
    /// <param name="size">The numbers of a node.</param>
    /// <param name="blocks">The blocks.</param>
    public static void Propagate<T>(T* x, T* edges, T* y, T* factors, int nodes, int count, int weights, bool loops, bool back, int size, nint blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Propagate(x, edges, y, factors, nodes, count, (EdgeWeights)weights, loops, back, size, blocks, LaneBlocks.Rows);

    /// <summary>The same for one row.</summary>
    /// <inheritdoc cref="Propagate{T}(T*, T*, T*, T*, int, int, int, bool, bool, int, nint)"/>
    public static void PropagateRow<T>(T* x, T* edges, T* y, T* factors, int nodes, int count, int weights, bool loops, bool back, int size, nint blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Propagate(x, edges, y, factors, nodes, count, (EdgeWeights)weights, loops, back, size, blocks, lanes: 1);

    /// <summary>The edges without those from a node to itself, and after them one such edge of each node.</summary>
    /// <param name="edges">The edges.</param>
    /// <param name="y">Receives them, <c>[block][2][edge + nodes][16]</c>.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="count">The edges.</param>
    /// <param name="blocks">The blocks.</param>
    public static void Loops<T>(T* edges, T* y, int nodes, int count, nint blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Loops(edges, y, nodes, count, blocks, LaneBlocks.Rows);

    /// <summary>The same for one row.</summary>
    /// <inheritdoc cref="Loops{T}(T*, T*, int, int, nint)"/>
    public static void LoopsRow<T>(T* edges, T* y, int nodes, int count, nint blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Loops(edges, y, nodes, count, blocks, lanes: 1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Gather<T>(T* x, T* edges, T* y, T* factors, int nodes, int count, int end, bool mean, int size, nint blocks, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (; blocks != 0; blocks--, x += (nint)nodes * size * lanes, edges += 2 * (nint)count * lanes, y += (nint)count * size * lanes)
        {
            for (var lane = 0; lane < lanes; lane++)
            {
                if (mean)
                    Count(edges + lane, factors, nodes, count, end, lanes);
                for (nint edge = 0; edge < count; edge++)
                {
                    var to = y + edge * size * lanes + lane;
                    if (!Is(edges + lane, edge, count, lanes))
                    {
                        for (nint i = 0; i < (nint)size * lanes; i += lanes)
                            to[i] = T.Zero;
                        continue;
                    }
                    var node = NodeOf(edges[(end * (nint)count + edge) * lanes + lane]);
                    Copy(x + node * size * lanes + lane, to, mean ? T.One / factors[node] : T.One, size, lanes);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Aggregate<T>(T* x, T* edges, T* y, T* factors, int nodes, int count, int end, bool mean, int size, nint blocks, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (; blocks != 0; blocks--, x += (nint)count * size * lanes, edges += 2 * (nint)count * lanes, y += (nint)nodes * size * lanes)
        {
            new Span<T>(y, checked(nodes * size * lanes)).Clear();
            for (var lane = 0; lane < lanes; lane++)
            {
                if (mean)
                    Count(edges + lane, factors, nodes, count, end, lanes);
                for (nint edge = 0; edge < count; edge++)
                {
                    if (!Is(edges + lane, edge, count, lanes))
                        continue;
                    var node = NodeOf(edges[(end * (nint)count + edge) * lanes + lane]);
                    Add(x + edge * size * lanes + lane, y + node * size * lanes + lane, mean ? T.One / factors[node] : T.One, size, lanes);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Propagate<T>(T* x, T* edges, T* y, T* factors, int nodes, int count, EdgeWeights weights, bool loops, bool back, int size, nint blocks, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var each = (nint)nodes * size * lanes;
        for (; blocks != 0; blocks--, x += each, edges += 2 * (nint)count * lanes, y += each)
        {
            for (var lane = 0; lane < lanes; lane++)
            {
                Factors(edges + lane, factors, nodes, count, weights, loops, lanes);
                for (nint node = 0; node < nodes; node++)
                {
                    var own = !loops ? T.Zero : weights == EdgeWeights.Symmetric ? factors[node] * factors[node] : factors[node];
                    Copy(x + node * size * lanes + lane, y + node * size * lanes + lane, own, size, lanes);
                }
                for (nint edge = 0; edge < count; edge++)
                {
                    if (!Is(edges + lane, edge, count, lanes))
                        continue;
                    nint source = NodeOf(edges[edge * lanes + lane]), target = NodeOf(edges[(count + edge) * lanes + lane]);
                    if (loops && source == target)
                        continue;
                    var weight = weights == EdgeWeights.Symmetric ? factors[source] * factors[target] : factors[target];
                    var (from, to) = back ? (target, source) : (source, target);
                    Add(x + from * size * lanes + lane, y + to * size * lanes + lane, weight, size, lanes);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Loops<T>(T* edges, T* y, int nodes, int count, nint blocks, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var all = (nint)count + nodes;
        for (; blocks != 0; blocks--, edges += 2 * (nint)count * lanes, y += 2 * all * lanes)
        {
            for (nint i = 0; i < (nint)count * lanes; i++)
            {
                T source = edges[i], target = edges[(nint)count * lanes + i], none = -T.One;
                (y[i], y[all * lanes + i]) = source == target ? (none, none) : (source, target);
            }
            for (nint node = 0; node < nodes; node++)
            {
                for (nint lane = 0; lane < lanes; lane++)
                    y[(count + node) * lanes + lane] = y[(all + count + node) * lanes + lane] = T.CreateTruncating(node);
            }
        }
    }

    /// <summary>What each node's edges are weighed by: <c>1/√d</c>, <c>1/d</c> or 1, d the number of edges into it; 0 where there are none.</summary>
    private static void Factors<T>(T* edges, T* factors, int nodes, int count, EdgeWeights weights, bool loops, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var node = 0; node < nodes; node++)
            factors[node] = weights == EdgeWeights.Sum || loops ? T.One : T.Zero;
        if (weights == EdgeWeights.Sum)
            return;
        for (nint edge = 0; edge < count; edge++)
        {
            if (Is(edges, edge, count, lanes) && !(loops && edges[edge * lanes] == edges[(count + edge) * lanes]))
                factors[NodeOf(edges[(count + edge) * lanes])] += T.One;
        }
        for (var node = 0; node < nodes; node++)
        {
            if (factors[node] > T.Zero)
                factors[node] = T.One / (weights == EdgeWeights.Symmetric ? T.Sqrt(factors[node]) : factors[node]);
        }
    }

    /// <summary>How many edges each node has at an end.</summary>
    internal static void Count<T>(T* edges, T* counts, int nodes, int count, int end, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        new Span<T>(counts, nodes).Clear();
        for (nint edge = 0; edge < count; edge++)
        {
            if (Is(edges, edge, count, lanes))
                counts[NodeOf(edges[(end * (nint)count + edge) * lanes])] += T.One;
        }
    }

    /// <summary>Whether there is an edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Is<T>(T* edges, nint edge, int count, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => edges[edge * lanes] >= T.Zero && edges[(count + edge) * lanes] >= T.Zero;

    /// <summary>A node as an integer; nodes have been checked where they came in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static nint NodeOf<T>(T node)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float) ? (int)(float)(object)node : (int)(double)(object)node;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<T>(T* from, T* to, T factor, int size, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // What does not count is not read.
        for (nint i = 0; i < (nint)size * lanes; i += lanes)
            to[i] = factor == T.Zero ? T.Zero : factor * from[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T>(T* from, T* to, T factor, int size, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint i = 0; factor != T.Zero && i < (nint)size * lanes; i += lanes)
            to[i] += factor * from[i];
    }
}
