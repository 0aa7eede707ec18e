namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Graphs whose edges differ from row to row, some of them none. n stands for a size, as in <see cref="OperatorSamples"/>.</summary>
internal static class EdgeSamples
{
    public static string[] AtSources { get; } =
    [
        "Input(\"edges\", 7, Edges = 5), Input(\"x\", 5, 3), Dense(n), AtSources(\"edges\"), Tanh, Flatten, Dense(2), MeanSquaredError",
        "Input(\"edges\", 9, Edges = 3), Input(\"x\", 3, 2), AtSources(\"edges\"), As(\"s\"), From(\"x\"), AtTargets(\"edges\"), Concat(\"s\", Axis = -1), Dense(n), Tanh, Aggregate(\"edges\"), Flatten, Dense(2), MeanSquaredError",
    ];

    public static string[] AtTargets { get; } = ["Input(\"edges\", 7, Edges = 5), Input(\"x\", 5, 3), Dense(n), AtTargets(\"edges\"), Tanh, Flatten, Dense(2), MeanSquaredError"];

    public static string[] Aggregate { get; } =
    [
        "Input(\"edges\", 7, Edges = 5), Input(\"x\", 5, 3), Dense(n), AtSources(\"edges\"), Tanh, Aggregate(\"edges\"), Dense(2), MeanSquaredError",
        "Input(\"edges\", 7, Edges = 5), Input(\"x\", 5, 3), Dense(n), AtSources(\"edges\"), Tanh, Aggregate(\"edges\", Mean = true), Dense(2), MeanSquaredError",
        "Input(\"edges\", 9, Edges = 3), Input(\"x\", 3, 2), Dense(4), As(\"h\"), AtSources(\"edges\"), Aggregate(\"edges\", Mean = true), Add(\"h\"), Tanh, Mean(0), Dense(n), MeanSquaredError",
    ];

    public static string[] EdgeSoftmax { get; } =
    [
        "Input(\"edges\", 7, Edges = 5), Input(\"x\", 5, 3), Dense(n), AtSources(\"edges\"), EdgeSoftmax(\"edges\"), Flatten, Dense(2), MeanSquaredError",
        "Input(\"edges\", 7, Edges = 5), Input(\"x\", 5, 3), GraphAttention(4, 2, \"edges\"), Tanh, Dense(n), MeanSquaredError",
        "Input(\"edges\", 9, Edges = 3), Input(\"x\", 3, 2), GraphAttention(3, 2, \"edges\", Concat = false, SelfLoops = false, Bias = false, Slope = 0.1), Flatten, Dense(n), MeanSquaredError",
    ];

    public static string[] Propagate { get; } =
    [
        "Input(\"edges\", 7, Edges = 5), Input(\"x\", 5, 3), Dense(n), Propagate(\"edges\"), Tanh, Dense(2), MeanSquaredError",
        "Input(\"edges\", 7, Edges = 5), Input(\"x\", 5, 3), GraphConv(6, \"edges\"), Tanh, GraphConv(n, \"edges\", Weights = EdgeWeights.Mean, Bias = false), MeanSquaredError",
        "Input(\"edges\", 9, Edges = 3), Input(\"x\", 3, 2), Dense(n), Propagate(\"edges\", Weights = EdgeWeights.Sum, SelfLoops = false), Tanh, Dense(2), MeanSquaredError",
        "Input(\"edges\", 9, Edges = 3), Input(\"x\", 3, 2), Dense(n), Propagate(\"edges\", Weights = EdgeWeights.Mean, SelfLoops = false), Tanh, Sum(0), Dense(2), MeanSquaredError",
        "Input(\"edges\", 9, Edges = 3), Input(\"x\", 3, 2), Dense(n), Propagate(\"edges\", SelfLoops = false), Tanh, Sum(0), Dense(2), MeanSquaredError",
    ];

    public static string[] SelfLoops { get; } =
    [
        "Input(\"edges\", 7, Edges = 5), Input(\"x\", 5, 3), Dense(n), As(\"h\"), From(\"edges\"), SelfLoops, As(\"all\"), From(\"h\"), AtSources(\"all\"), Tanh, Aggregate(\"all\"), Dense(2), MeanSquaredError",
    ];
}
