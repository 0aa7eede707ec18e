using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Adjoint.Benchmarks.Peers;

/// <summary>PyTorch in a Python process of its own, which times itself.</summary>
internal sealed class PyTorchContender(PeersOptions options) : IContender
{
    private PeerProcess? process;
    private string description = "";

    public string Name => "PyTorch";

    public string Description => description;

    public bool Managed => false;

    public bool Takes(Workload workload) => !workload.IsRecurrent;

    public bool Available([NotNullWhen(false)] out string? howToInstall)
    {
        var reasons = new List<string>();
        foreach (var python in Interpreters())
        {
            if (TryStart(python, out var reason))
            {
                howToInstall = null;
                return true;
            }

            reasons.Add($"{python}: {reason}");
        }

        howToInstall = $"""
            no Python with PyTorch and a fast BLAS was found ({string.Join("; ", reasons)}).
            Debian and Ubuntu: apt-get install python3-torch libopenblas0-openmp
            Another interpreter: --python PATH, or the environment variable ADJOINT_PYTHON.
            """;
        return false;
    }

    public IRun Load(Problem problem)
    {
        var weights = new JsonArray();
        foreach (var tensor in problem.Weights)
        {
            var shape = new JsonArray([.. tensor.Shape.Select(size => (JsonNode)size)]);
            weights.Add(new JsonObject { ["shape"] = shape, ["values"] = PeerProcess.Encode(tensor.Values) });
        }

        process!.Ask("build", new JsonObject
        {
            ["weights"] = weights,
            ["layers"] = new JsonArray([.. problem.Workload.Network.Steps.Select(Describe)]),
            ["shape"] = new JsonArray([problem.Workload.Rows, .. problem.Workload.Network.Input.Select(size => (JsonNode)size)]),
            ["inputs"] = PeerProcess.Encode(problem.Inputs),
            ["direction"] = new JsonArray([.. problem.Direction.Select(tensor => (JsonNode)PeerProcess.Encode(tensor))]),
            ["labels"] = new JsonArray([.. problem.Labels.Select(label => (JsonNode)label)]),
        });
        return problem.Workload.Work switch
        {
            Work.Forward => new CommandRun(process, "forward"),
            Work.TrainingStep => new TrainingRun(process, problem.Workload.AnswerSteps),
            Work.Jacobian => new CommandRun(process, "jacobian"),
            _ => new CommandRun(process, "hessian_vector"),
        };
    }

    public void Dispose() => process?.Dispose();

    private static JsonNode Describe(Step step)
    {
        var node = step.Layer switch
        {
            Conv conv => new JsonObject { ["kind"] = "conv", ["padding"] = conv.Padding, ["stride"] = conv.Stride, ["bias"] = conv.Bias },
            BatchNorm => new JsonObject { ["kind"] = "batchnorm", ["epsilon"] = BatchNorm.Epsilon, ["channels"] = step.In[0] },
            MaxPool pool => new JsonObject { ["kind"] = "maxpool", ["size"] = pool.Size },
            GlobalMean => new JsonObject { ["kind"] = "mean" },
            Add => new JsonObject { ["kind"] = "add", ["other"] = step.Other },
            Dense => new JsonObject { ["kind"] = "dense" },
            Relu => new JsonObject { ["kind"] = "relu" },
            _ => new JsonObject { ["kind"] = "tanh" },
        };
        node["from"] = step.From;
        return node;
    }

    private IEnumerable<string> Interpreters()
    {
        if (options.Python is { } chosen)
            return [chosen];
        // A version manager's python3 often comes first on the path and has no PyTorch; Debian's own is the second try.
        return OperatingSystem.IsWindows() ? ["python"] : ["python3", "/usr/bin/python3"];
    }

    private bool TryStart(string python, [NotNullWhen(false)] out string? reason)
    {
        PeerProcess? candidate = null;
        try
        {
            candidate = new PeerProcess(python, PyTorchEnvironment.For(options));
            var hello = candidate.Ask("hello", new JsonObject { ["threads"] = options.Threads });
            var blas = (string)hello["blas"]!;
            if (blas == "reference")
            {
                reason = "its BLAS is the reference implementation, several times slower than what PyTorch's own packages carry";
                candidate.Dispose();
                return false;
            }

            description = string.Create(CultureInfo.InvariantCulture,
                $"PyTorch {hello["version"]} (eager; {blas}; ATen {hello["capability"]}; {hello["threads"]} thread(s); Python {hello["python"]})");
            process = candidate;
            reason = null;
            return true;
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            candidate?.Dispose();
            reason = error.Message;
            return false;
        }
    }

    private sealed class CommandRun(PeerProcess process, string command) : IRun
    {
        public float[] Answer() => PeerProcess.Decode((string)process.Ask(command)["values"]!);

        public double Time(int iterations) => (double)process.Ask("time_" + command, new JsonObject { ["iterations"] = iterations })["seconds"]!;

        public void Dispose() { }
    }

    private sealed class TrainingRun : IRun
    {
        private const int TrialSteps = 20;
        private readonly PeerProcess process;
        private readonly int answerSteps;

        public TrainingRun(PeerProcess process, int answerSteps)
        {
            (this.process, this.answerSteps) = (process, answerSteps);
            process.Ask("choose_optimizer", new JsonObject { ["iterations"] = TrialSteps });
        }

        public float[] Answer() =>
            PeerProcess.Decode((string)process.Ask("train_losses", new JsonObject { ["steps"] = answerSteps })["values"]!);

        public double Time(int iterations) => (double)process.Ask("time_train", new JsonObject { ["iterations"] = iterations })["seconds"]!;

        public void Dispose() { }
    }
}
