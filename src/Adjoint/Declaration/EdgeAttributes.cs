namespace Adjoint;

/// <summary>How a layer weighs what comes to a node along its edges.</summary>
public enum EdgeWeights
{
    /// <summary>Each edge from s to t counts <c>1/√(d_s d_t)</c>, d the number of edges into a node: the normalisation of Kipf and Welling (2017).</summary>
    Symmetric,

    /// <summary>Each edge to t counts <c>1/d_t</c>: the mean of a node's neighbours.</summary>
    Mean,

    /// <summary>Each edge counts 1: the sum over a node's neighbours.</summary>
    Sum,
}

/// <summary>A line of a declaration that reads the edges of a graph: an input that is declared with <see cref="InputAttribute.Edges"/>.</summary>
public abstract class EdgeLayerAttribute : NamedLayerAttribute
{
    private protected EdgeLayerAttribute(string edges) => Edges = edges;

    /// <summary>The name of the edges.</summary>
    public string Edges { get; }
}

/// <summary>
/// For each edge, what is at the node that it leaves: <c>y_e = x_s(e)</c>, [nodes, features] to [edges, features]; 0 where there is no edge.
/// </summary>
/// <param name="edges">The name of the edges.</param>
public sealed class AtSourcesAttribute(string edges) : EdgeLayerAttribute(edges);

/// <summary>
/// For each edge, what is at the node that it enters: <c>y_e = x_t(e)</c>, [nodes, features] to [edges, features]; 0 where there is no edge.
/// </summary>
/// <param name="edges">The name of the edges.</param>
public sealed class AtTargetsAttribute(string edges) : EdgeLayerAttribute(edges);

/// <summary>
/// For each node, the sum of what the edges bring that enter it, <c>y_n = Σ x_e</c> over t(e) = n, or with <see cref="Mean"/> their mean: [edges, features] to [nodes, features];
/// 0 for a node that no edge enters.
/// </summary>
/// <param name="edges">The name of the edges.</param>
public sealed class AggregateAttribute(string edges) : EdgeLayerAttribute(edges)
{
    /// <summary>Whether the sum is divided by the number of edges that enter the node. False by default.</summary>
    [Flag]
    public object Mean { get; set; } = false;
}

/// <summary>
/// For each edge, its share among the edges into the same node: <c>y_e = exp(x_e) / Σ exp(x_f)</c> over t(f) = t(e), feature by feature; 0 where there is no edge. The shape stays [edges,
/// features].
/// </summary>
/// <param name="edges">The name of the edges.</param>
public sealed class EdgeSoftmaxAttribute(string edges) : EdgeLayerAttribute(edges);

/// <summary>
/// One step along the edges, <c>y = Â x</c>: for each node the weighted sum of what is at the nodes from which edges enter it, [nodes, features] to [nodes, features]. Nothing is trained.
/// </summary>
/// <param name="edges">The name of the edges.</param>
public sealed class PropagateAttribute(string edges) : EdgeLayerAttribute(edges)
{
    /// <summary>How edges count; symmetric by default.</summary>
    public EdgeWeights Weights { get; set; }

    /// <summary>Whether each node has one edge to itself in addition to the others, whether or not the graph has one already. True by default.</summary>
    [Flag]
    public object SelfLoops { get; set; } = true;
}

/// <summary>
/// The current value, edges, with one edge from each node to itself: those that are there are replaced. Edges of n nodes become n more.
/// </summary>
public sealed class SelfLoopsAttribute : NamedLayerAttribute;

/// <summary>
/// A graph convolution: <c>y = Â x Wᵀ + b</c>, [nodes, features] to [nodes, width]. <c>Â_ts = 1/√(d_t d_s)</c> for each edge from s to t and each node's edge
/// to itself, with d the number of edges into a node. Source: Kipf and Welling, Semi-supervised classification with graph convolutional networks (2017).
/// Semantics and tensors (<c>lin.weight</c>, <c>bias</c>) are those of PyTorch Geometric's GCNConv.
/// </summary>
public sealed class GraphConvAttribute : EdgeLayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="width">The features of a node after the layer; at least 1.</param>
    /// <param name="edges">The name of the edges.</param>
    public GraphConvAttribute([Size] int width, string edges)
        : base(edges) => Width = width;

    /// <summary>Declares the layer.</summary>
    /// <param name="width">The features of a node after the layer, as an expression: see <see cref="SizeAttribute"/>.</param>
    /// <param name="edges">The name of the edges.</param>
    public GraphConvAttribute([Size] string width, string edges)
        : base(edges) => Width = width;

    /// <summary>The features of a node after the layer: a number or an expression.</summary>
    public object Width { get; }

    /// <summary>How edges count; symmetric by default.</summary>
    public EdgeWeights Weights { get; set; }

    /// <summary>Whether each node has one edge to itself. True by default.</summary>
    [Flag]
    public object SelfLoops { get; set; } = true;

    /// <summary>Whether b is added, at first 0. True by default.</summary>
    [Flag]
    public object Bias { get; set; } = true;

    /// <summary>Whether all parameters stay as they are: see <see cref="ParameterizedLayerAttribute.Frozen"/>. False by default.</summary>
    public bool Frozen { get; set; }
}

/// <summary>
/// Graph attention: with h = W x, node t gathers <c>Σ α_ts h_s</c> over the edges from s, <c>α_ts</c> the softmax over these of <c>LeakyReLU(a_srcᵀ h_s +
/// a_dstᵀ h_t)</c>, head by head; plus b. [nodes, features] becomes [nodes, heads · width]. Source: Veličković et al., Graph attention networks (2018).
/// Semantics and tensors (<c>lin.weight</c>, <c>att_src</c>, <c>att_dst</c>, <c>bias</c>) are those of PyTorch Geometric's GATConv.
/// </summary>
public sealed class GraphAttentionAttribute : EdgeLayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="width">The features of a head; at least 1.</param>
    /// <param name="heads">The number of heads; at least 1.</param>
    /// <param name="edges">The name of the edges.</param>
    public GraphAttentionAttribute([Size] int width, [Size] int heads, string edges)
        : base(edges) => (Width, Heads) = (width, heads);

    /// <summary>Declares the layer.</summary>
    /// <param name="width">The features of a head, as an expression: see <see cref="SizeAttribute"/>.</param>
    /// <param name="heads">The number of heads, as an expression.</param>
    /// <param name="edges">The name of the edges.</param>
    public GraphAttentionAttribute([Size] string width, [Size] string heads, string edges)
        : base(edges) => (Width, Heads) = (width, heads);

    /// <summary>The features of a head: a number or an expression.</summary>
    public object Width { get; }

    /// <summary>The number of heads: a number or an expression.</summary>
    public object Heads { get; }

    /// <summary>Whether the heads are concatenated; else their mean is taken, [nodes, width]. True by default.</summary>
    [Flag]
    public object Concat { get; set; } = true;

    /// <summary>The slope of LeakyReLU below 0; 0.2 by default.</summary>
    [Number]
    public object Slope { get; set; } = 0.2f;

    /// <summary>The share of α that training drops, at least 0 and below 1; 0 by default.</summary>
    [Number]
    public object Dropout { get; set; } = 0f;

    /// <summary>Whether each node has one edge to itself. True by default.</summary>
    [Flag]
    public object SelfLoops { get; set; } = true;

    /// <summary>Whether b is added, at first 0. True by default.</summary>
    [Flag]
    public object Bias { get; set; } = true;

    /// <summary>Whether all parameters stay as they are: see <see cref="ParameterizedLayerAttribute.Frozen"/>. False by default.</summary>
    public bool Frozen { get; set; }
}
