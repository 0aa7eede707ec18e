namespace Adjoint.Training;

/// <summary>One choice of all settings, for a run to be trained with.</summary>
public sealed class Trial
{
    private readonly IReadOnlyList<Hyperparameter> space;
    private readonly object[] values;

    internal Trial(int number, IReadOnlyList<Hyperparameter> space, object[] values) => (Number, this.space, this.values) = (number, space, values);

    /// <summary>Its number in the search, from 0; good for seeds.</summary>
    public int Number { get; }

    /// <summary>The epochs that it is to be trained, where the search gives some trials more than others; else those of <see cref="SearchOptions.Epochs"/>.</summary>
    public int Epochs { get; init; }

    /// <summary>The threads that are free for it: <c>new LeNet5(seed: 1) { Threads = trial.Threads }</c>.</summary>
    public int Threads { get; init; }

    /// <summary>A folder for its checkpoints; null where the search has none.</summary>
    public string? Checkpoints { get; init; }

    /// <summary>Asked for by whoever wants the search to end.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>What was chosen, as a table has it.</summary>
    public IReadOnlyList<string> Texts => Array.ConvertAll(values, Hyperparameter.Text);

    /// <summary>What was chosen for a setting that is a number.</summary>
    /// <exception cref="ArgumentException">The setting is of another space.</exception>
    public float this[Hyperparameter<float> hyperparameter] => Of(hyperparameter);

    /// <summary>What was chosen for a setting that is a whole number.</summary>
    /// <exception cref="ArgumentException">The setting is of another space.</exception>
    public int this[Hyperparameter<int> hyperparameter] => Of(hyperparameter);

    /// <summary>What was chosen for a setting of any type.</summary>
    /// <param name="hyperparameter">What the space has returned for the setting.</param>
    /// <exception cref="ArgumentException">The setting is of another space.</exception>
    public T Of<T>(Hyperparameter<T> hyperparameter)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(hyperparameter);
        return hyperparameter.Number < space.Count && ReferenceEquals(space[hyperparameter.Number], hyperparameter)
            ? (T)values[hyperparameter.Number]
            : throw new ArgumentException($"'{hyperparameter.Name}' is not a hyperparameter of this search; declare it in its space.", nameof(hyperparameter));
    }
}
