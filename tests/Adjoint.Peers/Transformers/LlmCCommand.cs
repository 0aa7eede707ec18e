using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Adjoint.Peers.Transformers;

/// <summary>The training step of nanoGPT's model for a CPU beside that of llm.c, built here with its own flags; one thread each, in turns.</summary>
internal static class LlmCCommand
{
    private const int Rows = 12, Rounds = 5, Steps = 8;

    /// <summary>Runs it with the source in a folder; returns the exit code.</summary>
    public static int Run(string source)
    {
        if (!File.Exists(Path.Combine(source, "train_gpt2.c")))
        {
            Console.Error.WriteLine($"'{source}' has no train_gpt2.c; name a clone of https://github.com/karpathy/llm.c.");
            return 1;
        }
        var folder = Directory.CreateTempSubdirectory("adjoint-llmc").FullName;
        try
        {
            var program = Path.Combine(folder, "llmc");
            Start("gcc", ["-Ofast", "-march=native", "-w", "-I", source, "-I", Path.Combine(source, "llmc"), Driver(), "-lm", "-o", program]);
            var (network, random) = (new NanoGpt(1) { Threads = 1 }, new Random(1));
            var count = Rows * NanoGpt.InputSize;
            int[] tokens = [.. Enumerable.Range(0, count).Select(_ => random.Next(65))], labels = [.. Enumerable.Range(0, count).Select(_ => random.Next(65))];
            var (checkpoint, texts) = (Path.Combine(folder, "model.bin"), Path.Combine(folder, "tokens.bin"));
            WriteCheckpoint(checkpoint, network);
            File.WriteAllBytes(texts, MemoryMarshal.AsBytes<int>([.. tokens, .. labels]));
            using var optimizer = new AdamW(1e-3f) { WeightDecay = 0 };
            List<double> ours = [], theirs = [];
            for (var round = 0; round < Rounds; round++)
            {
                var steps = Start(program, [checkpoint, texts, $"{Rows}", $"{NanoGpt.InputSize}", $"{Steps}"]).Split('\n').Where(static line => line.StartsWith("step ", StringComparison.Ordinal))
                    .Select(static line => line.Split(' ')).Select(static parts => (Loss: Number(parts[1]), Time: Number(parts[2]))).ToList();
                var times = new List<double>();
                for (var step = 0; step < Steps; step++)
                {
                    var loss = 0f;
                    times.Add(GptCommand.Time(() => loss = network.TrainStep(tokens, labels, optimizer)) / 1000);
                    // Right before fast. It has the other form of GELU, and biases, which begin at 0: after a step the two differ.
                    if (round == 0 && step == 0 && Math.Abs(loss - steps[step].Loss) > 1e-3 * loss)
                        throw new InvalidOperationException($"At step {step + 1} the losses are {loss} and {steps[step].Loss}.");
                }
                ours.Add(times.Min());
                theirs.Add(steps.Min(static step => step.Time));
            }
            var (adjoint, llmc) = (ours.Order().ElementAt(Rounds / 2), theirs.Order().ElementAt(Rounds / 2));
            Console.WriteLine(FormattableString.Invariant($"| 4 blocks of 128, 64 positions, training step, {Rows} rows | {adjoint:0.0} ms | llm.c {llmc:0.0} ms | {llmc / adjoint:0.0}× |"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Driver([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "llmc.c");

    /// <summary>A file of its own format: 256 numbers, and then each kind of tensor for all blocks.</summary>
    private static void WriteCheckpoint(string path, ITrainableNetwork<float> network)
    {
        const int width = 128, blocks = 4;
        var named = new Dictionary<string, float[]>(StringComparer.Ordinal);
        for (var i = 0; i < network.Layout.Parameters.Count; i++)
        {
            var values = new float[network.Layout.Parameters[i].Length];
            network.View(i).CopyTo(values);
            named[network.Layout.Parameters[i].Name] = values;
        }
        var header = new int[256];
        ((ReadOnlySpan<int>)[20240326, 3, NanoGpt.InputSize, 65, blocks, 4, width, 65]).CopyTo(header);
        using var file = File.Create(path);
        file.Write(MemoryMarshal.AsBytes<int>(header));
        Write(named["wte.weight"], named["wpe.weight"]);
        foreach (var (name, biases) in new[] { ("ln_1", width), ("attn.c_attn", 3 * width), ("attn.c_proj", width), ("ln_2", width), ("mlp.c_fc", 4 * width), ("mlp.c_proj", width) })
            Write([.. Enumerable.Range(0, blocks).Select(block => named[$"h.{block}.{name}.weight"]), new float[blocks * biases]]);
        Write(named["ln_f.weight"], new float[width]);

        void Write(params float[][] tensors)
        {
            foreach (var tensor in tensors)
                file.Write(MemoryMarshal.AsBytes<float>(tensor));
        }
    }

    private static string Start(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"'{program}' ended with {process.ExitCode}: {output}");
    }
}
