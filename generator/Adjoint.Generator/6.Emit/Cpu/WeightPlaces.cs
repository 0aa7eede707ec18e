using Adjoint.Generator.Kernels;
using static Adjoint.Generator.Emit.Pointer;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>Where a tile of a dense layer's weight lies: some inputs i of some vectors of outputs, from output o on. Each pointer is to the first input's weights.</summary>
/// <param name="kernel">The layer.</param>
/// <param name="first">The first output, or one that lies in the same part of the weight.</param>
/// <param name="outputs">The number of outputs.</param>
/// <param name="lanes">The outputs of a vector.</param>
internal sealed class WeightPlaces(DenseKernel kernel, int first, int outputs, int lanes)
{
    private readonly bool hasGroups = first < kernel.Grouped, hasRest = first + outputs > kernel.Grouped && kernel.Rest > 0 && (first >= kernel.Grouped || outputs > kernel.Together);

    /// <summary>The pointers' names and places, to be declared.</summary>
    public string Pointers => string.Join(", ", [.. hasGroups ? [$"r = &dw[{Grouped}]"] : Array.Empty<string>(), .. hasRest ? [$"{Narrow} = &dw[{Rest}]"] : Array.Empty<string>()]);

    /// <summary>The address of a vector of outputs of an input.</summary>
    public string Of(int input, int vector)
    {
        var output = vector * lanes;
        return hasRest && first + output >= kernel.Grouped
            ? At(Narrow, input * kernel.Rest + output - Math.Max(0, kernel.Grouped - first))
            : At("r", output / kernel.Together * kernel.Together * kernel.In + input * kernel.Together + output % kernel.Together);
    }

    /// <summary>The pointer to the group that is narrower than the others.</summary>
    private string Narrow => hasGroups ? "s" : "r";

    // Output o of a whole group: the groups before it, the inputs before i, and the outputs before it in the group.
    private string Grouped => outputs < kernel.Together
        ? $"o / {kernel.Together} * {kernel.Together * kernel.In} + i * {kernel.Together} + o % {kernel.Together}"
        : $"o * {kernel.In} + i * {kernel.Together}";

    private string Rest
    {
        get
        {
            var before = kernel.Grouped * (kernel.In - 1);
            return hasGroups ? $"i * {kernel.Rest} + {kernel.Grouped * kernel.In}" : $"i * {kernel.Rest} + o{Plus(before)}";
        }
    }
}
