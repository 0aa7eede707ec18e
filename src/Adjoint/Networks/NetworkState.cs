using System.Numerics;
using System.Runtime.CompilerServices;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>
/// What a network remembers of the steps of some sequences, one in each row: the states of its loops, and the earlier steps that its layers read. <c>NewState</c> makes one, <c>Step</c> and
/// <c>Prefill</c> take it further.
/// </summary>
/// <remarks>A state belongs to the network that made it. Several states of one network may be used at once, each by one thread.</remarks>
public sealed unsafe class NetworkState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkRunner<T> owner;
    private readonly NetworkProgram<T> steps;
    private readonly AlignedBuffer<T> memory;
    private readonly int half;
    private readonly int kept;

    /// <summary>The steps that each row has taken.</summary>
    private readonly long[] taken;
    private int inUse;
    private bool isSecond;

    internal NetworkState(NetworkRunner<T> owner, NetworkProgram<T> steps, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        (this.owner, this.steps, Rows) = (owner, steps, rows);
        // Of a program that carries states, they are all that comes out.
        States = steps.Steps is { } layout ? steps.Inputs[^layout.States..] : steps.Outputs;
        // What is written where it lies is there once, behind what changes places.
        kept = steps.Steps?.Kept ?? 0;
        foreach (var state in States.AsSpan(0, States.Length - kept))
            half = checked(half + Room(state));
        var once = 0;
        foreach (var state in States.AsSpan(States.Length - kept))
            once = checked(once + Room(state));
        memory = new AlignedBuffer<T>(checked((2 * half) + once));
        taken = new long[rows];
    }

    /// <summary>The sequences that go on side by side.</summary>
    public int Rows { get; }

    /// <summary>The steps that have been taken.</summary>
    public long Position { get; private set; }

    /// <summary>The most steps that a row has taken since it began.</summary>
    internal long MostTaken { get; private set; }

    /// <summary>The states.</summary>
    internal Port[] States { get; }

    /// <summary>Whether rows are taken one by one, so that each is by itself; else they are in lane blocks.</summary>
    internal bool IsRowByRow => Rows < Prediction<T>.FewRows;

    /// <summary>Forgets everything: the next step is the first.</summary>
    /// <exception cref="InvalidOperationException">Another thread uses the state.</exception>
    public void Reset()
    {
        Enter(owner);
        memory.Span.Clear();
        Array.Clear(taken);
        (Position, MostTaken) = (0, 0);
        Leave();
    }

    /// <summary>Forgets one row, whose next step is the first of another sequence. <see cref="Position"/> counts on.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">Another thread uses the state.</exception>
    public void Reset(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        Enter(owner);
        for (var i = 0; i < States.Length; i++)
        {
            var size = States[i].Size;
            if (IsRowByRow)
                new Span<T>(Current(i) + (nint)row * Stride(States[i]), size).Clear();
            else
                LaneBlocks.ClearLane(Current(i) + (nint)(row / LaneBlocks.Rows) * LaneBlocks.Rows * size, size, row % LaneBlocks.Rows);
        }
        taken[row] = 0;
        MostTaken = taken.Max();
        Leave();
    }

    /// <summary>Makes another state one that has come as far as this: a branch, from which both go on by themselves.</summary>
    /// <param name="other">A state of the same network and of as many rows.</param>
    /// <exception cref="ArgumentException">The other state is of another network or number of rows; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">Another thread uses one of the two.</exception>
    public void CopyTo(NetworkState<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other == this)
            return;
        if (other.owner != owner || other.Rows != Rows)
            throw new ArgumentException(
                $"The state has {Rows} rows, and the other {other.Rows}{(other.owner == owner ? "" : " and belongs to another network")}; make it by NewState({Rows}) of the same network.",
                nameof(other));
        Enter(owner);
        try
        {
            other.Enter(owner);
            memory.Span.CopyTo(other.memory.Span);
            taken.CopyTo(other.taken, 0);
            (other.Position, other.MostTaken, other.isSecond) = (Position, MostTaken, isSecond);
            other.Leave();
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Where a state is that is read now; rows one by one begin <see cref="Stride"/> apart.</summary>
    internal T* Current(int state) => Start(state, isSecond);

    /// <summary>Where the state is that is written now.</summary>
    internal T* Next(int state) => Start(state, !isSecond);

    /// <summary>The distance from one row of a state to the next, where rows are taken one by one.</summary>
    internal static int Stride(Port state) => NetworkProgram<T>.RowInput(state);

    /// <summary>What was written is what the next step reads.</summary>
    /// <param name="count">The steps that were taken.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Advance(int count = 1)
    {
        isSecond = !isSecond;
        Position += count;
        MostTaken += count;
        foreach (ref var steps in taken.AsSpan())
            steps += count;
    }

    /// <summary>The steps that a row has taken since it began.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal long Taken(int row) => taken[row];

    /// <summary>The number of states, the last ones, that are written where they are.</summary>
    internal int Kept => kept;

    /// <summary>Where some states that begin a call of training are, in lane blocks or, copied, as rows.</summary>
    /// <param name="count">The number of states.</param>
    /// <param name="feeds">Receives them.</param>
    /// <param name="room">Room for all of them as rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Read(int count, Feed* feeds, T* room)
    {
        for (var i = 0; i < count; i++)
        {
            var size = States[i].Size;
            feeds[i] = IsRowByRow ? new Feed(room, Rows * size) : new Feed(Current(i), Rows * size, FeedLayout.Lanes);
            for (var row = 0; row < Rows && IsRowByRow; row++, room += size)
                new ReadOnlySpan<T>(Current(i) + (nint)row * Stride(States[i]), size).CopyTo(new Span<T>(room, size));
        }
    }

    /// <summary>Where a call of training leaves some states; what is there as rows <see cref="Take"/> takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Write(int count, Feed* feeds, T* room)
    {
        for (var i = 0; i < count; i++)
        {
            feeds[i] = IsRowByRow ? new Feed(room, Rows * States[i].Size) : new Feed(Next(i), Rows * States[i].Size, FeedLayout.Lanes);
            room += Rows * States[i].Size;
        }
    }

    /// <summary>Takes over what a call of training has left; states that it does not know start again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Take(int count, Feed* feeds)
    {
        for (var i = 0; i < States.Length; i++)
        {
            if (i >= count)
                new Span<T>(Next(i), Room(States[i])).Clear();
            for (var row = 0; row < Rows && IsRowByRow && i < count; row++)
                new ReadOnlySpan<T>(feeds[i].Numbers<T>() + (nint)row * States[i].Size, States[i].Size).CopyTo(new Span<T>(Next(i) + (nint)row * Stride(States[i]), States[i].Size));
        }
    }

    /// <summary>Takes the state for one call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Enter(NetworkRunner<T> caller)
    {
        if (caller != owner)
            throw new InvalidOperationException($"The state belongs to another '{steps.Layout.Network}' than the one that is called; make one by its own NewState.");
        if (Interlocked.Exchange(ref inUse, 1) != 0)
            throw new InvalidOperationException($"Another thread uses this state of '{steps.Layout.Network}' at this moment; give each thread a state of its own, by NewState.");
    }

    internal void Leave() => Volatile.Write(ref inUse, 0);

    private int Room(Port state) => checked(IsRowByRow ? Rows * Stride(state) : LaneBlocks.Count(Rows) * LaneBlocks.Rows * state.Size);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T* Start(int state, bool second)
    {
        var changing = States.Length - kept;
        var start = memory.Pointer + (state >= changing ? 2 * half : second ? half : 0);
        for (var i = state >= changing ? changing : 0; i < state; i++)
            start += Room(States[i]);
        return start;
    }
}
