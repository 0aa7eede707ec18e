using System.Globalization;
using Adjoint.Training.Tests.Harness;
using Adjoint.Training.Tests.Runs;
using static Adjoint.Training.Tests.Tables.Tables;

namespace Adjoint.Training.Tests.Metrics;

/// <summary>Errors in the units of the table, where the targets were standardised: dollars stay dollars.</summary>
public sealed class TargetUnitsTests
{
    [Fact]
    public void An_error_is_in_the_units_of_the_table()
    {
        var (prepare, parts) = Houses();
        var network = new HousePrice(seed: 1);
        var (absolute, root, squared) = (new MeanAbsoluteError(), new RootMeanSquaredError(), new RSquared());
        network.Measure(parts.Validation, absolute, root, squared);

        var (found, wanted) = Predictions(network, parts.Validation);
        var mean = wanted.Average();
        var errors = found.Zip(wanted, static (f, w) => f - w).ToList();
        Assert.InRange(root.Value, 10_000, 1_000_000);
        Assert.Equal(1, absolute.Value / errors.Average(Math.Abs), 1e-6);
        Assert.Equal(1, root.Value / Math.Sqrt(errors.Average(static e => e * e)), 1e-6);
        Assert.Equal(1 - errors.Sum(static e => e * e) / wanted.Sum(w => (w - mean) * (w - mean)), squared.Value, 1e-6);
        // A plain data set of the same numbers is judged by what is in it, which is the loss of the network.
        var plain = new RootMeanSquaredError();
        network.Measure(Plain(parts.Validation), plain);
        Assert.Equal(network.Evaluate(parts.Validation).Loss, plain.Value * plain.Value, 1e-5);
        Assert.Contains("'price'", Refusal<ArgumentException>(() => new RSquared().Add(new MetricRows { Outputs = [1, 2], Targets = [1, 2], OutputSize = 2, Count = 1, Preparation = prepare })));
    }

    [Fact]
    public void A_run_judges_in_the_units_of_the_table_and_from_a_stream_it_is_the_same()
    {
        var (_, parts) = Houses();
        var run = Trainer.Fit(new HousePrice(seed: 1), parts, FitTests.Quiet() with { Epochs = 60, Optimizer = new Adam(0.03f), Metrics = [new MeanAbsoluteError()], Keep = Best.None });
        var (measured, streamed) = (new MeanAbsoluteError(), new MeanAbsoluteError());
        run.Network.Measure(parts.Validation, measured);
        run.Network.Measure(Stream(parts.Validation), streamed);
        Assert.Equal((measured.Value, measured.Value), (run.History.Epochs[^1].Of<MeanAbsoluteError>(), streamed.Value));
        // Prices are from 100,000 to 400,000 dollars, and follow from the area alone.
        Assert.InRange(measured.Value, 100, 20_000);

        static IEnumerable<MiniBatch> Stream(Dataset rows)
        {
            foreach (var batch in new MiniBatches(rows, 7, shuffle: false).Epoch(0))
                yield return batch;
        }
    }

    /// <summary>Seconds since 1970 are too large for the digits of a float; their errors are not.</summary>
    [Fact]
    public void A_large_mean_takes_nothing_from_an_error()
    {
        var table = Table.ParseCsv("x,when\n1,1700000001\n2,1700000002\n3,1700000003\n4,1700000004\n").Target("when");
        var prepare = Preparation.Fit(table, static p => p.StandardizeTargets());
        var deviation = Math.Sqrt(1.25);
        var metric = new MeanAbsoluteError();
        metric.Add(new MetricRows { Outputs = [0.5f, 0.25f], Targets = [0.25f, 1], OutputSize = 1, Count = 2, Preparation = prepare });
        Assert.Equal(deviation * 0.5, metric.Value, 1e-6);
    }

    [Fact]
    public void One_of_several_targets_has_units_of_its_own()
    {
        var table = Table.ParseCsv("x,price,rooms\n1,100000,2\n2,300000,4\n3,500000,6\n").Target("price", "rooms");
        var prepare = Preparation.Fit(table, static p => p.StandardizeTargets());
        MeanAbsoluteError price = new(ofTarget: 0), rooms = new(ofTarget: 1), both = new();
        foreach (var metric in new[] { price, rooms, both })
            metric.Add(new MetricRows { Outputs = [0, 0, 0, 0], Targets = [1, 1, 0, -0.5f], OutputSize = 2, Count = 2, Preparation = prepare });
        var deviation = Math.Sqrt(8 / 3.0);
        Assert.Equal(100_000 * deviation / 2, price.Value, 1e-1);
        Assert.Equal(1.5 * deviation / 2, rooms.Value, 1e-6);
        Assert.Equal((price.Value + rooms.Value) / 2, both.Value, 1e-1);
        Assert.Equal("mean absolute error of target 1", rooms.Name);
        var network = new HousePrice(seed: 1);
        Assert.Contains(
            "The metric 'R² of target 1' is asked for, and a row has 1 target, number 0; name one that there is.", Refusal<ArgumentException>(() => network.Measure(Houses().Parts.Validation, new RSquared(ofTarget: 1))));
    }

    [Fact]
    public void Doubles_are_restored_too_and_classes_have_no_units()
    {
        var table = Table.ParseCsv("x,y\n1,1700000001\n2,1700000003\n");
        var prepare = Preparation.Fit(table.Target("y"), static p => p.StandardizeTargets());
        double[] outputs = [-1, 1, 0.5];
        prepare.Restore(outputs);
        Assert.Equal([1700000001, 1700000003, 1700000002.5], outputs);
        var classes = Preparation.Fit(table.Label("y"), static p => p);
        Assert.Contains("it was fitted to the classes of 'y', which ClassOf names", Refusal<ArgumentException>(() => classes.Restore(new float[2])));
    }

    private static (List<double> Found, List<double> Wanted) Predictions(HousePrice network, PreparedData data)
    {
        var (x, found, wanted) = (new float[data.Rows * 2], new float[data.Rows], new float[data.Rows]);
        for (var row = 0; row < data.Rows; row++)
            (data.Dataset.Target(row)[..1]).CopyTo(wanted.AsSpan(row));
        data.Dataset.ToBatch()["x"].CopyTo(x);
        network.Predict(x, found);
        data.Preparation.Restore(found);
        data.Preparation.Restore(wanted);
        return ([.. found.Select(static f => (double)f)], [.. wanted.Select(static w => (double)w)]);
    }

    private static Dataset Plain(Dataset data)
    {
        var (batch, x, targets) = (data.ToBatch(), new float[data.Rows * 2], new float[data.Rows]);
        batch["x"].CopyTo(x);
        batch["targets"].CopyTo(targets);
        return new Dataset(x, 2, targets, 1);
    }

    private static (Preparation Prepare, Split<PreparedData> Parts) Houses()
    {
        var (text, state) = (new System.Text.StringBuilder("area,age,price\n"), 7u);
        for (var row = 0; row < 203; row++)
        {
            var (area, age) = (50 + 150 * Uniform(ref state), 100 * Uniform(ref state));
            text.Append(CultureInfo.InvariantCulture, $"{area:R},{age:R},{2000 * area:R}\n");
        }
        var parts = Table.ParseCsv(text.ToString()).Target("price").Split(0.8, seed: 1);
        var prepare = Preparation.Fit(parts.Training, static p => p.Standardize().StandardizeTargets());
        return (prepare, prepare.Apply(parts));
    }
}

[Network, Input(2), Dense(7), Tanh, Dense(1), MeanSquaredError]
public sealed partial class HousePrice;
