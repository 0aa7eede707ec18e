using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Digits;

/// <summary>What was asked for on the command line.</summary>
internal sealed class Options
{
    public const string HelpText =
        """
        Learns to read handwritten digits, and shows how well.

          --data DIR    learn from MNIST's 60,000 digits and test on its 10,000: a folder with train-images-idx3-ubyte,
                        train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, plain or .gz;
                        without it, learn from four fifths of the 10,000 that come with this program and test on the rest
          --network N   lenet (LeNet-5, the default) or perceptron (one hidden layer of 128)
          --epochs N    how often each digit is looked at (default 10)
          --seed N      the seed of everything drawn at random (default 1)
          --threads N   the most threads to use (default: one a processor); the results do not depend on it
          --out FILE    where to save the network (default digits.safetensors in the current folder)
          --help        this text

        """;

    /// <summary>The folder of MNIST's four files; null for the digits that come with the program.</summary>
    public string? Data { get; private set; }

    /// <summary>Which network learns.</summary>
    public string Network { get; private set; } = "lenet";

    public int Epochs { get; private set; } = 10;

    public ulong Seed { get; private set; } = 1;

    /// <summary>Null for the network's own choice.</summary>
    public int? Threads { get; private set; }

    public string Out { get; private set; } = "digits.safetensors";

    public bool Help { get; private set; }

    /// <summary>Reads the command line, or says in one line what is wrong with it.</summary>
    public static bool TryParse(string[] args, out Options options, [NotNullWhen(false)] out string? mistake)
    {
        options = new Options();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--help" or "-h")
            {
                options.Help = true;
                continue;
            }
            mistake = options.Set(args[i], i + 1 < args.Length ? args[i + 1] : null);
            if (mistake is not null)
                return false;
            i++;
        }
        mistake = null;
        return true;
    }

    /// <summary>Sets one option; the answer is what is wrong with it, or null.</summary>
    private string? Set(string option, string? value)
    {
        switch (option)
        {
            case "--data" or "--out" or "--network" or "--epochs" or "--seed" or "--threads" when string.IsNullOrEmpty(value):
                return $"{option} needs a value after it; --help says which.";
            case "--data":
                Data = value;
                return null;
            case "--out":
                Out = value!;
                return null;
            case "--network" when value is not ("lenet" or "perceptron"):
                return $"--network needs lenet or perceptron; found '{value}'.";
            case "--network":
                Network = value!;
                return null;
            case "--epochs":
                return Number(option, value!, least: 1, n => Epochs = (int)n);
            case "--threads":
                return Number(option, value!, least: 1, n => Threads = (int)n);
            case "--seed":
                return Number(option, value!, least: 0, n => Seed = (ulong)n);
            default:
                return $"There is no option '{option}'; --help lists those there are.";
        }
    }

    private static string? Number(string option, string value, int least, Action<int> set)
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least)
            return $"{option} needs a whole number from {least} to {int.MaxValue}; found '{value}'.";
        set(number);
        return null;
    }
}
