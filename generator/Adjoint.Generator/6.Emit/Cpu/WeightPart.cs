using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>A part of a dense layer's weight in which all numbers lie by one rule: groups of equally many outputs, one behind the other.</summary>
/// <param name="First">The first output.</param>
/// <param name="Count">The number of groups; 0 where the method is told it.</param>
/// <param name="Size">The outputs of a group.</param>
/// <param name="Start">Where the part begins in the weight.</param>
/// <param name="ByResult">How far apart the weights of two neighbouring numbers of the result are, within a group.</param>
/// <param name="ByTerm">How far apart those of two neighbouring terms of a sum are, within a group.</param>
/// <param name="ByGroup">How far apart two groups are.</param>
internal sealed record WeightPart(int First, int Count, int Size, int Start, int ByResult, int ByTerm, int ByGroup)
{
    /// <summary>Whether there are several groups.</summary>
    public bool HasGroups => Count != 1;
}

/// <summary>The parts of a dense layer's weight: the whole groups, and the outputs that are left over.</summary>
internal static class WeightParts
{
    /// <summary>For sums over the inputs, whose results are the outputs.</summary>
    public static EquatableArray<WeightPart> OverOutputs(DenseKernel kernel) => Of(kernel, static (byOutput, byInput) => (byOutput, byInput));

    /// <summary>For sums over the outputs, whose results belong to the inputs.</summary>
    public static EquatableArray<WeightPart> OverInputs(DenseKernel kernel) => Of(kernel, static (byOutput, byInput) => (byInput, byOutput));

    private static EquatableArray<WeightPart> Of(DenseKernel kernel, Func<int, int, (int Result, int Term)> roles)
    {
        if (kernel.IsTable)
            return [Part(0, 1, kernel.Out, byOutput: kernel.In, byInput: 1)];
        var groups = kernel.Grouped / kernel.Together;
        List<WeightPart> parts = [];
        if (groups > 0)
            parts.Add(Part(0, groups, kernel.Together, byOutput: 1, byInput: kernel.Together));
        if (kernel.Rest > 0)
            parts.Add(Part(kernel.Grouped, 1, kernel.Rest, byOutput: 1, byInput: kernel.Rest));
        return parts.ToEquatableArray();

        WeightPart Part(int first, int count, int size, int byOutput, int byInput) =>
            roles(byOutput, byInput) is var by ? new(first, count, size, first * kernel.In, by.Result, by.Term, size * kernel.In) : null!;
    }
}
