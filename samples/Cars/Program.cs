using System.Globalization;
using Cars;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
long seed = 1;
if (args.Length > 1 || (args.Length == 1 && !long.TryParse(args[0], out seed)))
{
    Console.Error.WriteLine("Cars [SEED]: the seed of the folds and of the networks, 1 by default.");
    return 2;
}
var table = Table.ReadCsv(Path.Combine(AppContext.BaseDirectory, "data", "cars.csv")).Ignore("Number", "Model").Target("Miles per gallon");
var (mean, linear, network) = (new Errors(), new Errors(), new Errors());
var (cars, unknown) = (0, 0);
foreach (var fold in table.Folds(5, seed))
{
    var prepare = Preparation.Fit(fold.Training, p => p.Standardize().Tokens("Maker", "Body", "Drive", "Fuel", "Transmission").FillMissing("Gears").DropMissing().StandardizeTargets());
    var (training, others) = (prepare.Apply(fold.Training), prepare.Apply(fold.Validation));
    (cars, unknown) = (cars + others.Rows, unknown + others.Unknown.GetValueOrDefault("Maker"));
    // Standardised, the mean is 0.
    mean.Add(new float[others.Rows], others, prepare);
    linear.Add(FitLinear(training), others, prepare);
    network.Add(FitNetwork(training), others, prepare);
}
Console.WriteLine($"{cars} cars, each predicted by models that learnt from four fifths of the table without it; the makers of {unknown} were unknown to them.");
Console.WriteLine("miles per gallon   root mean square   mean absolute error");
Line("mean", mean);
Line("linear model", linear);
Line("network", network);
return 0;

// All rows at each step, until nothing changes any more; the penalty is the one that suits the linear model best.
Linear FitLinear(Dataset training) => Trainer.Fit(new Linear(seed), training, new()
{
    Epochs = 2000,
    BatchSize = training.Rows,
    Optimizer = new Adam(Plan.Cosine(2e-2f)) { L2 = 0.002f, DecayBiases = false },
    Display = ProgressDisplay.None,
}).Network;

MilesPerGallon FitNetwork(Dataset training) => Trainer.Fit(new MilesPerGallon(seed), training, new()
{
    Epochs = 200,
    Seed = seed,
    Optimizer = new AdamW(Plan.OneCycle(3e-3f)) { WeightDecay = 0.1f },
    Display = ProgressDisplay.None,
}).Network;

static void Line(string model, Errors errors) => Console.WriteLine($"{model,-16} {errors.RootMeanSquare,18:0.00} {errors.MeanAbsolute,21:0.00}");
