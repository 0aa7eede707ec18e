using Adjoint.Data;
using System.Text;
using Adjoint.Tests.Files;
using Adjoint.Tests.Training;

namespace Adjoint.Tests.Optimizers;

/// <summary>Files of optimizers: what they say, and what is said of one that does not fit.</summary>
public sealed class OptimizerFileTests
{
    [Fact]
    public void A_file_says_what_it_is_and_names_each_moment()
    {
        using var scratch = new ScratchDirectory();
        using var optimizer = Trained(new Adam(), new Regressor());
        optimizer.Save(scratch.File("o"));
        var bytes = File.ReadAllBytes(scratch.File("o"));
        var header = Encoding.UTF8.GetString(bytes, 8, (int)BitConverter.ToInt64(bytes));
        Assert.StartsWith("""{"__metadata__":{"format":"pt","network":"Regressor","optimizer":"Adam","steps":"2","producer":"Adjoint """, header, StringComparison.Ordinal);
        foreach (var tensor in new[] { "dense1.weight.exp_avg\":{\"dtype\":\"F32\",\"shape\":[33,7]", "dense1.weight.exp_avg_sq", "dense2.bias.exp_avg", "dense2.bias.exp_avg_sq" })
            Assert.Contains(tensor, header, StringComparison.Ordinal);
        Assert.Equal(["o"], scratch.Names);
    }

    [Fact]
    public void The_file_of_another_kind_of_optimizer_is_refused()
    {
        Refused(
            static () => new AdamW(), new Adam(), "'o' was saved from the optimizer 'Adam', and this one is 'AdamW'; nothing was loaded. Create the optimizer that was saved.");
        Refused(static () => new GradientDescent(), new RmsProp(), "'o' was saved from the optimizer 'RmsProp', and this one is 'GradientDescent'");
    }

    [Fact]
    public void The_file_of_an_optimizer_with_other_moments_is_refused_by_their_names()
    {
        Refused(
            static () => new GradientDescent { Momentum = 0.5f },
            new GradientDescent(),
            "'o' holds no moments, but this GradientDescent optimizer keeps 'momentum_buffer'; nothing was loaded. Create the optimizer with the settings of the one that was saved.");
        Refused(
            static () => new GradientDescent(),
            new GradientDescent { Momentum = 0.5f },
            "'o' holds 'momentum_buffer', but this GradientDescent optimizer keeps no moments;");
        Refused(
            static () => new RmsProp { Momentum = 0.5f },
            new RmsProp { Centered = true },
            "'o' holds 'grad_avg' and 'square_avg', but this RmsProp optimizer keeps 'square_avg' and 'momentum_buffer';");
    }

    [Fact]
    public void The_file_for_another_network_is_refused_by_names_and_shapes()
    {
        using var scratch = new ScratchDirectory();
        using var saved = Trained(new Adam(), new WeightedClassifier());
        saved.Save(scratch.File("o"));
        var message = RefusalOf(scratch.File("o"), static () => new Adam());
        Assert.Contains("does not fit network 'Regressor'; nothing was loaded. It was saved from a network named 'WeightedClassifier'.", message, StringComparison.Ordinal);
        Assert.Contains("'dense1.weight.exp_avg' is [37, 20], [33, 7] is needed", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_moment_is_named()
    {
        using var scratch = new ScratchDirectory();
        using var saved = Trained(new Adam(), new Regressor());
        saved.Save(scratch.File("o"));
        var message = RefusalOf(Changed(scratch, "dense2.bias.exp_avg_sq", "dense2.bios.exp_avg_sq"), static () => new Adam());
        Assert.Contains("Missing from the file: 'dense2.bias.exp_avg_sq' [3] (is 'dense2.bios.exp_avg_sq' meant?).", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_of_a_network_is_told_from_one_of_an_optimizer()
    {
        using var scratch = new ScratchDirectory();
        new Regressor().Save(scratch.File("o"));
        var message = RefusalOf(scratch.File("o"), static () => new Adam());
        Assert.Contains(
            "is not the file of an optimizer: its metadata lack 'optimizer' or 'steps'. Load a file that Adam.Save has written; a network's own file is read by the network's Load.",
            message,
            StringComparison.Ordinal);

        using var saved = Trained(new Adam(), new Regressor());
        saved.Save(scratch.File("o"));
        Assert.Contains("'dense1.weight.exp_avg' [33, 7]", Assert.Throws<ModelFileException>(() => Regressor.Load(scratch.File("o"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-")]
    public void A_number_of_steps_that_is_none_is_refused(string steps)
    {
        using var scratch = new ScratchDirectory();
        using var saved = Trained(new Adam(), new Regressor());
        saved.Save(scratch.File("o"));
        var message = RefusalOf(Changed(scratch, "\"steps\":\"2\"", $"\"steps\":\"{steps}\""), static () => new Adam());
        Assert.Contains($"says that '{steps}' steps were taken; a whole number of at least 0 is needed.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_cut_off_changes_nothing()
    {
        using var scratch = new ScratchDirectory();
        var network = new Regressor();
        using var optimizer = Trained(new Adam(), network);
        optimizer.Save(scratch.File("o"));
        Train(network, optimizer);
        var before = optimizer.Moments[0].Span.ToArray();
        var whole = File.ReadAllBytes(scratch.File("o"));
        foreach (var length in new[] { 0, 7, 100, whole.Length - 1 })
        {
            File.WriteAllBytes(scratch.File("o"), whole[..length]);
            Assert.Throws<ModelFileException>(() => optimizer.Load(scratch.File("o"), network));
        }
        Bits.AssertEqual(before, optimizer.Moments[0].Span, "the moments");
        Assert.Equal(4, optimizer.Steps);
    }

    [Fact]
    public void An_optimizer_stays_with_its_network()
    {
        using var scratch = new ScratchDirectory();
        using var optimizer = Trained(new Adam(), new Regressor());
        optimizer.Save(scratch.File("o"));
        var error = Assert.Throws<InvalidOperationException>(() => optimizer.Load(scratch.File("o"), new Regressor()));
        Assert.Contains("another instance of 'Regressor'", error.Message, StringComparison.Ordinal);

        // One that has been restored belongs to the network that it was restored for.
        using var restored = new Adam();
        restored.Load(scratch.File("o"), new Regressor());
        Assert.Throws<InvalidOperationException>(() => Train(new Regressor(), restored));
    }

    [Fact]
    public void A_refused_file_leaves_a_fresh_optimizer_free()
    {
        using var scratch = new ScratchDirectory();
        new Regressor().Save(scratch.File("o"));
        using var optimizer = new Adam();
        Assert.Throws<ModelFileException>(() => optimizer.Load(scratch.File("o"), new Regressor()));
        Train(new Regressor(), optimizer);
        Assert.Equal(2, optimizer.Steps);
    }

    [Fact]
    public void Floats_may_be_restored_as_doubles_and_back()
    {
        using var scratch = new ScratchDirectory();
        var network = new FloatCurve();
        using var floats = new Adam();
        network.TrainStep(Trial.Values(7 * 5, 1), Trial.Values(7 * 3, 2), floats);
        floats.Save(scratch.File("f"));
        using var doubles = new Adam();
        doubles.Load(scratch.File("f"), new DoubleCurve());
        doubles.Save(scratch.File("d"));
        using var back = new Adam();
        back.Load(scratch.File("d"), new FloatCurve());
        for (var moment = 0; moment < 2; moment++)
            Bits.AssertEqual(floats.Moments[moment].Span, back.Moments[moment].Span, $"moment {moment}");
    }

    [Fact]
    public void What_cannot_be_saved_or_loaded_is_refused()
    {
        using var scratch = new ScratchDirectory();
        var optimizer = new Adam();
        Assert.Contains("has not taken a step, so there is nothing to save", Assert.Throws<InvalidOperationException>(() => optimizer.Save(scratch.File("o"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("path", () => optimizer.Save(""));
        Assert.Throws<ArgumentNullException>("path", () => optimizer.Load(null!, new Regressor()));
        Assert.Throws<ArgumentNullException>("network", () => optimizer.Load("o", (INetwork<float>)null!));
        Assert.Throws<ArgumentNullException>("network", () => optimizer.Load("o", (INetwork<double>)null!));
        Assert.Contains(
            "has no parameters, so an optimizer keeps nothing for it",
            Assert.Throws<ArgumentException>("network", () => optimizer.Load("o", new DoubleNorm())).Message,
            StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => optimizer.Load(scratch.File("absent"), new Regressor()));
        Assert.Throws<InvalidOperationException>(() => new GradientDescent { Nesterov = true }.Load(scratch.File("absent"), new Regressor()));
        Assert.Empty(scratch.Names);

        optimizer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => optimizer.Save(scratch.File("o")));
        Assert.Throws<ObjectDisposedException>(() => optimizer.Load(scratch.File("o"), new Regressor()));
    }

    /// <summary>Requires that the file of one optimizer is refused by another, which stays as new.</summary>
    private static void Refused(Func<Optimizer> create, Optimizer other, string message)
    {
        using var scratch = new ScratchDirectory();
        using var saved = Trained(other, new Regressor());
        saved.Save(scratch.File("o"));
        Assert.Contains(message, RefusalOf(scratch.File("o"), create).Replace(scratch.File("o"), "o", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static string RefusalOf(string path, Func<Optimizer> create)
    {
        using var optimizer = create();
        var message = Assert.Throws<ModelFileException>(() => optimizer.Load(path, new Regressor())).Message;
        Assert.Equal(0, optimizer.Steps);
        Assert.Empty(optimizer.State);
        return message;
    }

    /// <summary>The file with a piece of its header replaced by one of the same length.</summary>
    private static string Changed(ScratchDirectory scratch, string before, string after)
    {
        Assert.Equal(before.Length, after.Length);
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(scratch.File("o")));
        Assert.Contains(before, text, StringComparison.Ordinal);
        return scratch.Write("o", Encoding.Latin1.GetBytes(text.Replace(before, after, StringComparison.Ordinal)));
    }

    private static Optimizer Trained(Optimizer optimizer, ITrainableNetwork<float> network)
    {
        Train(network, optimizer);
        return optimizer;
    }

    private static void Train(ITrainableNetwork<float> network, Optimizer optimizer)
    {
        var batch = new MiniBatch(network, 7);
        if (network.Targets[0].Kind == PortKind.Indices)
            batch.Targets[0].Set(new int[7]);
        else
            batch.Targets[0].Set(new float[7 * network.OutputSize]);
        for (var step = 0; step < 2; step++)
        {
            batch["x"].Set(Trial.Values(7 * network.InputSize, seed: step));
            network.TrainStep(batch, optimizer);
        }
    }
}
