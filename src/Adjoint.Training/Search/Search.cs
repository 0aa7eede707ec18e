using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>
/// Looks for good settings by training with many: <c>await Search.RandomAsync(space, 20, trial =&gt; Trainer.Fit(…, trial[rate] …))</c>. Trials run side by side, and are judged by
/// <see cref="Run.Score"/>. Results do not depend on how many run at a time.
/// </summary>
public static class Search
{
    /// <summary>Draws settings at random.</summary>
    /// <param name="space">What is chosen.</param>
    /// <param name="trials">How many times.</param>
    /// <param name="train">Trains with a choice.</param>
    /// <param name="options">How the search is to go.</param>
    /// <param name="cancellation">Ends the search; trials that are done are kept in its folder.</param>
    /// <exception cref="InvalidDataException">The folder has the table of another search.</exception>
    /// <exception cref="InvalidOperationException">A trial was judged by nothing.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static Task<SearchResult> RandomAsync(SearchSpace space, int trials, Func<Trial, Run> train, SearchOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        var session = new SearchSession(space, train, options ?? new(), Drawn, cancellation);
        return session.Run([trials], [session.Options.Epochs]);
    }

    /// <summary>Tries all combinations of the values of a grid.</summary>
    /// <inheritdoc cref="Random"/>
    public static Task<SearchResult> GridAsync(SearchSpace space, Func<Trial, Run> train, SearchOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        var session = new SearchSession(space, train, options ?? new(), OfGrid, cancellation);
        var count = space.Hyperparameters.Aggregate(1, static (product, hyperparameter) => checked(product * hyperparameter.GridCount));
        return session.Run([count], [session.Options.Epochs]);
    }

    /// <summary>
    /// Successive halving: draws settings at random, trains all for a few epochs, keeps the best share, trains these for more, and so on: 27 trials for 1 epoch, 9 for 3, 3 for 9, 1 for
    /// 27. A trial that has <see cref="Trial.Checkpoints"/> goes on from where it was.
    /// </summary>
    /// <param name="space">What is chosen.</param>
    /// <param name="trials">How many times at first.</param>
    /// <param name="train">Trains with a choice, for <see cref="Trial.Epochs"/>.</param>
    /// <param name="minEpochs">The epochs that all have.</param>
    /// <param name="factor">One of how many trials is kept, and how many times the epochs it then has.</param>
    /// <param name="options">How the search is to go.</param>
    /// <param name="cancellation">Ends the search; trials that are done are kept in its folder.</param>
    /// <remarks>Source: Jamieson and Talwalkar (2016).</remarks>
    /// <inheritdoc cref="Random"/>
    public static Task<SearchResult> HalvingAsync(
        SearchSpace space, int trials, Func<Trial, Run> train, int minEpochs = 1, int factor = 3, SearchOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(minEpochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 2);
        var (counts, epochs) = (new List<int>(), new List<int>());
        for (var (count, budget) = (trials, minEpochs); count >= 1; (count, budget) = (count / factor, checked(budget * factor)))
        {
            counts.Add(count);
            epochs.Add(budget);
        }
        return new SearchSession(space, train, options ?? new(), Drawn, cancellation).Run(counts, epochs);
    }

    /// <summary>Each trial has a stream of its own, so that more trials leave the first ones as they are.</summary>
    private static object[] Drawn(IReadOnlyList<Hyperparameter> space, long seed, int number)
    {
        var random = new CounterRandom(seed, CounterRandom.StreamOf("Search") + (ulong)number);
        var values = new object[space.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = space[i].At(random.NextSingle());
        return values;
    }

    private static object[] OfGrid(IReadOnlyList<Hyperparameter> space, long seed, int number)
    {
        var values = new object[space.Count];
        for (var i = values.Length - 1; i >= 0; i--)
            (number, values[i]) = (number / space[i].GridCount, space[i].OfGrid(number % space[i].GridCount));
        return values;
    }
}
