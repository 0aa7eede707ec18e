using System.Globalization;
using System.Text.RegularExpressions;
using Adjoint.Data;
using Adjoint.Tests.Harness;
using Adjoint.Training;

namespace Adjoint.Tests.Package;

/// <summary>The network of the readme of Adjoint.Training.</summary>
[Network, Input(6)]
[Dense(16), Tanh]
[Dense(3)]
[CrossEntropy]
public sealed partial class Species
{
    /// <summary>The file that the program reads.</summary>
    internal static string TableFile => Repository.PathOf("samples", "Penguins", "data", "penguins.csv");

    /// <summary>What the readme's program prints at its ends, computed in this process.</summary>
    public static string LearnAsTheReadmeDoes()
    {
        var folder = Directory.CreateTempSubdirectory("adjoint-species-");
        try
        {
            return Learn(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What is compared of what it prints: the best trial of the search, loss and accuracy on the test part, and all after them, which is the
    /// macro-F1, the confusion matrix and the predicted class.</summary>
    internal static (string Search, double Loss, double Accuracy, string Answers) Parse(string output)
    {
        var found = Regex.Match(output, @"^trial .+\n\s*(\d+ +\d+ +\S+).*\n(?s:.*?)^\d+ rows: loss (\S+), accuracy (\S+) %(?s:(.+))$", RegexOptions.Multiline);
        Assert.True(found.Success, output);
        return (found.Groups[1].Value, Number(2), Number(3), found.Groups[4].Value.Trim());

        double Number(int group) => double.Parse(found.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    private static string Learn(string folder)
    {
        var table = Table.ReadCsv(TableFile, new() { Missing = ["", "."] }).Label("Species").Ignore("Island");
        var (others, test) = table.Split(0.8, seed: 1, stratify: true);
        var parts = others.Split(0.8, seed: 2, stratify: true);
        var prepare = Preparation.Fit(parts.Training, p => p.Standardize().OneHot("Sex").FillMissing());
        var data = prepare.Apply(parts);

        var space = new SearchSpace();
        var rate = space.Choice("rate", 1e-4f, 1e-3f, 1e-2f);
        var search = Search.GridAsync(space, trial => Trainer.Fit(new Species(seed: 1), data, new() { Epochs = trial.Epochs, Optimizer = new Adam(trial[rate]) })).GetAwaiter().GetResult();

        var run = Trainer.Fit(new Species(seed: 1), data, new()
        {
            Epochs = 30,
            Optimizer = new Adam(search.Best.Trial[rate]),
            Metrics = [new F1()],
            Stop = EarlyStopping.After(10),
            Keep = Best.Of<Accuracy>(),
            Checkpoints = Path.Combine(folder, "checkpoints"),
            Display = ProgressDisplay.None,
        });
        var matrix = new ConfusionMatrix();
        run.Network.Measure(prepare.Apply(test), matrix);

        var scores = new float[OutputSize];
        run.Network.Predict(prepare.Apply(new TableRow { ["Beak Length (mm)"] = 49.5, ["Beak Depth (mm)"] = 16.1, ["Flipper Length (mm)"] = 224, ["Body Mass (g)"] = 5650, ["Sex"] = "MALE" }), scores);
        return $"{search}\n{run.Evaluate(prepare.Apply(test))}\n{matrix.ToString(prepare.Classes)}\n{prepare.ClassOf(scores)}\n";
    }
}
