using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;
using Adjoint.Runtime;
using Dropout = Adjoint.Runtime.Dropout;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>What the naive interpreter says of a generated network at its present parameters.</summary>
internal static class Naive
{
    /// <summary>The outputs of all rows.</summary>
    public static double[] Predict(AnySubject subject, Batch batch)
    {
        var network = new NaiveNetwork<Real>(subject.Shaped, [.. ParametersOf(subject).Select(Real.Of)], new Kinks());
        return [.. Enumerable.Range(0, batch.Rows).SelectMany(row => network.Predict(batch.Row(row))).Select(y => y.Value)];
    }

    /// <summary>The mean loss of Predict's outputs, as Loss gives it.</summary>
    public static double Loss(AnySubject subject, Batch batch) => Loss(subject, batch, ParametersOf(subject), step: null);

    /// <summary>The mean loss at other parameters; with a step, that of training, under the step's dropout.</summary>
    public static double Loss(AnySubject subject, Batch batch, double[] parameters, long? step) =>
        Sum(subject, batch, [.. parameters.Select(Real.Of)], step, new Kinks()).Value;

    /// <summary>The whole gradient of the training loss, by reverse mode on a tape.</summary>
    public static double[] Gradient(AnySubject subject, Batch batch, long step)
    {
        var gradient = new double[subject.ParameterCount];
        if (MixesRows(subject))
        {
            var whole = new Tape();
            Taped[] variables = [.. ParametersOf(subject).Select(whole.Variable)];
            return whole.Gradient(Sum(subject, batch, variables, step, new Kinks()))[..gradient.Length];
        }
        var (divisor, block) = (Divisor(subject, batch), ParametersOf(subject));
        for (var row = 0; row < batch.Rows && divisor > 0; row++)
        {
            // A tape a row keeps the tapes short: the loss is a sum over rows.
            var tape = new Tape();
            Taped[] parameters = [.. block.Select(tape.Variable)];
            var ofRow = tape.Gradient(OfRow(subject, batch, row, parameters, step, new Kinks()));
            for (var i = 0; i < gradient.Length; i++)
                gradient[i] += ofRow[i] / divisor;
        }
        return gradient;
    }

    /// <summary>The derivative of the training loss along a direction of the parameters, by dual numbers.</summary>
    public static double Slope(AnySubject subject, Batch batch, double[] direction, long step) =>
        Sum(subject, batch, Along(subject, direction), step, new Kinks()).Slope;

    /// <summary>Every output of the training pass, and its derivative along a direction of the parameters, by dual numbers.</summary>
    public static (double[] Outputs, double[] Slopes) OutputsAlong(AnySubject subject, Batch batch, double[] direction, long step)
    {
        var parameters = Along(subject, direction);
        if (MixesRows(subject))
        {
            var trained = Network(subject, 0, parameters, step, new Kinks()).Train(Rows(batch)).SelectMany(y => y).ToList();
            return ([.. trained.Select(y => y.Value)], [.. trained.Select(y => y.Slope)]);
        }
        var outputs = Enumerable.Range(0, batch.Rows)
            .SelectMany(row => Network(subject, row, parameters, step, new Kinks()).Predict(batch.Row(row))).ToList();
        return ([.. outputs.Select(y => y.Value)], [.. outputs.Select(y => y.Slope)]);
    }

    /// <summary>How close a row comes to a kink of the network or of its loss, in prediction and in the next step of training.</summary>
    /// <param name="subject">The network.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="row">The one row.</param>
    /// <param name="position">Its place in the batch, which its dropout depends on.</param>
    public static double Margin(AnySubject subject, Real[] parameters, Batch row, int position)
    {
        var kinks = new Kinks();
        foreach (var step in MixesRows(subject) ? new long?[] { null } : [null, subject.TrainingStep])
        {
            var output = Network(subject, position, parameters, step, kinks).Predict(row.Row(0));
            NaiveLoss.OfRow(subject.Shaped.Losses[0].Use(), subject.Positions, output, row, 0, kinks);
        }
        return kinks.Margin;
    }

    public static double[] ParametersOf(AnySubject subject) => subject.Block;

    /// <summary>Whether a row's outputs in training depend on the other rows.</summary>
    public static bool MixesRows(AnySubject subject) => subject.Shaped.Nodes.Any(node => node.Use().Operator == "BatchNorm");

    private static Dual[] Along(AnySubject subject, double[] direction) =>
        [.. ParametersOf(subject).Select((p, i) => new Dual(p, i < direction.Length ? direction[i] : 0))];

    private static float[][] Rows(Batch batch) => [.. Enumerable.Range(0, batch.Rows).Select(row => batch.Row(row).ToArray())];

    private static T Sum<T>(AnySubject subject, Batch batch, T[] parameters, long? step, Kinks kinks)
        where T : struct, IReal<T>
    {
        var divisor = Divisor(subject, batch);
        var sum = T.Of(0);
        if (step is not null && MixesRows(subject))
        {
            var outputs = Network(subject, 0, parameters, step, kinks).Train(Rows(batch));
            for (var row = 0; row < batch.Rows && divisor > 0; row++)
                sum += NaiveLoss.OfRow(subject.Shaped.Losses[0].Use(), subject.Positions, outputs[row], batch, row, kinks) / T.Of(divisor);
            return sum;
        }
        // Where every row is ignored there is nothing to take a mean of, and the loss is 0.
        for (var row = 0; row < batch.Rows && divisor > 0; row++)
            sum += OfRow(subject, batch, row, parameters, step, kinks) / T.Of(divisor);
        return sum;
    }

    private static T OfRow<T>(AnySubject subject, Batch batch, int row, T[] parameters, long? step, Kinks kinks)
        where T : struct, IReal<T>
    {
        var output = Network(subject, row, parameters, step, kinks).Predict(batch.Row(row));
        return NaiveLoss.OfRow(subject.Shaped.Losses[0].Use(), subject.Positions, output, batch, row, kinks);
    }

    /// <summary>The network as one row passes through it, in training under the dropout of a step.</summary>
    private static NaiveNetwork<T> Network<T>(AnySubject subject, int row, T[] parameters, long? step, Kinks kinks)
        where T : struct, IReal<T> => new(subject.Shaped, parameters, kinks)
        {
            DropoutFactor = step is { } s ? node => DropoutFactor(subject, s, node, row) : null,
        };

    private static double Divisor(AnySubject subject, Batch batch) => NaiveLoss.Divisor(subject.Shaped.Losses[0].Use(), subject.Positions, batch, subject.OutputSize);

    /// <summary>
    /// 1/(1 − p) or 0: the mask is a function of seed, step, the layer's name (by FNV-1a) and the element's position in lane blocks,
    /// [row/16][feature][row mod 16], that the run-time library defines. It is asked for one lane block of ones at a time.
    /// </summary>
    private static Func<int, double> DropoutFactor(AnySubject subject, long step, Node node, int row)
    {
        if (node.Operator is Attention)
            return AttentionFactor(subject, step, node, row);
        if (node.Operator is Gaussian)
            return feature => Noise(subject, step, node, feature, row);
        // Of whole channels, the channel is what is drawn.
        var shape = subject.Shaped.Values[node.Output].Shape;
        var together = node.Use().Operator == "Dropout2D" ? (int)shape.Size / shape.Sizes[0] : 1;
        var (size, rate) = ((int)shape.Size / together, node.Use().Number("rate"));
        return feature => Mask(subject, step, node, rate, row / LaneBlocks.Rows * size + feature / together)[row % LaneBlocks.Rows];
    }

    /// <summary>
    /// The same for a pair of attention: rows follow one another, in them the units, and in those the squares of <see cref="NaiveAttention.Pairs"/>, which the feature numbers.
    /// </summary>
    private static Func<int, double> AttentionFactor(AnySubject subject, long step, Node node, int row)
    {
        var pairs = NaiveAttention.Pairs.Of(node.Use(), [.. node.Inputs.Select(i => subject.Shaped.Values[i].Shape)]).Count;
        var units = (int)(subject.Shaped.Values[node.Output].Shape.Sizes.SkipLast(2).Aggregate(1, static (a, b) => a * b));
        var rate = node.Use().Number("Dropout");
        return feature =>
        {
            var (unit, pair) = (feature / pairs, feature % pairs);
            var number = ((((long)row / LaneBlocks.Rows * units) + unit) * LaneBlocks.Rows + (row % LaneBlocks.Rows)) * pairs + pair;
            return Mask(subject, step, node, rate, number / LaneBlocks.Rows)[number % LaneBlocks.Rows];
        };
    }

    /// <summary>The factors of one lane block.</summary>
    private static unsafe double[] Mask(AnySubject subject, long step, Node node, double rate, long block)
    {
        if (subject.Masks.TryGetValue((step, node.Name, block), out var mask))
            return mask;
        var key = new Pass<float> { Seed = (ulong)subject.Seed, Step = (ulong)step }.DropoutKey(CounterRandom.StreamOf(node.Name));
        mask = new double[LaneBlocks.Rows];
        Array.Fill(mask, 1);
        fixed (double* lanes = mask)
            Dropout.Apply(lanes, lanes, LaneBlocks.Rows, key, block * LaneBlocks.Rows, rate);
        return subject.Masks[(step, node.Name, block)] = mask;
    }

    /// <summary>ε of a number, by its place in lane blocks.</summary>
    private static unsafe double Noise(AnySubject subject, long step, Node node, int feature, int row)
    {
        var size = subject.Shaped.Values[node.Output].Size;
        var lanes = stackalloc double[LaneBlocks.Rows];
        var key = new Pass<float> { Seed = (ulong)subject.Seed, Step = (ulong)step }.DropoutKey(CounterRandom.StreamOf(node.Name));
        GaussianNoise.Fill(lanes, LaneBlocks.Rows, key, (row / LaneBlocks.Rows * size + feature) * LaneBlocks.Rows);
        return lanes[row % LaneBlocks.Rows];
    }
}
