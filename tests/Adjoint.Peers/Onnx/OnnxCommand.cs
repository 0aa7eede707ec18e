using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Adjoint.Peers.Onnx;

/// <summary>
/// Lets ONNX Runtime compute the networks that <c>Adjoint.Generator.Tests -- onnx</c> wrote, and compares. Where all agree, their graphs' hashes become the list that the tests hold graphs against.
/// </summary>
internal static class OnnxCommand
{
    private const double Tolerance = 1e-5;

    /// <summary>Tries all networks of a folder; returns the exit code.</summary>
    public static int Run(string folder)
    {
        var networks = File.ReadAllLines(Path.Combine(folder, "networks.txt"));
        var failed = 0;
        for (var i = 0; i < networks.Length; i++)
        {
            if (Try(Path.Combine(folder, i.ToString("D4", CultureInfo.InvariantCulture))) is not { } difference)
                continue;
            failed++;
            Console.WriteLine($"{i:D4} {networks[i][17..]}\n     {difference}");
        }
        Console.WriteLine($"{networks.Length - failed} of {networks.Length} networks agree.");
        if (failed > 0)
            return 1;
        // The zoo has a folder of its own, and no hashes.
        var hashes = networks.Select(static line => line[..16]).Where(static hash => hash.Trim('0').Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
        if (hashes.Count == 0)
            return 0;
        var golden = GoldenFile();
        File.WriteAllLines(golden, hashes);
        Console.WriteLine($"Their hashes are in {golden}.");
        return 0;
    }

    private static string GoldenFile()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Dsl.sln")))
            directory = directory.Parent;
        return Path.Combine(directory?.FullName ?? ".", "tests", "Golden", "onnx.txt");
    }

    private static string? Try(string folder)
    {
        try
        {
            using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            using var session = new InferenceSession(Path.Combine(folder, "model.onnx"), options);
            return Directory.GetDirectories(folder)
                .Where(static rows => char.IsDigit(Path.GetFileName(rows)[0]))
                .Select(rows => Compare(session, rows))
                .FirstOrDefault(static difference => difference is not null);
        }
        catch (OnnxRuntimeException fault)
        {
            return fault.Message;
        }
    }

    private static string? Compare(InferenceSession session, string folder)
    {
        var rows = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
        var inputs = session.InputMetadata.Select(input => Read(input.Key, input.Value, rows, Path.Combine(folder, input.Key + ".bin"))).ToList();
        using var results = session.Run(inputs);
        foreach (var result in results)
        {
            double[] found = result.ElementType == TensorElementType.Double ? [.. result.AsTensor<double>()] : [.. result.AsTensor<float>().Select(static f => (double)f)];
            var expected = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(Path.Combine(folder, result.Name + ".bin"))).ToArray();
            if (found.Length != expected.Length)
                return $"{result.Name} at {rows} rows: {found.Length} numbers, not {expected.Length}";
            // Sums of large terms may be small: what they are wrong by goes by the largest number.
            var scale = 1 + expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
            for (var i = 0; i < found.Length; i++)
            {
                if (!(Math.Abs(found[i] - expected[i]) <= Tolerance * scale) && !found[i].Equals(expected[i]))
                    return $"{result.Name}[{i}] at {rows} rows: {found[i]}, not {expected[i]}";
            }
        }
        return null;
    }

    private static NamedOnnxValue Read(string name, NodeMetadata metadata, int rows, string path)
    {
        int[] shape = [rows, .. metadata.Dimensions.Skip(1)];
        var bytes = File.ReadAllBytes(path);
        return metadata.ElementDataType switch
        {
            TensorElementType.Int64 => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<long>(MemoryMarshal.Cast<byte, long>(bytes).ToArray(), shape)),
            TensorElementType.Double => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<double>(MemoryMarshal.Cast<byte, double>(bytes).ToArray(), shape)),
            _ => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), shape)),
        };
    }
}
