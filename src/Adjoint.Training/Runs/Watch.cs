namespace Adjoint.Training;

/// <summary>The best value so far, and how many epochs ago it was: all that stopping, keeping and plateaus remember.</summary>
internal sealed class Watch
{
    /// <summary>What the values are of: a metric, the loss, or nothing.</summary>
    public string By { get; set; } = "";

    /// <summary>NaN before the first value.</summary>
    public double Best { get; set; } = double.NaN;

    /// <summary>The epochs since the best.</summary>
    public int Since { get; set; }

    /// <summary>The epoch of the best, from 0.</summary>
    public int Epoch { get; set; }

    /// <summary>Starts again, unless it has looked at the same before: values of different things cannot be compared. Returns whether it has.</summary>
    public bool Follow(string by)
    {
        if (By == by)
            return true;
        (By, Best, Since, Epoch) = (by, double.NaN, 0, 0);
        return false;
    }

    /// <summary>Looks at an epoch's value; returns whether it is a new best.</summary>
    public bool Look(double value, bool higherIsBetter, int epoch, double minChange = 0)
    {
        if (IsBetter(value, higherIsBetter, minChange))
        {
            (Best, Since, Epoch) = (value, 0, epoch);
            return true;
        }
        Since++;
        return false;
    }

    private bool IsBetter(double value, bool higherIsBetter, double minChange)
    {
        if (double.IsNaN(value) || double.IsNaN(Best))
            return !double.IsNaN(value);
        return higherIsBetter ? value > Best + minChange : value < Best - minChange;
    }
}
