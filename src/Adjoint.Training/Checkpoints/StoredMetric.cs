namespace Adjoint.Training;

/// <summary>A metric of which only the name is known: files do not say which of two values is better.</summary>
internal sealed class StoredMetric(string name) : Metric
{
    public override string Name => name;

    public override bool HigherIsBetter => false;

    public override double Value => double.NaN;

    public override void Reset()
    {
    }

    public override void Add(MetricRows rows)
    {
    }
}
