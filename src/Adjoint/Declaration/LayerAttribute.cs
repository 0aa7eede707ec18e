namespace Adjoint;

/// <summary>One line of a network's declaration: an input, a layer, an activation or a loss. Shapes never include the batch.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute;

/// <summary>A line of a declaration that may carry a name of its own.</summary>
public abstract class NamedLayerAttribute : LayerAttribute
{
    /// <summary>The layer's name in the generated views and in saved files; by default the operator's name and a number, such as <c>dense1</c>.</summary>
    public string? Name { get; set; }
}

/// <summary>A line of a declaration that has parameters of its own.</summary>
public abstract class ParameterizedLayerAttribute : NamedLayerAttribute
{
    /// <summary>The name of a layer above whose parameters this one uses too: there is one set of them, and its gradient is the sum of both uses.</summary>
    public string? SharedWith { get; set; }

    /// <summary>
    /// Whether the parameters stay as they are: no gradient of theirs is computed, and no optimizer keeps or changes anything of theirs. They keep their
    /// place in files. As with PyTorch's <c>requires_grad = False</c>, batch normalisation goes on to use each batch's own statistics in training, and
    /// its running statistics, which are not parameters, go on to follow them.
    /// </summary>
    public bool Frozen { get; set; }
}

/// <summary>A line of a declaration whose weights are drawn when a network is constructed.</summary>
public abstract class WeightedLayerAttribute : ParameterizedLayerAttribute
{
    /// <summary>How the weights are drawn: by default as <see cref="NetworkAttribute.Init"/> says, and where that says nothing as PyTorch draws them for this kind of layer.</summary>
    public Initializer Init { get; set; }

    /// <summary>
    /// The standard deviation of <see cref="Initializer.Normal"/> and <see cref="Initializer.TruncatedNormal"/>; 0 or more. Written without <see cref="Init"/> it means
    /// <see cref="Initializer.Normal"/>.
    /// </summary>
    [Number]
    public object Deviation { get; set; } = 0f;
}
