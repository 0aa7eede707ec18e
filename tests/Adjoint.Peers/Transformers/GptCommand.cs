using System.Diagnostics;
using Adjoint.Peers.LibTorch;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;

namespace Adjoint.Peers.Transformers;

/// <summary>Adjoint and libtorch on small language models, in one process and in turns: the same weights, the same losses, then the times.</summary>
internal static class GptCommand
{
    private const int Rounds = 9;

    public static int Run(int threads)
    {
        LibTorchLibrary.Load();
        set_num_threads(threads);
        Console.WriteLine($"libtorch {__version__}, ONNX Runtime {OrtEnv.Instance().GetVersionString()}, {threads} thread(s); {Rounds} alternating rounds, medians");
        Console.WriteLine("| Work | Adjoint | libtorch, or what is named | its time ÷ Adjoint's |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        var (small, nano, longer) = (new SmallGpt(1) { Threads = threads }, new NanoGpt(1) { Threads = threads }, new LongGpt(1) { Threads = threads });
        Compare("2 blocks of 64, 32 positions", small, (x, t, optimizer) => small.TrainStep(x, t, optimizer), (x, y) => small.Predict(x, y), 12);
        Compare("4 blocks of 128, 64 positions (nanoGPT's for a CPU)", nano, (x, t, optimizer) => nano.TrainStep(x, t, optimizer), (x, y) => nano.Predict(x, y), 12);
        Compare("4 blocks of 128, 256 positions", longer, (x, t, optimizer) => longer.TrainStep(x, t, optimizer), (x, y) => longer.Predict(x, y), 4);
        Decode();
        Prefill("4 blocks of 128, 64 letters at once, one row", new NanoGpt(1), static network => (network.NewState(), network.Prefill), 64);
        Prefill("4 blocks of 128, 256 letters at once, one row", new LongGpt(1), static network => (network.NewState(), network.Prefill), 256);
        AttentionCore.Compare();
        return 0;
    }

    private static void Compare(string name, ITrainableNetwork<float> network, Func<int[], int[], Optimizer, float> train, Action<int[], float[]> predict, int rows)
    {
        var (positions, random) = (network.Inputs[0].Size, new Random(1));
        int[] tokens = [.. Enumerable.Range(0, rows * positions).Select(_ => random.Next(65))], labels = [.. Enumerable.Range(0, rows * positions).Select(_ => random.Next(65))];
        using var torchNetwork = new TorchGpt(network, heads: 4);
        using Tensor x = tensor(Array.ConvertAll(tokens, static t => (long)t), [rows, positions]), t = tensor(Array.ConvertAll(labels, static t => (long)t), [rows, positions]);
        using var optimizer = new AdamW(1e-3f) { WeightDecay = 0 };
        foreach (var weight in torchNetwork.Weights)
            weight.requires_grad_(true);
        using ILibTorchAdam adam = Faster(torchNetwork, x, t);
        adam.Reset();

        // Right before fast: both learn the same, step by step, as far as rounding lets Adam: its first steps have the size of the rate however small a gradient is.
        for (var step = 0; step < 5; step++)
        {
            var ours = train(tokens, labels, optimizer);
            var theirs = TorchStep();
            if (Math.Abs(ours - theirs) > 1e-3 * theirs)
                throw new InvalidOperationException($"At step {step + 1} the losses are {ours} and {theirs}.");
        }
        var y = new float[rows * positions * 65];
        Line($"{name}, training step, {rows} rows", () => train(tokens, labels, optimizer), () => TorchStep());
        Line($"{name}, forward, {rows} rows", () => predict(tokens, y), () => TorchForward(x));
        using var onnx = new OnnxGpt(network, rows);
        predict(tokens, y);
        if (onnx.Forward(tokens).Zip(y).Any(static pair => Math.Abs(pair.First - pair.Second) > 1e-3f))
            throw new InvalidOperationException("The logits of ONNX Runtime differ.");
        Line($"{name}, forward, {rows} rows, ONNX Runtime", () => predict(tokens, y), () => onnx.Forward(tokens));

        float TorchStep()
        {
            using var scope = NewDisposeScope();
            var loss = torchNetwork.Loss(x, t);
            adam.Step(loss);
            return loss.item<float>();
        }

        void TorchForward(Tensor input)
        {
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            torchNetwork.Forward(input);
        }
    }

    /// <summary>The form of Adam that is faster here, the library's fused one or TorchSharp's.</summary>
    private static ILibTorchAdam Faster(TorchGpt network, Tensor x, Tensor t)
    {
        ILibTorchAdam[] forms = [new FusedAdam(network.Weights), new ModuleAdam(network.Weights)];
        var values = network.Weights.Select(static weight => weight.detach().clone()).ToList();
        double[] times = [.. forms.Select(form =>
        {
            form.Reset();
            return Enumerable.Range(0, 8).Min(_ => Time(() =>
            {
                using var scope = NewDisposeScope();
                form.Step(network.Loss(x, t));
            }));
        })];
        using (no_grad())
        {
            foreach (var (weight, value) in network.Weights.Zip(values))
                weight.copy_(value);
        }
        foreach (var weight in network.Weights)
            weight.grad = null;
        var best = times[0] < times[1] ? 0 : 1;
        forms[1 - best].Dispose();
        return forms[best];
    }

    /// <summary>64 letters, one step each, with what is kept of those before.</summary>
    private static void Decode()
    {
        var network = new NanoGpt(1) { Threads = 1 };
        using var torchNetwork = new TorchGpt(network, heads: 4);
        var (state, y) = (network.NewState(), new float[65]);
        Tensor[] keys = torchNetwork.Kept(), values = torchNetwork.Kept(), letters = [.. Enumerable.Range(0, 65).Select(static i => tensor(new long[] { i }))];
        float[] theirs = [];
        Line("4 blocks of 128, 64 letters, one step each", Ours, Theirs);
        if (y.Zip(theirs).Any(static pair => Math.Abs(pair.First - pair.Second) > 1e-4f))
            throw new InvalidOperationException("The logits of the last step differ.");

        void Ours()
        {
            state.Reset();
            for (var i = 0; i < 64; i++)
                network.Step(state, [i], y);
        }

        void Theirs()
        {
            using var untracked = no_grad();
            for (var i = 0; i < 64; i++)
            {
                using var scope = NewDisposeScope();
                theirs = torchNetwork.Step(letters[i], i, keys, values).data<float>().ToArray();
            }
        }
    }

    private delegate void Fill(NetworkState<float> state, ReadOnlySpan<int> x, Span<float> y);

    /// <summary>Letters from which a network is to go on: ours leaves keys and values behind and the last letter's logits; libtorch makes all logits and keeps nothing.</summary>
    private static void Prefill<T>(string name, T network, Func<T, (NetworkState<float> State, Fill Fill)> create, int letters)
        where T : ITrainableNetwork<float>
    {
        var (state, fill) = create(network);
        using var torchNetwork = new TorchGpt(network, heads: 4);
        var (text, y) = (Enumerable.Range(0, letters).Select(static i => i % 65).ToArray(), new float[65]);
        using var x = tensor(Array.ConvertAll(text, static t => (long)t), [1, letters]);
        float[] theirs = [];
        Line(name, Ours, Theirs);
        if (y.Zip(theirs.TakeLast(65)).Any(static pair => Math.Abs(pair.First - pair.Second) > 1e-4f))
            throw new InvalidOperationException("The logits of the last letter differ.");

        void Ours()
        {
            state.Reset();
            fill(state, text, y);
        }

        void Theirs()
        {
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            theirs = torchNetwork.Forward(x).data<float>().ToArray();
        }
    }

    public static void Line(string name, Action ours, Action theirs)
    {
        for (var i = 0; i < 3; i++)
        {
            ours();
            theirs();
        }
        List<double> a = [], b = [];
        for (var round = 0; round < Rounds; round++)
        {
            a.Add(Least(ours));
            b.Add(Least(theirs));
        }
        var (adjoint, libtorch) = (a.Order().ElementAt(Rounds / 2), b.Order().ElementAt(Rounds / 2));
        Console.WriteLine($"| {name} | {Text(adjoint)} | {Text(libtorch)} | {libtorch / adjoint:0.00}× |");

        static double Least(Action call) => Enumerable.Range(0, 3).Min(_ => Time(call));
    }

    public static double Time(Action call)
    {
        var start = Stopwatch.GetTimestamp();
        call();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    private static string Text(double microseconds) => microseconds < 1000 ? $"{microseconds:0.0} µs" : $"{microseconds / 1000:0.00} ms";
}
