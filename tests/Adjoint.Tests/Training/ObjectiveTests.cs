using Adjoint.Data;

namespace Adjoint.Tests;

/// <summary>Objectives: each is the network that one would write for it alone, and changes what it trains.</summary>
public sealed class ObjectiveTests
{
    private const int Rows = 37;

    [Fact]
    public void A_players_gradient_is_that_of_a_network_in_which_the_other_is_frozen()
    {
        var (gan, alone, noise) = (new SmallGan(seed: 5), new PainterAlone(seed: 9), Numbers(Rows * 5, seed: 1));
        Copy(gan, alone);
        // The masks of dropout are named by the layers, which are called alike, and by the seed.
        var (own, other) = (new float[SmallGan.ParameterCount], new float[PainterAlone.ParameterCount]);
        var same = new SmallGan(seed: 9);
        gan.Parameters.CopyTo(same.Parameters);
        Assert.Equal(alone.Gradient(noise, Filled(Rows, 1), other), same.PainterGradient(noise, own));
        foreach (var tensor in PainterAlone.Layout.Parameters.Where(static p => p.IsTrained))
            Assert.Equal(Tensor(other, PainterAlone.Layout, tensor.Name), Tensor(own, SmallGan.Layout, tensor.Name));
        Assert.All(
            SmallGan.Layout.Parameters.Where(static p => p.IsTrained && p.Name.StartsWith('d')),
            tensor => Assert.All(Tensor(own, SmallGan.Layout, tensor.Name), static g => Assert.Equal(0, g)));
    }

    [Fact]
    public void The_critics_gradient_sums_over_both_of_its_uses()
    {
        var (gan, alone) = (new SmallGan(seed: 9), new CriticAlone(seed: 9));
        Copy(gan, alone);
        var (noise, real) = (Numbers(Rows * 5, seed: 1), Numbers(Rows * 7, seed: 2));
        var (own, other) = (new float[SmallGan.ParameterCount], new float[CriticAlone.ParameterCount]);
        Assert.Equal(alone.Gradient(noise, real, Filled(Rows, 0), Filled(Rows, 1), other), gan.CriticGradient(noise, real, own));
        foreach (var tensor in CriticAlone.Layout.Parameters.Where(static p => p.IsTrained))
            Assert.Equal(Tensor(other, CriticAlone.Layout, tensor.Name), Tensor(own, SmallGan.Layout, tensor.Name));
        // So do the running statistics, which follow two batches a step.
        foreach (var tensor in CriticAlone.Layout.Parameters.Where(static p => p.Role == ParameterRole.Statistic && p.Name.StartsWith('d')))
            Assert.Equal(Statistic(alone, CriticAlone.Layout, tensor.Name), Statistic(gan, SmallGan.Layout, tensor.Name));
    }

    [Fact]
    public void A_negative_weight_maximises()
    {
        var (gan, noise) = (new SmallGan(seed: 3), Numbers(Rows * 5, seed: 1));
        var gradient = new float[SmallGan.ParameterCount];
        var before = gan.MinimaxLoss(noise);
        var loss = gan.MinimaxGradient(noise, gradient);
        Assert.True(before < 0 && loss < 0);
        using var descent = new GradientDescent(0.05f);
        for (var i = 0; i < 20; i++)
            gan.TrainMinimax(noise, descent);
        Assert.True(gan.MinimaxLoss(noise) < before);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_step_changes_what_the_objective_trains_and_nothing_else(int threads)
    {
        var gan = new SmallGan(seed: 5) { Threads = threads };
        var (noise, real) = (Numbers(200 * 5, seed: 1), Numbers(200 * 7, seed: 2));
        // Decay, too, reaches what is trained alone.
        using var critic = new AdamW(1e-2f) { WeightDecay = 0.1f };
        using var painter = new GradientDescent(1e-2f) { WeightDecay = 0.1f, L1 = 0.01f };
        for (var step = 0; step < 3; step++)
        {
            var before = All(gan);
            gan.TrainCritic(noise, real, critic);
            var between = All(gan);
            Assert.All(SmallGan.Layout.Parameters, tensor => Assert.Equal(tensor.Name.StartsWith('d'), !Of(before, tensor).SequenceEqual(Of(between, tensor))));
            gan.TrainPainter(noise, painter);
            Assert.All(SmallGan.Layout.Parameters, tensor => Assert.Equal(tensor.Name.StartsWith('g'), !Of(between, tensor).SequenceEqual(Of(All(gan), tensor))));
        }
        Assert.Equal(6, gan.TrainingStep);
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        float[] Trained(int threads)
        {
            var gan = new SmallGan(seed: 5) { Threads = threads };
            using Adam critic = new(1e-2f), painter = new(1e-2f);
            for (var step = 0; step < 5; step++)
            {
                gan.TrainCritic(Numbers(500 * 5, step), Numbers(500 * 7, -step), critic);
                gan.TrainPainter(Numbers(500 * 5, 99 + step), painter);
            }
            return All(gan);
        }
        Assert.Equal(Trained(1), Trained(2));
    }

    [Fact]
    public void A_step_that_is_refused_leaves_everything_as_it_was()
    {
        var (gan, noise) = (new SmallGan(seed: 5), Numbers(Rows * 5, seed: 1));
        using var painter = new Adam(1e-2f);
        gan.TrainPainter(noise, painter);
        var before = All(gan);
        noise[17] = float.NaN;
        Assert.Equal(float.NaN, gan.TrainPainter(noise, painter));
        Assert.Equal(before, All(gan));
        Assert.Equal((1L, 1L), (gan.TrainingStep, painter.Steps));
        Assert.Throws<ArgumentException>(() => gan.TrainPainter(noise.AsSpan(1), painter));
        Assert.Equal(before, All(gan));
    }

    [Fact]
    public void An_optimizer_belongs_to_one_objective()
    {
        var (gan, noise) = (new SmallGan(seed: 5), Numbers(Rows * 5, seed: 1));
        using var painter = new Adam(1e-2f);
        gan.TrainPainter(noise, painter);
        var fault = Assert.Throws<InvalidOperationException>(() => gan.TrainMinimax(noise, painter));
        Assert.Equal(
            "This Adam optimizer belongs to the objective 'Painter' of 'SmallGan', whose moments it keeps; it was asked to take a step of the objective 'Minimax'. Create one optimizer per objective.",
            fault.Message);
        Assert.Throws<InvalidOperationException>(() => new SmallGan(seed: 5).TrainPainter(noise, painter));
        using var whole = new Adam(1e-2f);
        var network = new DoubleObjectives(seed: 1);
        var (x, targets) = (new double[4], new double[3]);
        network.TrainStep(x, targets, whole);
        fault = Assert.Throws<InvalidOperationException>(() => network.TrainFirst(x, targets, whole));
        Assert.StartsWith("This Adam optimizer belongs to the network as a whole of 'DoubleObjectives'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_optimizer_of_an_objective_goes_on_from_its_file()
    {
        var path = Path.GetTempFileName();
        try
        {
            var (gan, noise) = (new SmallGan(seed: 5), Numbers(Rows * 5, seed: 1));
            using Adam first = new(1e-2f), second = new(1e-2f);
            gan.TrainPainter(noise, first);
            first.Save(path);
            var twin = new SmallGan(seed: 5);
            foreach (var (view, i) in SmallGan.Layout.Parameters.Select(static (_, i) => (i, i)))
                ((INetwork<float>)twin).View(view).CopyFrom(Values(gan, i));
            twin.TrainingStep = gan.TrainingStep;
            second.Load(path, twin.Painter);
            Assert.Equal(gan.TrainPainter(noise, first), twin.TrainPainter(noise, second));
            Assert.Equal(All(gan), All(twin));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void An_objective_is_a_network_with_the_inputs_that_its_losses_need()
    {
        var gan = new SmallGan(seed: 5);
        Objective<float> painter = gan.Painter, critic = gan.Critic;
        Assert.Equal(["noise"], painter.Inputs.Select(static port => port.Name));
        Assert.Equal(["noise", "real"], critic.Inputs.Select(static port => port.Name));
        Assert.Equal(["fakeScore", "realScore"], critic.Outputs.Select(static port => port.Name));
        Assert.Empty(critic.Targets);
        Assert.Same(gan.Painter, painter);
        var (noise, batch) = (Numbers(Rows * 5, seed: 1), new MiniBatch(painter, Rows));
        batch["noise"].Set(noise);
        Assert.Equal(gan.PainterLoss(noise), painter.Loss(batch));
        using Adam one = new(1e-2f), other = new(1e-2f);
        var twin = new SmallGan(seed: 5);
        Assert.Equal(twin.TrainPainter(noise, one), painter.TrainStep(batch, other));
        Assert.Equal(All(twin), All(gan));
    }

    [Fact]
    public void An_objective_over_tokens_is_the_loss_over_tokens()
    {
        var (objective, loss) = (new SpeakingObjective(seed: 4), new SpeakingLoss(seed: 4));
        int[] tokens = [.. Enumerable.Range(0, 5 * 32).Select(static i => i * 7 % 11)], labels = [.. tokens.Select(static t => (t + 3) % 11)];
        using Adam one = new(1e-2f), other = new(1e-2f);
        for (var step = 0; step < 3; step++)
            Assert.Equal(loss.TrainStep(tokens, labels, one), objective.TrainSpeak(tokens, labels, other));
        Assert.Equal(loss.Parameters.ToArray(), objective.Parameters.ToArray());
    }

    [Fact]
    public void Objectives_of_doubles()
    {
        var network = new DoubleObjectives(seed: 1);
        double[] x = [.. Numbers(Rows * 4, seed: 1)], targets = [.. Numbers(Rows * 3, seed: 2)];
        var gradient = new double[DoubleObjectives.ParameterCount];
        var loss = network.FirstGradient(x, targets, gradient);
        for (var i = 0; i < gradient.Length; i++)
        {
            var before = network.Parameters[i];
            network.Parameters[i] = before + 1e-6;
            var above = network.FirstLoss(x, targets);
            network.Parameters[i] = before - 1e-6;
            var difference = (above - network.FirstLoss(x, targets)) / 2e-6;
            network.Parameters[i] = before;
            Assert.Equal(DoubleObjectives.Layout.Parameters.Last(p => p.Offset <= i).Name.StartsWith('a') ? difference : 0, gradient[i], 1e-7);
        }
        Assert.Equal(network.FirstLoss(x, targets), loss, 1e-12);
    }

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(4 * random.NextDouble() - 2))];
    }

    private static float[] Filled(int count, float value) => [.. Enumerable.Repeat(value, count)];

    private static void Copy(INetwork<float> from, INetwork<float> to)
    {
        for (var i = 0; i < to.Layout.Parameters.Count; i++)
        {
            var place = from.Layout.Parameters.ToList().FindIndex(p => p.Name == to.Layout.Parameters[i].Name);
            to.View(i).CopyFrom(Values(from, place));
        }
    }

    private static float[] Values(INetwork<float> network, int tensor)
    {
        var values = new float[network.Layout.Parameters[tensor].Length];
        network.View(tensor).CopyTo(values);
        return values;
    }

    private static float[] Statistic(INetwork<float> network, ParameterLayout layout, string name) => Values(network, layout.Parameters.ToList().FindIndex(p => p.Name == name));

    private static float[] All(INetwork<float> network) => [.. Enumerable.Range(0, network.Layout.Parameters.Count).SelectMany(i => Values(network, i))];

    /// <summary>A tensor's part of what <see cref="All"/> gives: tensors in their order, and not in their places.</summary>
    private static float[] Of(float[] all, ParameterInfo tensor)
    {
        var before = SmallGan.Layout.Parameters.TakeWhile(p => p != tensor).Sum(static p => p.Length);
        return all[before..(before + tensor.Length)];
    }

    private static float[] Tensor(float[] gradient, ParameterLayout layout, string name)
    {
        var tensor = layout.Parameters.Single(p => p.Name == name);
        return gradient[tensor.Offset..(tensor.Offset + tensor.Length)];
    }
}
