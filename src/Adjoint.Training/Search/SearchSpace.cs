namespace Adjoint.Training;

/// <summary>The settings that a search chooses: <c>var rate = space.Logarithmic("rate", 1e-4f, 1e-1f);</c>, and in a trial <c>trial[rate]</c>.</summary>
public sealed class SearchSpace
{
    private readonly List<Hyperparameter> all = [];

    /// <summary>What was declared, in this order.</summary>
    public IReadOnlyList<Hyperparameter> Hyperparameters => all;

    /// <summary>A number whose order of magnitude matters, such as a learning rate.</summary>
    /// <param name="name">What tables call it.</param>
    /// <param name="least">The least value, above 0.</param>
    /// <param name="greatest">The greatest value.</param>
    /// <param name="steps">The values that a grid takes, at equal ratios.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public Hyperparameter<float> Logarithmic(string name, float least, float greatest, int steps = 5)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(least);
        return Range(name, least, greatest, steps, share => (float)(least * Math.Pow(greatest / (double)least, share)));
    }

    /// <summary>A number all of whose values are as likely.</summary>
    /// <inheritdoc cref="Logarithmic"/>
    public Hyperparameter<float> Linear(string name, float least, float greatest, int steps = 5) =>
        Range(name, least, greatest, steps, share => (float)(least + (greatest - (double)least) * share));

    /// <summary>A whole number.</summary>
    /// <param name="name">What tables call it.</param>
    /// <param name="least">The least value.</param>
    /// <param name="greatest">The greatest value, which is one of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The greatest is below the least.</exception>
    public Hyperparameter<int> Whole(string name, int least, int greatest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(greatest, least);
        return Add(name, share => (int)(least + Math.Floor(share * (greatest - (double)least + 1))), [.. Enumerable.Range(least, greatest - least + 1)]);
    }

    /// <summary>One of some values.</summary>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public Hyperparameter<T> Choice<T>(string name, params T[] values)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0)
            throw new ArgumentException($"'{name}' has no values; give at least one.", nameof(values));
        return Add(name, share => values[(int)(share * values.Length)], values);
    }

    private Hyperparameter<float> Range(string name, float least, float greatest, int steps, Func<double, float> at)
    {
        if (!(float.IsFinite(least) && float.IsFinite(greatest) && greatest >= least))
            throw new ArgumentOutOfRangeException(nameof(greatest), greatest, $"'{name}' is from {least} to {greatest}; both must be finite, and the second must not be less.");
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return Add(name, at, [.. Enumerable.Range(0, steps).Select(step => at(steps == 1 ? 0 : (double)step / (steps - 1)))]);
    }

    private Hyperparameter<T> Add<T>(string name, Func<double, T> at, T[] grid)
        where T : notnull
    {
        if (all.Any(other => other.Name == name))
            throw new ArgumentException($"Two hyperparameters are called '{name}'; give each a name of its own.", nameof(name));
        var added = new Hyperparameter<T>(name, all.Count, at, grid);
        all.Add(added);
        return added;
    }
}
