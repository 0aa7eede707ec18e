using System.ComponentModel;

namespace Adjoint;

/// <summary>
/// The tensors of a network in the order of its layers. They fill its parameter block without gaps: the trained ones first, then the frozen ones, then the statistics that
/// training keeps.
/// </summary>
public sealed class ParameterLayout
{
    /// <summary>Describes a network's parameter block.</summary>
    /// <param name="network">The network's name, for messages.</param>
    /// <param name="parameters">The tensors in order.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ParameterLayout(string network, params ParameterInfo[] parameters)
    {
        Network = network;
        Parameters = parameters;
        foreach (var parameter in parameters)
        {
            Total += parameter.Length;
            Count += parameter.IsTrained ? parameter.Length : 0;
            Statistics += parameter.Role == ParameterRole.Statistic ? parameter.Length : 0;
        }
    }

    /// <summary>The network's name.</summary>
    public string Network { get; }

    /// <summary>The tensors in order.</summary>
    public IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary>The number of trained values: the length of a gradient.</summary>
    public int Count { get; }

    /// <summary>The number of values of the statistics that training keeps; they are the last of the block.</summary>
    internal int Statistics { get; }

    /// <summary>The number of values of all tensors together.</summary>
    public int Total { get; }
}
