using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Lower;

/// <summary>What operands lie in.</summary>
internal static class OperandBuffers
{
    /// <summary>What identifies the memory of an operand: that of the value which it is another shape of.</summary>
    public static BufferKey Of(EquatableArray<Alias> aliases, Operand operand)
    {
        var id = operand.Id;
        if (operand.Kind is OperandKind.Value or OperandKind.Gradient)
        {
            while (aliases.FirstOrDefault(a => a.Value == id) is { } alias)
                id = alias.Of;
        }
        return operand.Key with { Id = id };
    }

    /// <summary>Whether an operand needs memory of its own for each row, or for those that pass together.</summary>
    public static bool IsOfRows(BufferKey key) =>
        key.Kind is OperandKind.Value or OperandKind.Gradient or OperandKind.GradientPart or OperandKind.RowGradient || key.Buffer is { Extent: not Extent.Batch };

    /// <summary>Whether an operand needs memory once for a batch.</summary>
    public static bool IsOfBatch(BufferKey key) => key.Buffer is { Extent: Extent.Batch };

    /// <summary>What a call writes; its last operand at least.</summary>
    public static IEnumerable<Operand> Written(KernelCall call) => call.Operands.Where((o, i) => o.Writes || i == call.Operands.Count - 1);
}
