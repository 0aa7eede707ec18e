namespace Adjoint.Training;

/// <summary>
/// A number by which a run is judged. Values are merged exactly: never a mean of means. A metric remembers the rows that it was given, so it belongs to one run or measurement at a time.
/// </summary>
public abstract class Metric
{
    /// <summary>
    /// The output that it judges, as in the network's declaration: <c>new Accuracy { On = "policy" }</c> for <c>[CrossEntropy(On = "policy")]</c>. Null, the default, is the only output that it
    /// can judge; of a network that compares several outputs with classes, metrics of classes must say which.
    /// </summary>
    public string? On { get; init; }

    /// <summary>What people read; programs tell metrics apart by their types.</summary>
    public abstract string Name { get; }

    /// <summary>The name, and the output where one was named: <c>accuracy of policy</c>.</summary>
    public string FullName => On is null ? Name : $"{Name} of {On}";

    /// <summary>Whether more is better, as for an accuracy; else less is, as for an error.</summary>
    public abstract bool HigherIsBetter { get; }

    /// <summary>The number for all rows since the last <see cref="Reset"/>; NaN where none counts.</summary>
    public abstract double Value { get; }

    /// <summary>Forgets all rows.</summary>
    public abstract void Reset();

    /// <summary>Adds rows; in however many parts they come, the value is that of all together.</summary>
    /// <param name="rows">The rows, with what the network said of them and what it should have said.</param>
    public abstract void Add(MetricRows rows);

    /// <summary>The targets that it is made for: numbers; or classes, which may be told by probabilities too. Null for a metric of your own, which may compare either.</summary>
    internal virtual PortKind? Compares => null;

    /// <summary>Makes sure that it can judge an output that is compared with a target of the right kind.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    internal virtual void Check(int targets)
    {
    }

    /// <summary>Whether another one would say the same: its type, name and output are equal.</summary>
    internal bool IsSame(Metric other) => GetType() == other.GetType() && FullName == other.FullName;
}
