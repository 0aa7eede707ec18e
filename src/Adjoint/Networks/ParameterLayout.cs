namespace Adjoint;

/// <summary>The tensors of a network in the order in which they lie in its parameter block, without gaps.</summary>
public sealed class ParameterLayout
{
    /// <summary>Describes a network's parameter block.</summary>
    /// <param name="network">The network's name, for messages.</param>
    /// <param name="parameters">The tensors in order; each starts where the one before ends.</param>
    public ParameterLayout(string network, params ParameterInfo[] parameters)
    {
        Network = network;
        Parameters = parameters;
        foreach (var parameter in parameters)
            Count += parameter.Length;
    }

    /// <summary>The network's name.</summary>
    public string Network { get; }

    /// <summary>The tensors in order.</summary>
    public IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary>The number of values of all tensors together.</summary>
    public int Count { get; }
}
