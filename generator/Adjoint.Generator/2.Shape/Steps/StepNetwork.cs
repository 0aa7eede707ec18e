using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>
/// A network that takes one step of a sequence at a time: a network of its own with the same parameters. What a step reads of those before it, such as the states of a loop,
/// comes in and goes out next to its inputs and outputs.
/// </summary>
/// <param name="Network">The network. Its inputs are the steps of the declared one's, then the step's number, if it is read, then the states; its outputs are those of a step, then the next states.</param>
/// <param name="Length">The steps that the declared network reads at once.</param>
/// <param name="States">The names of the states, those of loops first.</param>
/// <param name="ReadsNumber">Whether some layer reads the step's number.</param>
/// <param name="Kept">How many of the states, the last ones, are written where they lie, and do not go out.</param>
/// <param name="Most">The steps that there is room for; null where there is no end.</param>
/// <param name="Before">For each input, and then for each output, the numbers before the axis of the steps; 0 where the value has none.</param>
internal sealed record StepNetwork(ShapedNetwork Network, int Length, EquatableArray<string> States, bool ReadsNumber, int Kept, int? Most, EquatableArray<int> Before)
{
    /// <summary>The steps of a network that has been shaped; else what stands in the way.</summary>
    public static (StepNetwork? Found, Problem? Problem) Of(ShapedNetwork network)
    {
        // Sequences have their steps first, or last, behind channels. Which of the two it is, the layers say: what is told of the mistake is what the longer way met.
        var steps = new[] { 0, -1 }.Select(axis => new StepBuilder(network, axis)).ToList();
        var best = steps.Find(static s => s.Refused is null) ?? (steps[1].Read > steps[0].Read ? steps[1] : steps[0]);
        return best.Refused is null ? (best.Build(), null) : (null, best.Refused);
    }

    /// <summary>The numbers of one step of an input.</summary>
    public int InputSize(int input) => Network.Values[Network.Inputs[input]].Size;

    /// <summary>The numbers of one step of an output.</summary>
    public int OutputSize(int output) => Network.Values[Network.Outputs[output]].Size;
}
