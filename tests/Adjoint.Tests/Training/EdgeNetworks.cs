namespace Adjoint.Tests.Training;

[Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), VerifyGradients]
[Input("edges", 11, Edges = 7), Input("x", 7, 3), GraphConv(5, "edges", Name = "conv"), Tanh, GraphAttention(3, 2, "edges"), Mean(0), Dense(2), MeanSquaredError]
public sealed partial class OfGraphs;

[Network, Input("edges", 11, Edges = 7), Input("x", 7, 3), GraphConv(5, "edges", Name = "conv")]
public sealed partial class Convolved;

[Network, Input("edges", 11, Edges = 7), Input("x", 7, 3), GraphAttention(4, 2, "edges", Name = "att")]
public sealed partial class AttendedAlongEdges;

[Network, Input("edges", 11, Edges = 7), Input("x", 7, 3, Lengths = true), GraphConv(5, "edges"), Tanh, GraphAttention(2, 2, "edges"), Tanh, Mean(0), Dense(2), MeanSquaredError]
public sealed partial class OfSevenNodesAtMost;

[Network, Input("edges", 4, Edges = 4), Input("x", 4, 3), GraphConv(5, "edges"), Tanh, GraphAttention(2, 2, "edges"), Tanh, Mean(0), Dense(2), MeanSquaredError]
public sealed partial class OfFourNodes;

[Network(Precision = Precision.Double), Input("edges", 11, Edges = 7), Input("x", 7, 3), Propagate("edges"), AtSources("edges"), EdgeSoftmax("edges"), Aggregate("edges", Mean = true)]
public sealed partial class EachStepOfEdges;
