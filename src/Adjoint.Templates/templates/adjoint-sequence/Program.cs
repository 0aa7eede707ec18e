using Adjoint;
using Adjoint.Data;
using Adjoint.Training;
using AdjointSequence;

// Swings of all frequencies and phases, with a little noise: what comes next follows from what has been.
const int steps = 64, rows = 1024;
var random = new Random(1);
var (x, targets) = (new float[rows * steps], new float[rows * steps]);
for (var row = 0; row < rows; row++)
{
    var swing = Swing(steps + 1);
    swing.AsSpan(0, steps).CopyTo(x.AsSpan(row * steps));
    swing.AsSpan(1).CopyTo(targets.AsSpan(row * steps));
}
var data = new Dataset(x, steps, targets, steps).Split(0.9, seed: 1);

// The network is in Network.cs.
var run = await Trainer.FitAsync(new NextValue(seed: 1), data, new() { Epochs = 30, Optimizer = new Adam(Plan.OneCycle(1e-2f)) });
run.Network.Save("network.safetensors");
run.Report("report.html");

// Follow a swing that nobody has seen, one value at a time.
var (unseen, state, next) = (Swing(500), run.Network.NewState(), new float[1]);
var (error, standstill) = (0.0, 0.0);
for (var step = 0; step < unseen.Length - 1; step++)
{
    run.Network.Step(state, unseen.AsSpan(step, 1), next);
    if (step < 8)
        continue; // Until then nobody can know how fast it swings.
    error += Math.Pow(next[0] - unseen[step + 1], 2);
    standstill += Math.Pow(unseen[step] - unseen[step + 1], 2);
}
Console.WriteLine($"The next value of a new swing: wrong by {Math.Sqrt(error / standstill):0.0 %} of what the last value would be wrong by.");
Console.WriteLine("network.safetensors and report.html are written.");

float[] Swing(int length)
{
    var (frequency, phase) = (0.1 + 0.4 * random.NextDouble(), 2 * Math.PI * random.NextDouble());
    return [.. Enumerable.Range(0, length).Select(step => (float)(Math.Sin(frequency * step + phase) + 0.01 * (2 * random.NextDouble() - 1)))];
}
