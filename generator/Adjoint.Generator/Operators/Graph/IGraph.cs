namespace Adjoint.Generator.Operators;

/// <summary>A graph as its operators see it.</summary>
internal interface IGraph
{
    /// <summary>All values; the position is the value's number.</summary>
    EquatableArray<Value> Values { get; }

    /// <summary>The losses.</summary>
    EquatableArray<Node> Losses { get; }

    /// <summary>The tensors; the position is the tensor's number.</summary>
    EquatableArray<Parameter> Parameters { get; }
}
