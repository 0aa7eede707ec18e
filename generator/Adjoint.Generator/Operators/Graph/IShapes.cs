using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>The graph that is being built, as the shape rules of operators see it.</summary>
internal interface IShapes
{
    /// <summary>What the network computes in.</summary>
    Precision Precision { get; }

    /// <summary>What weights are drawn from where their layer does not say.</summary>
    InitOptions Init { get; }

    /// <summary>The network's tensors.</summary>
    ParameterList Parameters { get; }

    /// <summary>What the names of the layers begin with that are read now.</summary>
    string Prefix { get; }

    /// <summary>The layer of the library's that the layers are parts of which are read now; null outside of one.</summary>
    string? WholeLayer { get; }

    /// <summary>The layer whose tensors a layer in a use of a block shares; null where it has its own.</summary>
    string? TensorOwnerOf(string layer);

    /// <summary>Whether anything is wrong so far.</summary>
    bool HasProblems { get; }

    /// <summary>A name that no value has yet: this one, or it with a number.</summary>
    string FreeName(string name);

    /// <summary>The node that computes a value; null for an input.</summary>
    Node? MakerOf(Value value);

    /// <summary>The value of a number.</summary>
    Value ValueAt(int id);

    /// <summary>Adds a value that only one node knows; returns its number.</summary>
    int AddIntermediate(string symbol, TensorShape shape);

    /// <summary>Notes a problem.</summary>
    void Report(Problem problem);

    /// <summary>Notes a problem, and what mends it.</summary>
    void ReportWith(EquatableArray<Remedy> remedies, string rule, SourcePlace place, params object[] words);
}
