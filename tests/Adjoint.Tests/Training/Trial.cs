using Adjoint.Data;

namespace Adjoint.Tests.Training;

/// <summary>A new network with rows to work on, whatever the type of its targets.</summary>
internal abstract class Trial
{
    /// <summary>The networks that are tried, by name.</summary>
    public static readonly TheoryData<string> Names =
    [
        nameof(WideClassifier), nameof(WeightedClassifier), nameof(Regressor), nameof(Sequence), nameof(Line), nameof(Tall), nameof(Normalised),
        nameof(Pictures), nameof(SmallLeNet), nameof(Images), nameof(Attention), nameof(CausalBlock),
    ];

    private protected Trial(INetwork<float> network, int rows)
    {
        Network = network;
        Rows = rows;
        X = Values(rows * network.InputSize, seed: 11);
    }

    /// <summary>The network.</summary>
    public INetwork<float> Network { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The inputs.</summary>
    public float[] X { get; }

    /// <summary>Makes the network of a name, with parameters, inputs and targets that depend on nothing else.</summary>
    public static Trial Of(string name, int rows) => name switch
    {
        nameof(WideClassifier) => Classes(new WideClassifier(5), rows),
        nameof(WeightedClassifier) => Classes(new WeightedClassifier(5), rows),
        nameof(Regressor) => Numbers(new Regressor(5), rows),
        nameof(Sequence) => Numbers(new Sequence(5), rows),
        nameof(Line) => Numbers(new Line(5), rows),
        nameof(Normalised) => Classes(new Normalised(5), rows),
        nameof(Pictures) => Classes(new Pictures(5), rows),
        nameof(SmallLeNet) => Classes(new SmallLeNet(5), rows),
        nameof(Attention) => Classes(new Attention(5), rows),
        nameof(CausalBlock) => Classes(new CausalBlock(5), rows),
        nameof(Images) => Numbers(new Images(5), rows),
        nameof(Tall) => Numbers(new Tall(5), rows),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such network."),
    };

    /// <summary>Numbers from −1 to 1.</summary>
    public static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
    }

    public float[] Predict()
    {
        var y = new float[Rows * Network.OutputSize];
        Predict(y);
        return y;
    }

    public void Predict(float[] y) => Network.Predict(X, y);

    public abstract float Loss();

    public abstract float Gradient(float[] gradient);

    public abstract float TrainStep(Optimizer optimizer);

    public abstract float TrainStepOnBatch(Optimizer optimizer);

    private static Trial<int> Classes(ITrainableNetwork<float> network, int rows)
    {
        var random = new Random(12);
        var labels = Enumerable.Range(0, rows).Select(_ => random.Next(network.OutputSize)).ToArray();
        return new(network, labels, static (x, features, targets, _) => new Dataset(x, features, targets));
    }

    private static Trial<float> Numbers(ITrainableNetwork<float> network, int rows)
    {
        var targets = Array.ConvertAll(Values(rows * network.OutputSize, seed: 13), Math.Abs);
        return new(network, targets, static (x, features, targets, count) => new Dataset(x, features, targets, count));
    }
}

/// <inheritdoc/>
internal sealed class Trial<TTarget> : Trial
    where TTarget : unmanaged
{
    private readonly ITrainableNetwork<float> network;
    private readonly TTarget[] targets;
    private readonly Func<float[], int, TTarget[], int, Dataset> dataset;
    private MiniBatches? batches;

    public Trial(ITrainableNetwork<float> network, TTarget[] targets, Func<float[], int, TTarget[], int, Dataset> dataset)
        : base(network, targets.Length / (typeof(TTarget) == typeof(int) ? 1 : network.OutputSize))
    {
        this.network = network;
        this.targets = targets;
        this.dataset = dataset;
    }

    /// <summary>The targets.</summary>
    public TTarget[] Targets => targets;

    public override float Loss() => network.Loss(X, targets);

    public override float Gradient(float[] gradient) => network.Gradient(X, targets, gradient);

    public override float TrainStep(Optimizer optimizer) => network.TrainStep(X, targets, optimizer);

    /// <summary>The same step from a batch that holds all rows in order.</summary>
    public override float TrainStepOnBatch(Optimizer optimizer)
    {
        var loss = float.NaN;
        batches ??= new MiniBatches(dataset(X, network.InputSize, targets, network.OutputSize), Rows, shuffle: false);
        foreach (var batch in batches.Epoch(0))
            loss = network.TrainStep(batch, optimizer);
        return loss;
    }
}
