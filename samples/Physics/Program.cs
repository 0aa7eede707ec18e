using System.Globalization;
using Physics;

// −u″ = π² sin πx on [0, 1] with u(0) = u(1) = 0; the solution is u = sin πx. No value of u is ever shown to the network: it learns from the equation alone, by
// gradients of a loss in which its own second derivative stands.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var steps = args.Length > 0 ? int.Parse(args[0]) : 3000;
const int points = 64;

var x = new float[points];
var curvature = new float[points];
for (var i = 0; i < points; i++)
{
    x[i] = (i + 0.5f) / points;
    curvature[i] = -MathF.PI * MathF.PI * MathF.Sin(MathF.PI * x[i]);
}

var network = new Deflection(seed: 1);
var optimizer = new Adam(Schedule.Cosine(5e-3f, steps));
Console.WriteLine("−u″ = π² sin πx on [0, 1], u(0) = u(1) = 0, learnt from the equation at 64 points");
Console.WriteLine("   step   mean (u″ − f)²   max |u − sin πx|");
for (var step = 0; step <= steps; step++)
{
    if (step % Math.Max(1, steps / 6) == 0)
        Console.WriteLine($"{step,7}   {network.Loss(x, curvature),14:0.00e+00}   {Error(network),16:0.00e+00}");
    if (step < steps)
        network.TrainStep(x, curvature, optimizer);
}
Console.WriteLine($"The largest error against the exact solution is {Error(network):0.00e+00}.");

Searches.Run(points);

// Between the points of training too.
static double Error(Deflection network)
{
    const int count = 401;
    var (x, u, ignored) = (new float[count], new float[count], new float[count]);
    for (var i = 0; i < count; i++)
        x[i] = i / (count - 1f);
    network.Predict(x, u, ignored);
    var worst = 0.0;
    for (var i = 0; i < count; i++)
        worst = Math.Max(worst, Math.Abs(u[i] - Math.Sin(Math.PI * x[i])));
    return worst;
}
