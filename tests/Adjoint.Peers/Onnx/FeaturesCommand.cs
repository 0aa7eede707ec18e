using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Transfer;

namespace Adjoint.Peers.Onnx;

/// <summary>The features of samples/Transfer, which were imported, beside those that ONNX Runtime computes from the file itself; and the same once more exported.</summary>
internal static class FeaturesCommand
{
    private const int Rows = 8;

    public static int Run(string model, string weights)
    {
        var random = new Random(1);
        float[] x = [.. Enumerable.Range(0, Rows * Features.InputSize).Select(_ => (float)(300 * random.NextDouble() - 150))];
        var (features, y) = (Features.Load(weights), new float[Rows * Features.OutputSize]);
        features.Predict(x, y);
        var expected = Compute(model, x);
        var exported = Path.Combine(Path.GetTempPath(), $"features-{Environment.ProcessId}.onnx");
        try
        {
            features.SaveOnnx(exported);
            var (imported, again) = (Difference(expected, y), Difference(expected, Compute(exported, x)));
            Console.WriteLine($"Largest difference over {Rows} pictures of noise, of numbers up to {expected.Max():0.0}: imported {imported:e1}, and exported again {again:e1}.");
            return imported <= 1e-4 && again <= 1e-4 ? 0 : 1;
        }
        finally
        {
            File.Delete(exported);
        }
    }

    /// <summary>The file's batch is one picture.</summary>
    private static float[] Compute(string model, float[] x)
    {
        using var session = new InferenceSession(model);
        var name = session.InputMetadata.Keys.Single();
        return
        [
            .. x.Chunk(Features.InputSize).SelectMany(row =>
            {
                using var results = session.Run([NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(row, [1, 3, 224, 224]))]);
                return results.Single().AsTensor<float>().ToArray();
            }),
        ];
    }

    private static double Difference(float[] expected, float[] found) => expected.Zip(found, static (a, b) => Math.Abs(a - b) / (1 + Math.Abs(a))).Max();
}
