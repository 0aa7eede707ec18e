using System.Diagnostics;
using Adjoint.Data;
using Adjoint.Training;
using Transfer;

// A ResNet-18 that has learnt ImageNet, imported from an ONNX file, sees 512 features in each picture; a new head learns seven kinds of pictures from them.
var pictures = Images.FromFolder("data", 224, 224);
var (training, test) = pictures.Split(0.75, seed: 1);
Console.WriteLine($"{training.Rows} pictures to learn from, {test.Rows} to be tested on; {pictures.Classes.Count} kinds: {string.Join(", ", pictures.Classes)}");

var preprocess = Preprocess.Load(Path.Combine(AppContext.BaseDirectory, "Preprocess.safetensors"));
Learn("ResNet-18", Features.Load(Path.Combine(AppContext.BaseDirectory, "Features.safetensors")));
Learn("the same, with random weights", new Features(seed: 1));

// The features of each picture are computed once: no gradient of the network is ever needed.
void Learn(string name, Features features)
{
    var watch = Stopwatch.StartNew();
    var (known, unknown) = (See(features, training), See(features, test));
    var seconds = watch.Elapsed.TotalSeconds;
    var run = Trainer.Fit(new Head(seed: 1), known, new() { Epochs = 60, BatchSize = 32, Optimizer = new Adam(2e-3f), Display = ProgressDisplay.None });
    var right = run.Network.Evaluate(unknown).Accuracy;
    Console.WriteLine($"{name}: {100 * right:0.0} % of the test pictures right; {1000 * seconds / pictures.Dataset.Rows:0} ms for a picture's features");
}

Dataset See(Features features, Dataset pictures)
{
    const int atOnce = 16;
    var (pixels, prepared) = (new float[atOnce * Features.InputSize], new float[atOnce * Features.InputSize]);
    var (seen, labels) = (new float[pictures.Rows * Features.OutputSize], new int[pictures.Rows]);
    for (var start = 0; start < pictures.Rows; start += atOnce)
    {
        var rows = Math.Min(atOnce, pictures.Rows - start);
        var x = pixels.AsSpan(0, rows * Features.InputSize);
        var y = prepared.AsSpan(0, x.Length);
        for (var i = 0; i < rows; i++)
        {
            pictures.CopyRow(start + i, x.Slice(i * Features.InputSize, Features.InputSize));
            labels[start + i] = pictures.Label(start + i);
        }
        // From 0 to 255, as ImageNet's pictures were.
        for (var i = 0; i < x.Length; i++)
            x[i] *= 255;
        preprocess.Predict(x, y);
        features.Predict(y, seen.AsSpan(start * Features.OutputSize, rows * Features.OutputSize));
    }
    return new Dataset(seen, Features.OutputSize, labels);
}
