using System.Globalization;

namespace Adjoint.Benchmarks.Peers;

/// <summary>The command line of <c>peers</c>.</summary>
internal sealed record PeersOptions
{
    /// <summary>What <c>--help</c> prints.</summary>
    public const string Help = """
        Times Adjoint, PyTorch and ONNX Runtime at the same work on this machine, in alternating rounds.

          --rounds N          rounds in which each contender is timed once (15)
          --sample MS         the least duration of one timing, in milliseconds (20)
          --threads N         threads for each contender (1)
          --only TEXT         only workloads whose name contains TEXT
          --width 256         without AVX-512 for Adjoint; the peers stay unrestricted
          --restrict-peers    PyTorch held to AVX2 too (ONNX Runtime has no such switch)
          --markdown          print one Markdown table instead of one table a workload
          --python PATH       the interpreter that has PyTorch (or ADJOINT_PYTHON)
          --onnxruntime PATH  ONNX Runtime's library (or ADJOINT_ONNXRUNTIME, or node_modules below the current folder)
        """;

    public int Rounds { get; private init; } = 15;

    /// <summary>The least duration of one timing, in seconds.</summary>
    public double SampleSeconds { get; private init; } = 0.020;

    public int Threads { get; private init; } = 1;

    /// <summary>Workloads whose name does not contain this are left out.</summary>
    public string Only { get; private init; } = "";

    /// <summary>The widest vectors that .NET may use, in bits; null for the widest there are.</summary>
    public int? Width { get; private init; }

    public bool RestrictPeers { get; private init; }

    public bool Markdown { get; private init; }

    public string? Python { get; private init; } = Environment.GetEnvironmentVariable("ADJOINT_PYTHON");

    public string? OnnxRuntime { get; private init; } = Environment.GetEnvironmentVariable("ADJOINT_ONNXRUNTIME");

    /// <summary>Reads the arguments after <c>peers</c>.</summary>
    /// <exception cref="ArgumentException">An option is unknown, or its value is missing or out of range.</exception>
    public static PeersOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new PeersOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            string Value() => ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"'{name}' needs a value.");
            int Count() => Number(name, Value());
            options = name switch
            {
                "--rounds" => options with { Rounds = Count() },
                "--sample" => options with { SampleSeconds = Count() / 1000.0 },
                "--threads" => options with { Threads = Count() },
                "--only" => options with { Only = Value() },
                "--width" => options with { Width = CheckedWidth(Count()) },
                "--restrict-peers" => options with { RestrictPeers = true },
                "--markdown" => options with { Markdown = true },
                "--python" => options with { Python = Value() },
                "--onnxruntime" => options with { OnnxRuntime = Value() },
                _ => throw new ArgumentException($"'{name}' is not an option of 'peers'; '--help' lists them."),
            };
        }

        return options;
    }

    private static int Number(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"'{name}' needs a whole number above zero; found '{text}'.");

    private static int CheckedWidth(int width) =>
        width == 256 ? width : throw new ArgumentException($"'--width' can be 256 only; found {width}. Without it the widest vectors are used.");
}
