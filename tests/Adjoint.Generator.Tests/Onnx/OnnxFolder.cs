using System.Globalization;
using Adjoint.Data;
using Adjoint.Generator.Tests.Gradients;
using Adjoint.Generator.Tests.Harness;
using Adjoint.Generator.Tests.Zoo;

namespace Adjoint.Generator.Tests.Onnx;

/// <summary>
/// Writes, for each network, its ONNX file with inputs and the outputs of <c>Predict</c> at some rows, so that a runtime can be asked whether it computes the same:
/// <c>0001/model.onnx</c>, <c>0001/7/x.bin</c>, … and a list of the declarations with the hashes of their graphs. Of those that an import can train, ten losses too.
/// </summary>
internal static class OnnxFolder
{
    private static readonly int[] Rows = [1, 7, 33];

    /// <summary>A language model's logits are many.</summary>
    private const long MostNumbers = 100_000_000;

    /// <summary>Writes all of them; returns how many.</summary>
    public static int Write(string folder)
    {
        using var assembly = new SubjectAssembly(OnnxSamples.All, OnnxSamples.Source);
        using var doubles = new SubjectAssembly(OnnxSamples.Doubles, isDouble: true);
        List<string> list = [];
        foreach (var declaration in OnnxSamples.All)
        {
            var subject = assembly.Create(declaration);
            Write(subject.Generated, FolderOf(folder, list.Count), new Random(declaration.Length));
            if (TrainsAlike(declaration) && subject.Generated is ITrainableNetwork<float> { Inputs.Count: 1, Outputs.Count: 1, Targets: [{ Kind: PortKind.Numbers }] } trainable)
                Train(trainable, Path.Combine(FolderOf(folder, list.Count), "train"), new Random(declaration.Length));
            list.Add($"{OnnxHash.Of(subject.Shaped)} {declaration}");
        }
        foreach (var declaration in OnnxSamples.Doubles)
        {
            var subject = doubles.CreateDouble(declaration);
            Write(subject.Generated, FolderOf(folder, list.Count), new Random(declaration.Length));
            list.Add($"{OnnxHash.Of(subject.Shaped)} {declaration}");
        }
        File.WriteAllLines(Path.Combine(folder, "networks.txt"), list);
        return list.Count;
    }

    /// <summary>Writes networks of samples/Zoo, with the parameters that their constructors draw; returns how many.</summary>
    public static int WriteZoo(string folder, IReadOnlyList<string> networks)
    {
        for (var i = 0; i < networks.Count; i++)
        {
            var (_, image) = GeneratorHarness.Compile(ZooSource.SourceOf(networks[i]));
            using var __ = image;
            using var project = new EmittedAssembly(image);
            Write((INetwork)Activator.CreateInstance(project.Type($"Zoo.{networks[i]}"), 7L)!, FolderOf(folder, i), new Random(i));
        }
        File.WriteAllLines(Path.Combine(folder, "networks.txt"), networks.Select(static name => $"{new string('0', 16)} {name}"));
        return networks.Count;
    }

    private static string FolderOf(string folder, int number) => Path.Combine(folder, number.ToString("D4", CultureInfo.InvariantCulture));

    private static void Write(INetwork network, string folder, Random random)
    {
        Directory.CreateDirectory(folder);
        network.SaveOnnx(Path.Combine(folder, "model.onnx"));
        foreach (var rows in Rows.Where(rows => rows == 1 || (long)rows * network.OutputSize < MostNumbers))
        {
            var path = Path.Combine(folder, rows.ToString(CultureInfo.InvariantCulture));
            Directory.CreateDirectory(path);
            var batch = new MiniBatch(network, rows);
            foreach (var input in network.Inputs)
                Draw(batch[input.Name], rows, random, Path.Combine(path, input.Name + ".bin"));
            PortRows[] outputs = [.. network.Outputs.Select(port => new PortRows(port, rows, network.Precision))];
            network.Predict(batch, outputs);
            foreach (var output in outputs)
                WriteNumbers(output, rows, Path.Combine(path, output.Port.Name + ".bin"));
        }
    }

    /// <summary>Whether a file says all that training goes by: it knows no dropout, no loss, and not what is frozen.</summary>
    private static bool TrainsAlike(string declaration) =>
        // Layers of transformers drop where nothing else is written.
        declaration.EndsWith(", MeanSquaredError", StringComparison.Ordinal) && !new[] { "ropout", "Transformer", "Frozen" }.Any(word => declaration.Contains(word, StringComparison.Ordinal));

    /// <summary>Ten steps of gradient descent, with the loss before each.</summary>
    private static void Train(ITrainableNetwork<float> network, string folder, Random random)
    {
        const int rows = 19, steps = 10;
        Directory.CreateDirectory(folder);
        var batch = new MiniBatch(network, rows);
        Draw(batch.Inputs[0], rows, random, Path.Combine(folder, "inputs.bin"));
        Draw(batch.Targets[0], rows, random, Path.Combine(folder, "targets.bin"));
        using var optimizer = new GradientDescent(0.01f);
        using var writer = new BinaryWriter(File.Create(Path.Combine(folder, "losses.bin")));
        for (var step = 0; step < steps; step++)
            writer.Write(network.TrainStep(batch, optimizer));
    }

    private static void Draw(PortRows port, int rows, Random random, string path)
    {
        using var writer = new BinaryWriter(File.Create(path));
        if (port.Port.Kind == PortKind.Indices)
        {
            int[] indices = [.. Enumerable.Range(0, rows * port.Port.Size).Select(_ => random.Next(port.Port.Count))];
            port.Set(indices);
            foreach (var index in indices)
                writer.Write((long)index);
            return;
        }
        float[] numbers = [.. Enumerable.Range(0, rows * port.Port.Size).Select(_ => (float)(4 * random.NextDouble() - 2))];
        port.Set(numbers);
        foreach (var number in numbers)
        {
            if (port.Precision == Precision.Double)
                writer.Write((double)number);
            else
                writer.Write(number);
        }
    }

    private static void WriteNumbers(PortRows port, int rows, string path)
    {
        using var writer = new BinaryWriter(File.Create(path));
        var numbers = new double[rows * port.Port.Size];
        if (port.Precision == Precision.Double)
        {
            port.CopyTo(numbers);
        }
        else
        {
            var floats = new float[numbers.Length];
            port.CopyTo(floats);
            floats.Select(static f => (double)f).ToArray().CopyTo(numbers, 0);
        }
        foreach (var number in numbers)
            writer.Write(number);
    }
}
