using Adjoint;
using Adjoint.Data;
using Adjoint.Training;
using AdjointClassifier;

// Divide the table first: nothing that is learnt of it may know the rows that it is tested on.
var table = Table.ReadCsv(Path.Combine(AppContext.BaseDirectory, "data", "penguins.csv"), new() { Missing = ["", "."] }).Label("Species").Ignore("Island");
var (others, test) = table.Split(0.8, seed: 1, stratify: true);
var parts = others.Split(0.8, seed: 2, stratify: true);
var prepare = Preparation.Fit(parts.Training, p => p.Standardize().OneHot().FillMissing());

// The network is in Network.cs. The weights that were best on the validation part are kept.
var run = await Trainer.FitAsync(new Species(seed: 1), prepare.Apply(parts), new()
{
    Epochs = 60,
    BatchSize = 16,
    Optimizer = new Adam(1e-2f),
    Metrics = [new Accuracy(), new F1()],
    Stop = EarlyStopping.After(15),
});
Console.WriteLine($"On rows that it has not seen: {run.Evaluate(prepare.Apply(test))}");

// Weights mean nothing without their preparation: keep both.
run.Network.Save("network.safetensors");
prepare.Save("preparation.json", run.Network);
run.Report("report.html", new() { Data = prepare.Apply(test) });
Console.WriteLine("network.safetensors, preparation.json and report.html are written.");
