using System.Globalization;
using System.Text;
using Adjoint.Data;
using UniversalApproximation;

// One hidden layer, wide enough, comes as close to any continuous function as one likes (Cybenko 1989; Hornik, Stinchcombe and White 1989). How wide is that?
Console.OutputEncoding = Encoding.UTF8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var steps = args.Length > 0 ? int.Parse(args[0]) : 8000;
const int points = 128;

(string Name, Func<double, double> Value)[] functions =
[
    ("sin 3πx", static x => Math.Sin(3 * Math.PI * x)),
    ("|x| − ½", static x => Math.Abs(x) - 0.5),
    ("exp(−20x²)", static x => Math.Exp(-20 * x * x)),
];
foreach (var (name, value) in functions)
{
    var x = Enumerable.Range(0, points).Select(static i => 2 * (i + 0.5f) / points - 1).ToArray();
    var y = x.Select(v => (float)value(v)).ToArray();
    Console.WriteLine($"{name} on [−1, 1]: root mean square error by width");
    ITrainableNetwork<float>[] networks = [new Two(1), new Four(1), new Eight(1), new Sixteen(1), new SixtyFour(1)];
    foreach (var network in networks)
    {
        var error = Fit(network, x, y, steps);
        // A mark for each factor of two below 1.
        Console.WriteLine($"  {network.Layout.Parameters[0].Shape[0],4} units  {error,8:0.00000}  {new string('▇', Math.Max(1, (int)Math.Round(14 + Math.Log2(error))))}");
    }
    Console.WriteLine(Curves.Draw(value, networks[0], networks[^1]));
}

static double Fit(ITrainableNetwork<float> network, float[] x, float[] y, int steps)
{
    // Hidden units that bend all over the interval, and not at its middle alone.
    var (weight, bias) = (network.View(0), network.View(1));
    for (var unit = 0; unit < bias.Length; unit++)
    {
        weight[unit] = (unit % 2 == 0 ? 1 : -1) * Math.Max(2, bias.Length / 2f);
        bias[unit] = -weight[unit] * (2 * (unit + 0.5f) / bias.Length - 1);
    }
    var points = new Dataset(x, featureCount: 1, y, targetCount: 1).ToBatch();
    var optimizer = new Adam(Schedule.Cosine(2e-2f, steps));
    for (var step = 0; step < steps; step++)
        network.TrainStep(points, optimizer);
    return Math.Sqrt(network.Loss(points));
}
