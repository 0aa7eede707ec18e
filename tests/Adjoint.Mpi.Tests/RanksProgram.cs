using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Adjoint.Tests.Harness;

namespace Adjoint.Mpi.Tests;

/// <summary>LeNet-5 (LeCun, Bottou, Bengio and Haffner, 1998), with ReLU and maxima for its sigmoids and averages.</summary>
[Network, Input(1, 28, 28)]
[Conv2D(6, Kernel = 5), ReLU, MaxPool2D(2)]
[Conv2D(16, Kernel = 5), ReLU, MaxPool2D(2)]
[Flatten, Dense(120), ReLU, Dropout(0.1f), Dense(84), ReLU, Dense(10)]
[CrossEntropy]
public sealed partial class LeNet5;

/// <summary>Two layers of batch normalisation, one of channels and one of single numbers.</summary>
[Network, Input(1, 28, 28)]
[Conv2D(6, Kernel = 5, Stride = 2, Bias = false), BatchNorm, ReLU, MaxPool2D(2)]
[Flatten, Dense(30, Bias = false), BatchNorm, ReLU, Dense(10)]
[CrossEntropy]
public sealed partial class Normalised;

/// <summary>
/// What this assembly does when it is run as a program: <c>dotnet run -c Release --project tests/Adjoint.Mpi.Tests -- ranks</c> trains on 1, 2, 3 and 4 processes of this machine
/// and compares the bits;
/// <c>-- kills 100</c> kills processes and lets the others resume; <c>-- speed</c> measures steps. Each starts <c>mpirun</c>, and says so where there is none.
/// </summary>
public static class RanksProgram
{
    private const int Epochs = 2, Rows = 2000;

    /// <summary>The rows of a batch.</summary>
    internal const int BatchSize = 256;

    /// <summary>Which <c>mpirun</c>, where there are several: <c>MPIRUN=mpirun.mpich</c>.</summary>
    private static readonly string Launcher = Environment.GetEnvironmentVariable("MPIRUN") ?? "mpirun";

    /// <summary>As root Open MPI asks to be sure, and on few processors to be told that more processes are meant; MPICH knows neither word.</summary>
    private static readonly Lazy<string[]> Flags = new(static () =>
    {
        using var process = Process.Start(new ProcessStartInfo(Launcher, ["--version"]) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Contains("Open MPI", StringComparison.Ordinal) ? ["--allow-run-as-root", "--oversubscribe"] : [];
    });

    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["train", var folder, var reproducible]:
                return Train(folder, bool.Parse(reproducible));
            case ["steps", var count]:
                return StepTime.Measure(int.Parse(count, CultureInfo.InvariantCulture));
            case ["differ"]:
                return Differ();
        }
        if (Launch("-n", "1", "true") is not { ExitCode: 0 })
        {
            Console.WriteLine("mpirun was not found, so nothing was tried. Install Open MPI, as by 'apt-get install openmpi-bin'.");
            return 1;
        }
        switch (arguments)
        {
            case ["ranks"]:
                return Ranks();
            case ["kills", var kills]:
                return Kills(int.Parse(kills, CultureInfo.InvariantCulture));
            case ["speed"]:
                return Speed();
            default:
                Console.Error.WriteLine("Say 'ranks', 'kills COUNT' or 'speed'.");
                return 1;
        }
    }

    /// <summary>The digits beside the sample.</summary>
    internal static Dataset Digits()
    {
        var folder = Repository.PathOf("samples", "Digits", "data");
        return Dataset.FromIdx(Path.Combine(folder, "t10k-images-idx3-ubyte.gz"), Path.Combine(folder, "t10k-labels-idx1-ubyte.gz"), mean: 0.1307f, deviation: 0.3081f);
    }

    private static int Ranks()
    {
        var bits = new List<string>();
        foreach (var size in new[] { 1, 2, 3, 4 })
        {
            using var folder = new Folder();
            var run = Launch(["-n", Text(size), .. Self("train", folder.Path, "True")]);
            Console.Write(run.Output);
            if (run.ExitCode != 0)
                return Fail($"{size} processes ended with {run.ExitCode}.", run.Output);
            bits.AddRange(AllBits(run.Output));
        }
        if (bits.Count != 10 || bits.Distinct().Count() != 1)
            return Fail("The bits differ.", string.Join('\n', bits));
        using var summed = new Folder();
        var any = Launch(["-n", "3", .. Self("train", summed.Path, "False")]);
        var sums = AllBits(any.Output);
        if (sums is not { Length: 3 } || sums.Distinct().Count() != 1)
            return Fail("Sums in any order differ between processes.", any.Output);
        var differing = Launch(["-n", "2", .. Self("differ")]);
        if (differing.ExitCode == 0 || !differing.Output.Contains("Process 0 has the settings batches of 256 rows", StringComparison.Ordinal))
            return Fail("Processes with different settings were not refused.", differing.Output);
        Console.WriteLine("1, 2, 3 and 4 processes have the same bits; different settings are refused.");
        return 0;
    }

    /// <summary>Kills one of two processes at random instants, until the run is done; it must end as one that nobody has touched.</summary>
    private static int Kills(int count)
    {
        using var whole = new Folder();
        var expected = BitsOf(Launch(["-n", "2", .. Self("train", whole.Path, "True")]).Output);
        var (random, done, runs) = (new Random(1), 0, 0);
        while (done < count)
        {
            using var folder = new Folder();
            for (runs++; ;)
            {
                // With another number of processes each time.
                var size = random.Next(1, 4);
                var (killed, result) = LaunchAndKill(["-n", Text(size), .. Self("train", folder.Path, "True")], done < count ? random.Next(300, 4000) : Timeout.Infinite, random);
                done += killed ? 1 : 0;
                if (result.ExitCode == 0 && BitsOf(result.Output) is { } bits)
                {
                    if (bits != expected)
                        return Fail($"After {done} kills a run ended with other bits.", result.Output);
                    break;
                }
                if (!killed)
                    return Fail("A run failed by itself.", result.Output);
            }
        }
        Console.WriteLine($"{done} kills in {runs} runs of 1 to 3 processes; every run has ended bit for bit as one that was not killed.");
        return 0;
    }

    private static int Speed()
    {
        foreach (var size in new[] { 1, 2, 4 })
        {
            var run = Launch(["-n", Text(size), .. Self("steps", "300")]);
            Console.WriteLine(string.Join('\n', run.Output.Split('\n').Where(static line => line.Contains(" ms", StringComparison.Ordinal))));
        }
        return 0;
    }

    private static int Train(string folder, bool reproducible)
    {
        using var cluster = Cluster.Join();
        var run = Trainer.Fit(new LeNet5(seed: 1) { Threads = 1 }, Digits().Take(Rows)
            .Split(0.9, seed: 1), Options(cluster) with { Checkpoints = folder, CheckpointSteps = 2, Reproducible = reproducible });
        var normalised = Trainer.Fit(new Normalised(seed: 1) { Threads = 1 }, Digits().Take(Rows / 2), Options(cluster) with { Epochs = 1, Reproducible = reproducible }).Network;
        // One write, so that lines of processes do not mix.
        Console.Out.Write($"bits {Bits(run.Network, normalised)} of process {cluster.Rank} of {cluster.Size}, {cluster.Library}, loss {run.History.Losses[^1]:G9}\n");
        return 0;
    }

    private static int Differ()
    {
        using var cluster = Cluster.Join();
        try
        {
            Trainer.Fit(new LeNet5(seed: 1) { Threads = 1 }, Digits().Take(Rows), Options(cluster) with { BatchSize = cluster.Rank == 1 ? 128 : BatchSize });
            return 0;
        }
        catch (InvalidOperationException fault)
        {
            Console.Error.WriteLine(fault.Message);
            return 1;
        }
    }

    internal static TrainingOptions Options(Cluster cluster) => new()
    {
        Epochs = Epochs,
        BatchSize = BatchSize,
        Optimizer = new Adam(1e-3f),
        Cluster = cluster,
        Display = ProgressDisplay.None,
    };

    private static string Bits(LeNet5 network, Normalised normalised)
    {
        float[] running = [.. Enumerable.Range(0, 6).Select(channel => normalised.Bn1.RunningVar[channel])];
        byte[] all = [.. MemoryMarshal.AsBytes(network.Parameters), .. MemoryMarshal.AsBytes(normalised.Parameters), .. MemoryMarshal.AsBytes(running.AsSpan())];
        return Convert.ToHexString(SHA256.HashData(all).AsSpan(0, 8));
    }

    private static string? BitsOf(string output) => AllBits(output).FirstOrDefault();

    /// <summary>What processes have said of their bits; a console may put signs of its own before a line.</summary>
    private static string[] AllBits(string output) => [.. Regex.Matches(output, "bits ([0-9A-F]{16}) ").Select(static match => match.Groups[1].Value)];

    private static string[] Self(params string[] arguments) => ["dotnet", typeof(RanksProgram).Assembly.Location, .. arguments];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Fail(string what, string output)
    {
        Console.Error.WriteLine($"{what}\n{output}");
        return 1;
    }

    private static (int ExitCode, string Output) Launch(params string[] arguments) => LaunchAndKill(arguments, Timeout.Infinite, new Random(0)).Result;

    /// <summary>Starts mpirun and, after a time, kills one of the processes that it has started.</summary>
    private static (bool Killed, (int ExitCode, string Output) Result) LaunchAndKill(string[] arguments, int milliseconds, Random random)
    {
        var start = new ProcessStartInfo(Launcher, [.. Flags.Value, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            var killed = !process.WaitForExit(milliseconds) && KillChild(process.Id, random);
            process.WaitForExit();
            return (killed, (process.ExitCode, output.Result + errors.Result));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (false, (-1, ""));
        }
    }

    /// <summary>Kills one of the processes that another has started; Linux tells which these are.</summary>
    private static bool KillChild(int parent, Random random)
    {
        var file = $"/proc/{parent}/task/{parent}/children";
        if (!File.Exists(file))
            return false;
        var children = File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (children.Length == 0)
            return false;
        try
        {
            Process.GetProcessById(int.Parse(children[random.Next(children.Length)], CultureInfo.InvariantCulture)).Kill();
            return true;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("adjoint-ranks-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
