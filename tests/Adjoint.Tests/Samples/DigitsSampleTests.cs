using System.Globalization;
using System.Text.RegularExpressions;
using Adjoint.Tests.Files;
using Adjoint.Tests.Harness;

namespace Adjoint.Tests.Samples;

public sealed partial class DigitsSampleTests
{
    [Fact]
    public async Task It_reads_digits_that_it_has_never_seen()
    {
        using var scratch = new ScratchDirectory();
        var run = (await SampleProgram.Run("Digits", "--out", scratch.File("digits.safetensors"))).Succeeded();

        var accuracy = double.Parse(Accuracy().Match(run.Output).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.True(accuracy >= 97, $"{accuracy} % is below 97 %.\n{run.Output}");
        Assert.Contains("conv2         16×8×8        2,416        308,224", run.Output);
        Assert.Contains("8,000 digits to learn from, 2,000 others to be tested on.", run.Output);
        Assert.Contains("the predictions are the same, bit for bit.", run.Output);
        Assert.Contains("█", run.Output);
        Assert.Equal(["digits.safetensors"], scratch.Names);

        // What its page shows is what it prints.
        var page = await File.ReadAllTextAsync(Repository.PathOf("samples", "Digits", "README.md"));
        Assert.Contains(run.Output[..run.Output.IndexOf("parameters ", run.Output.IndexOf("total ", StringComparison.Ordinal), StringComparison.Ordinal)], page);
    }

    [Fact]
    public async Task Progress_is_one_plain_line_an_epoch_where_nobody_watches()
    {
        using var scratch = new ScratchDirectory();
        var run = (await SampleProgram.Run("Digits", "--epochs", "3", "--out", scratch.File("digits"))).Succeeded();
        var lines = run.Output.Split('\n').Where(line => line.StartsWith("epoch ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["epoch 1/3", "epoch 2/3", "epoch 3/3"], lines.Select(line => line[..9]));
        Assert.All(lines, line => Assert.Matches(@"training loss \(running\) 0\.\d+  rate [\dE.-]+  [\d,]+ rows/s  \d+:\d\d\r?$", line));
        Assert.DoesNotContain("\r ", run.Output);
    }

    [Fact, Trait("Set", "Slow")]
    public async Task The_number_of_threads_changes_nothing_but_the_seed_does()
    {
        using var scratch = new ScratchDirectory();
        var one = await Learn("one", "--threads", "1", "--seed", "5");
        var three = await Learn("three", "--threads", "3", "--seed", "5");
        var other = await Learn("other", "--threads", "1", "--seed", "6");
        Assert.True(one.AsSpan().SequenceEqual(three), "The networks of one and three threads differ.");
        Assert.False(one.AsSpan().SequenceEqual(other), "The networks of two seeds are equal.");

        async Task<byte[]> Learn(string name, params string[] arguments)
        {
            var path = scratch.File(name);
            (await SampleProgram.Run("Digits", [.. arguments, "--epochs", "1", "--out", path])).Succeeded();
            return await File.ReadAllBytesAsync(path);
        }
    }

    [Theory]
    [InlineData("'--epoch' was not matched. Did you mean one of the following?\n--epochs", "--epoch", "3")]
    [InlineData("Unrecognized command or argument 'data'.", "data")]
    [InlineData("Required argument missing for option: '--epochs'.", "--epochs")]
    [InlineData("--epochs needs a whole number from 1 to 2147483647; found '0'.", "--epochs", "0")]
    [InlineData("--threads needs a whole number from 1 to 2147483647; found 'two'.", "--threads", "two")]
    [InlineData("Argument 'vgg' not recognized. Must be one of:\n\t'lenet'\n\t'perceptron'", "--network", "vgg")]
    [InlineData("--seed needs a whole number from 0 to 2147483647; found '-1'.", "--seed", "-1")]
    public async Task A_mistake_on_the_command_line_is_named_and_nothing_is_learnt(string message, params string[] arguments)
    {
        var run = await SampleProgram.Run("Digits", arguments);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, (run.Errors + run.Output).ReplaceLineEndings("\n"));
        Assert.DoesNotContain("digits to learn from", run.Output);
    }

    [Fact]
    public async Task Help_lists_every_option()
    {
        var run = (await SampleProgram.Run("Digits", "--help")).Succeeded();
        Assert.All(["--data", "--network", "--epochs", "--seed", "--threads", "--out", "--help"], option => Assert.Contains(option, run.Output));
    }

    [Fact]
    public async Task A_folder_without_the_files_is_named()
    {
        using var scratch = new ScratchDirectory();
        var run = await SampleProgram.Run("Digits", "--data", scratch.File("nothing"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"The folder '{scratch.File("nothing")}' has neither 'train-images-idx3-ubyte' nor", run.Errors);
    }

    [Fact]
    public async Task Images_of_another_size_are_refused()
    {
        using var scratch = new ScratchDirectory();
        scratch.Write("train-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4]);
        scratch.Write("train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 7]);
        var run = await SampleProgram.Run("Digits", "--data", Path.GetDirectoryName(scratch.File("x"))!);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("has images of 4 pixels in 8 classes; digits have 784 pixels and 10 classes.", run.Errors);
    }

    [GeneratedRegex(@"([\d.]+) % of the 2,000 digits that it has never seen")]
    private static partial Regex Accuracy();
}
