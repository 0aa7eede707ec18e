namespace Cars;

/// <summary>The errors of a model on cars that it has not learnt from, in miles per gallon.</summary>
internal sealed class Errors
{
    private readonly RootMeanSquaredError root = new();
    private readonly MeanAbsoluteError absolute = new();

    public double RootMeanSquare => root.Value;

    public double MeanAbsolute => absolute.Value;

    /// <summary>Adds the errors of a network on some cars.</summary>
    public void Add(ITrainable network, Dataset cars, Preparation prepare)
    {
        var outputs = new PortRows(network.Outputs[0], cars.Rows);
        network.Predict(cars.ToBatch(), outputs);
        var predicted = new float[cars.Rows];
        outputs.CopyTo(predicted);
        Add(predicted, cars, prepare);
    }

    /// <summary>Adds the errors of predictions for some cars. These and the targets are standardised; given the preparation, metrics count in miles per gallon.</summary>
    public void Add(float[] predicted, Dataset cars, Preparation prepare)
    {
        var targets = new float[cars.Rows];
        cars.ToBatch().Targets[0].CopyTo(targets);
        var rows = new MetricRows { Outputs = predicted, OutputSize = 1, Targets = targets, Count = cars.Rows, Preparation = prepare };
        root.Add(rows);
        absolute.Add(rows);
    }
}
