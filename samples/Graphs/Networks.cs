namespace Graphs;

/// <summary>Kipf and Welling's network: two graph convolutions, and a class for each node.</summary>
[Network, Input("edges", 156, Edges = KarateNetwork.Members), Input("x", KarateNetwork.Members, KarateNetwork.Members)]
[GraphConv(16, "edges"), ReLU, GraphConv(2, "edges")]
[CrossEntropy(PerPosition = true, IgnoreIndex = -1)]
public sealed partial class KarateNetwork
{
    /// <summary>The members of the club.</summary>
    public const int Members = 34;
}

/// <summary>A round of messages: each node reads itself, the sum of its neighbours, and the mean of all nodes, which tells how many are no neighbours.</summary>
[Block, Input("h"), Input("edges")]
[From("h"), Propagate("edges", Weights = EdgeWeights.Sum, SelfLoops = false), Dense("h.features", Bias = false), As("near")]
[From("h"), Mean(0, KeepAxes = true), Dense("h.features", Bias = false), As("all")]
[From("h"), Dense("h.features"), Add("near", "all"), ReLU, Add("h")]
public abstract class Round;

/// <summary>Three rounds, and a class for each node.</summary>
[Network, Input("edges", 380, Edges = Communities.Nodes), Input("x", Communities.Nodes, 2)]
[Dense(16), As("h"), Repeat<Round>(3, From = new[] { "h", "edges" })]
[Dense(2), CrossEntropy(PerPosition = true, IgnoreIndex = -1)]
public sealed partial class CommunityNetwork;
