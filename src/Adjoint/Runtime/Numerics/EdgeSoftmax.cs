using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>A softmax over the edges that enter the same node, a graph in each lane; edges are as <see cref="Edges"/> has them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class EdgeSoftmax
{
    /// <summary>Shares: <c>y_e = exp(x_e − m_t) / Σ exp(x_f − m_t)</c> over the edges f into the node t that e enters, m_t their maximum; 0 where there is no edge.</summary>
    /// <param name="x">The scores, <c>[block][edge][size][16]</c>.</param>
    /// <param name="edges">The edges.</param>
    /// <param name="y">Receives the shares.</param>
    /// <param name="sums">Room for a number for each node.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="count">The edges.</param>
    /// <param name="size">The numbers of an edge.</param>
    /// <param name="blocks">The blocks.</param>
    public static void Forward<T>(T* x, T* edges, T* y, T* sums, int nodes, int count, int size, nint blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Forward(x, edges, y, sums, nodes, count, size, blocks, LaneBlocks.Rows);

    /// <summary>The same for one row.</summary>
    /// <inheritdoc cref="Forward{T}(T*, T*, T*, T*, int, int, int, nint)"/>
    public static void ForwardRow<T>(T* x, T* edges, T* y, T* sums, int nodes, int count, int size, nint blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Forward(x, edges, y, sums, nodes, count, size, blocks, lanes: 1);

    /// <summary>The gradient: <c>dx_e = y_e (dy_e − Σ y_f dy_f)</c> over the edges f into the same node.</summary>
    /// <param name="dy">The gradient of the shares.</param>
    /// <param name="y">The shares.</param>
    /// <param name="edges">The edges.</param>
    /// <param name="dx">Receives the gradient of the scores.</param>
    /// <param name="sums">Room for a number for each node.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="count">The edges.</param>
    /// <param name="size">The numbers of an edge.</param>
    /// <param name="blocks">The blocks.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward<T>(T* dy, T* y, T* edges, T* dx, T* sums, int nodes, int count, int size, nint blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int lanes = LaneBlocks.Rows;
        for (; blocks != 0; blocks--, dy += (nint)count * size * lanes, y += (nint)count * size * lanes, edges += 2 * (nint)count * lanes, dx += (nint)count * size * lanes)
        {
            for (nint at = 0; at < (nint)size * lanes; at++)
            {
                var ends = edges + at % lanes;
                new Span<T>(sums, nodes).Clear();
                for (nint edge = 0; edge < count; edge++)
                {
                    if (Edges.Is(ends, edge, count, lanes))
                        sums[TargetOf(ends, edge, count, lanes)] += y[edge * size * lanes + at] * dy[edge * size * lanes + at];
                }
                for (nint edge = 0; edge < count; edge++)
                {
                    var i = edge * size * lanes + at;
                    dx[i] = Edges.Is(ends, edge, count, lanes) ? y[i] * (dy[i] - sums[TargetOf(ends, edge, count, lanes)]) : T.Zero;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Forward<T>(T* x, T* edges, T* y, T* sums, int nodes, int count, int size, nint blocks, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (; blocks != 0; blocks--, x += (nint)count * size * lanes, edges += 2 * (nint)count * lanes, y += (nint)count * size * lanes)
        {
            for (nint at = 0; at < (nint)size * lanes; at++)
                Share(x + at, edges + at % lanes, y + at, sums, nodes, count, (nint)size * lanes, lanes);
        }
    }

    /// <summary>The shares of one number of all edges in one lane.</summary>
    private static void Share<T>(T* x, T* edges, T* y, T* sums, int nodes, int count, nint stride, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        new Span<T>(sums, nodes).Fill(T.NegativeInfinity);
        for (nint edge = 0; edge < count; edge++)
        {
            if (Edges.Is(edges, edge, count, lanes) && TargetOf(edges, edge, count, lanes) is var target)
                sums[target] = T.Max(sums[target], x[edge * stride]);
        }
        for (nint edge = 0; edge < count; edge++)
            y[edge * stride] = Edges.Is(edges, edge, count, lanes) ? Exp(x[edge * stride] - sums[TargetOf(edges, edge, count, lanes)]) : T.Zero;
        new Span<T>(sums, nodes).Clear();
        for (nint edge = 0; edge < count; edge++)
        {
            if (Edges.Is(edges, edge, count, lanes))
                sums[TargetOf(edges, edge, count, lanes)] += y[edge * stride];
        }
        for (nint edge = 0; edge < count; edge++)
        {
            if (Edges.Is(edges, edge, count, lanes))
                y[edge * stride] /= sums[TargetOf(edges, edge, count, lanes)];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint TargetOf<T>(T* edges, nint edge, int count, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Edges.NodeOf(edges[(count + edge) * lanes]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Exp<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float) ? (T)(object)VectorMath.Exp((float)(object)x) : (T)(object)VectorMath.Exp((double)(object)x);
}
