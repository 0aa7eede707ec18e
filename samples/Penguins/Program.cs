using Adjoint;
using Adjoint.Data;
using Adjoint.Training;

// Read and divide the table. What is learnt of its columns is learnt from the training part.
var table = Table.ReadCsv("penguins.csv", new() { Missing = ["", "."] }).Label("Species").Ignore("Island");
var (training, test) = table.Split(0.8, seed: 1, stratify: true);
var prepare = Preparation.Fit(training, p => p.Standardize().OneHot().FillMissing());

// Train, measure on rows that were not learnt from, and save. Weights mean nothing without their preparation.
var run = await Trainer.FitAsync(new Species(seed: 1), prepare.Apply(training), new() { Epochs = 30, Optimizer = new Adam(1e-2f) });
Console.WriteLine(run.Evaluate(prepare.Apply(test)));
run.Network.Save("penguins.safetensors");
prepare.Save("penguins.json", run.Network);

// Another program begins here: load both files and predict.
var network = Species.Load("penguins.safetensors");
var prepared = Preparation.Load("penguins.json", network);
var scores = new float[Species.OutputSize];
network.Predict(prepared.Apply(new TableRow { ["Beak Length (mm)"] = 49.5, ["Beak Depth (mm)"] = 16.1, ["Flipper Length (mm)"] = 224, ["Body Mass (g)"] = 5650, ["Sex"] = "MALE" }), scores);
Console.WriteLine(prepared.ClassOf(scores));

[Network, Input(6), Dense(16), Tanh, Dense(3), CrossEntropy]
public sealed partial class Species;
