namespace Adjoint.Training;

/// <summary>The settings that a search chooses: <c>var rate = space.Logarithmic("rate", 1e-4f, 1e-1f);</c>, and in a trial <c>trial[rate]</c>.</summary>
public sealed class SearchSpace
{
    private readonly List<Hyperparameter> all = [];

    /// <summary>What was declared, in this order.</summary>
    public IReadOnlyList<Hyperparameter> Hyperparameters => all;

    /// <summary>A number whose order of magnitude matters, such as a learning rate.</summary>
    /// <param name="name">What tables call it.</param>
    /// <param name="minimum">The smallest value, above 0.</param>
    /// <param name="maximum">The largest value.</param>
    /// <param name="steps">The values that a grid takes, at equal ratios.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public Hyperparameter<float> Logarithmic(string name, float minimum, float maximum, int steps = 5)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minimum);
        return Range(name, minimum, maximum, steps, share => (float)(minimum * Math.Pow(maximum / (double)minimum, share)));
    }

    /// <summary>A number all of whose values are as likely.</summary>
    /// <inheritdoc cref="Logarithmic"/>
    public Hyperparameter<float> Linear(string name, float minimum, float maximum, int steps = 5) =>
        Range(name, minimum, maximum, steps, share => (float)(minimum + (maximum - (double)minimum) * share));

    /// <summary>A whole number.</summary>
    /// <param name="name">What tables call it.</param>
    /// <param name="minimum">The smallest value.</param>
    /// <param name="maximum">The largest value, which is one of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is below the minimum.</exception>
    public Hyperparameter<int> Whole(string name, int minimum, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, minimum);
        return Add(name, share => (int)(minimum + Math.Floor(share * (maximum - (double)minimum + 1))), [.. Enumerable.Range(minimum, maximum - minimum + 1)]);
    }

    /// <summary>One of some values.</summary>
    /// <param name="name">What tables call it.</param>
    /// <param name="values">The values, all as likely.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public Hyperparameter<T> Choice<T>(string name, params T[] values)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0)
            throw new ArgumentException($"'{name}' has no values; give at least one.", nameof(values));
        return Add(name, share => values[(int)(share * values.Length)], values);
    }

    private Hyperparameter<float> Range(string name, float minimum, float maximum, int steps, Func<double, float> at)
    {
        if (!(float.IsFinite(minimum) && float.IsFinite(maximum) && maximum >= minimum))
            throw new ArgumentOutOfRangeException(nameof(maximum), maximum, $"'{name}' is from {minimum} to {maximum}; both must be finite, and the second must not be less.");
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
