using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;

namespace Browser;

/// <summary>What the page calls. Nothing leaves the browser: the network reads drawings there, and learns from them there.</summary>
[SupportedOSPlatform("browser")]
public static partial class Program
{
    private static LeNet5 network = new(seed: 1) { Threads = 1 };
    private static Adam optimizer = new(1e-3f);

    /// <summary>The drawings that were given a name, and the names.</summary>
    private static readonly List<(float[] Pixels, int Digit)> drawings = [];

    public static void Main()
    {
    }

    /// <summary>Takes the weights that the sample Digits has trained.</summary>
    [JSExport]
    internal static void Load(byte[] file)
    {
        // A browser's files are its memory.
        File.WriteAllBytes("lenet.safetensors", file);
        network = LeNet5.Load("lenet.safetensors");
        network.Threads = 1;
        optimizer = new Adam(1e-3f);
    }

    /// <summary>The probability of each digit for a drawing: the ink of 280×280 pixels, 0 to 255.</summary>
    [JSExport]
    internal static double[] Read(byte[] ink)
    {
        var probabilities = new float[LeNet5.OutputSize];
        network.Probabilities(Drawing.Pixels(ink), probabilities);
        return Array.ConvertAll(probabilities, static p => (double)p);
    }

    /// <summary>Keeps a drawing under the digit that it is, and learns from all that were kept; returns the loss before each step.</summary>
    [JSExport]
    internal static double[] Learn(byte[] ink, int digit, int steps)
    {
        drawings.Add((Drawing.Pixels(ink), digit));
        float[] x = [.. drawings.SelectMany(static drawing => drawing.Pixels)];
        int[] labels = [.. drawings.Select(static drawing => drawing.Digit)];
        var losses = new double[steps];
        for (var step = 0; step < steps; step++)
            losses[step] = network.TrainStep(x, labels, optimizer);
        return losses;
    }

    /// <summary>Milliseconds of a prediction of one row, and of a step of training with 16 rows.</summary>
    [JSExport]
    internal static double[] Measure()
    {
        var (x, y, labels) = (new float[16 * LeNet5.InputSize], new float[LeNet5.OutputSize], new int[16]);
        // A network of its own: measuring must not change what was learnt.
        var measured = new LeNet5(seed: 1) { Threads = 1 };
        using var steps = new Adam(1e-3f);
        return [Time(() => measured.Predict(x.AsSpan(0, LeNet5.InputSize), y)), Time(() => measured.TrainStep(x, labels, steps))];
    }

    private static double Time(Action call)
    {
        for (var i = 0; i < 30; i++)
            call();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 20; i++)
            call();
        return clock.Elapsed.TotalMilliseconds / 20;
    }
}
