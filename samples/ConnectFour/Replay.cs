namespace ConnectFour;

/// <summary>The latest lessons, from which batches are drawn, each as it was or mirrored.</summary>
internal sealed class Replay(int capacity, int seed)
{
    private readonly Lesson[] lessons = new Lesson[capacity];
    private readonly Random random = new(seed);
    private long added;

    /// <summary>How many there are.</summary>
    public int Count => (int)Math.Min(added, capacity);

    /// <summary>How many there have been.</summary>
    public long Added => added;

    /// <summary>Adds a lesson in the place of the oldest.</summary>
    public void Add(Lesson lesson) => lessons[added++ % capacity] = lesson;

    /// <summary>One step of training on lessons that are drawn.</summary>
    public float Step(PolicyValue network, Optimizer optimizer, int rows)
    {
        var (boards, shares, results) = (new float[rows * PolicyValue.BoardSize], new float[rows * Position.Columns], new float[rows]);
        for (var row = 0; row < rows; row++)
        {
            var lesson = lessons[random.Next(Count)];
            var isMirrored = random.Next(2) == 1;
            (isMirrored ? lesson.Position.Mirrored() : lesson.Position).Write(boards.AsSpan(row * PolicyValue.BoardSize, PolicyValue.BoardSize));
            for (var move = 0; move < Position.Columns; move++)
                shares[row * Position.Columns + move] = lesson.Shares[isMirrored ? Position.Columns - 1 - move : move];
            results[row] = lesson.Result;
        }
        return network.TrainStep(boards, shares, results, optimizer);
    }
}
