using Adjoint;
using Adjoint.Data;
using Adjoint.Training;
using AdjointRegression;

// Divide the table first: nothing that is learnt of it may know the rows that it is tested on.
var table = Table.ReadCsv(Path.Combine(AppContext.BaseDirectory, "data", "cars.csv")).Target("Miles per gallon").Ignore("Number", "Model", "Maker", "Transmission");
var (others, test) = table.Split(0.8, seed: 1);
var parts = others.Split(0.8, seed: 2);
var prepare = Preparation.Fit(parts.Training, p => p.Standardize().OneHot().FillMissing().StandardizeTargets());

// The network is in Network.cs. The weights that were best on the validation part are kept.
var run = await Trainer.FitAsync(new Distance(seed: 1), prepare.Apply(parts), new()
{
    Epochs = 100,
    Optimizer = new Adam(Plan.OneCycle(5e-3f)),
    Metrics = [new RootMeanSquaredError(), new RSquared()],
});
var (error, share) = (new RootMeanSquaredError(), new RSquared());
run.Network.Measure(prepare.Apply(test), error, share);
Console.WriteLine($"On cars that it has not seen: {error.Value:0.00} miles per gallon apart, {share.Value:0.0 %} of the variance explained.");

// Weights mean nothing without their preparation: keep both.
run.Network.Save("network.safetensors");
prepare.Save("preparation.json", run.Network);
run.Report("report.html", new() { Data = prepare.Apply(test) });
Console.WriteLine("network.safetensors, preparation.json and report.html are written.");
