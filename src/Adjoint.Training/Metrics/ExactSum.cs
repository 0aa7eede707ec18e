namespace Adjoint.Training;

/// <summary>
/// A sum whose error does not grow with the number of summands: Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen" (ZAMM, 1974). It adds one number after
/// another, so it has the same bits in however many parts they come.
/// </summary>
internal struct ExactSum
{
    private double sum, lost;

    /// <summary>The sum so far.</summary>
    public readonly double Value => double.IsFinite(sum) ? sum + lost : sum;

    /// <summary>Adds a number.</summary>
    public void Add(double value)
    {
        var next = sum + value;
        lost += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
        sum = next;
    }
}
