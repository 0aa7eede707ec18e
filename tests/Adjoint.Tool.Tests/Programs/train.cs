#:package Adjoint.Training@0.1.0
using Adjoint;
using Adjoint.Data;
using Adjoint.Training;

var table = Table.ReadCsv("penguins.csv", new() { Missing = ["", "."] }).Label("Species");
var prepare = Preparation.Fit(table, p => p.Standardize().OneHot().FillMissing());
var run = Trainer.Fit(new Penguins(seed: 1), prepare.Apply(table), new() { Epochs = 30, Optimizer = new Adam(1e-2f) });
Console.WriteLine(run.Evaluate(prepare.Apply(table)));

[Network, Input(9), Dense(16), ReLU, Dense(3), CrossEntropy]
public sealed partial class Penguins;
