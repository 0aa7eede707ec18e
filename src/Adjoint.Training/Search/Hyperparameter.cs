using System.Globalization;

namespace Adjoint.Training;

/// <summary>A setting that a search chooses.</summary>
public abstract class Hyperparameter
{
    private protected Hyperparameter(string name, int number)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (Name, Number) = (name, number);
    }

    /// <summary>What tables call it.</summary>
    public string Name { get; }

    /// <summary>Its place in its space.</summary>
    internal int Number { get; }

    /// <summary>The values that a grid takes.</summary>
    internal abstract int GridCount { get; }

    /// <summary>The value at a share of the range, from 0 to below 1.</summary>
    internal abstract object At(double share);

    /// <summary>One of the values of a grid.</summary>
    internal abstract object OfGrid(int index);

    /// <summary>A value as a table has it.</summary>
    internal static string Text(object value) => value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value.ToString() ?? "";
}

/// <summary>A setting of a known type that a search chooses.</summary>
/// <typeparam name="T">The type of its values.</typeparam>
public sealed class Hyperparameter<T> : Hyperparameter
    where T : notnull
{
    private readonly Func<double, T> at;
    private readonly T[] grid;

    internal Hyperparameter(string name, int number, Func<double, T> at, T[] grid)
        : base(name, number) => (this.at, this.grid) = (at, grid);

    internal override int GridCount => grid.Length;

    internal override object At(double share) => at(share);

    internal override object OfGrid(int index) => grid[index];
}
