using System.CommandLine;
using System.Globalization;

namespace Digits;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Data">The folder of MNIST's four files; null for the digits that come with the program.</param>
/// <param name="Network">Which network learns: <c>lenet</c> or <c>perceptron</c>.</param>
/// <param name="Epochs">How often each digit is looked at.</param>
/// <param name="Seed">The seed of everything drawn at random.</param>
/// <param name="Threads">The most threads to use; null for the network's own choice.</param>
/// <param name="Out">Where the network is saved.</param>
internal sealed record Options(string? Data, string Network, int Epochs, long Seed, int? Threads, string Out)
{
    /// <summary>The command line: its options, their help, and what runs.</summary>
    /// <param name="run">Runs the program and returns its exit code.</param>
    public static RootCommand Command(Func<Options, int> run)
    {
        var data = new Option<string?>("--data")
        {
            Description = "A folder with MNIST's four files, plain or .gz: learns from its 60,000 digits and is tested on its 10,000. "
                + "Without it, learns from four fifths of the 10,000 that come with this program and is tested on the rest",
        };
        var network = new Option<string>("--network") { Description = "LeNet-5, or a perceptron with one hidden layer of 128", DefaultValueFactory = _ => "lenet" };
        var epochs = Whole("--epochs", least: 1, otherwise: 10, "How often each digit is looked at");
        var seed = Whole("--seed", least: 0, otherwise: 1, "The seed of everything drawn at random");
        var threads = Whole("--threads", least: 1, otherwise: null, "The most threads to use; one a processor without it. The results do not depend on it");
        var @out = new Option<string>("--out") { Description = "Where to save the network", DefaultValueFactory = _ => "digits.safetensors" };
        network.AcceptOnlyFromAmong("lenet", "perceptron");

        var command = new RootCommand("Learns to read handwritten digits, and shows how well.") { data, network, epochs, seed, threads, @out };
        command.SetAction(line =>
        {
            try
            {
                return run(new(line.GetValue(data), line.GetValue(network)!, line.GetValue(epochs)!.Value, line.GetValue(seed)!.Value, line.GetValue(threads), line.GetValue(@out)!));
            }
            catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine(fault.Message);
                return 1;
            }
        });
        return command;
    }

    /// <summary>An option that takes a whole number.</summary>
    private static Option<int?> Whole(string name, int least, int? otherwise, string description)
    {
        var option = new Option<int?>(name)
        {
            Description = description,
            CustomParser = argument =>
            {
                var text = argument.Tokens[0].Value;
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least)
                    return number;
                argument.AddError($"{name} needs a whole number from {least} to {int.MaxValue}; found '{text}'.");
                return null;
            },
        };
        if (otherwise is not null)
            option.DefaultValueFactory = _ => otherwise;
        return option;
    }
}
