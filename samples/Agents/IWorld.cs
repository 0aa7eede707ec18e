namespace Agents;

/// <summary>A world with a few actions. What it does depends on its random numbers alone.</summary>
internal interface IWorld
{
    /// <summary>The numbers that are seen of it.</summary>
    int Observations { get; }

    /// <summary>The number of actions.</summary>
    int Actions { get; }

    /// <summary>The steps of an episode, unless it ends before.</summary>
    int Limit { get; }

    /// <summary>What a reward counts one step earlier.</summary>
    float Discount { get; }

    /// <summary>Begins an episode.</summary>
    void Begin(Random random);

    /// <summary>Writes what is seen.</summary>
    void Observe(Span<float> numbers);

    /// <summary>Takes a step.</summary>
    /// <returns>The reward, and whether that was the end, after which nothing more can be earned.</returns>
    (float Reward, bool IsEnd) Act(int action);
}
