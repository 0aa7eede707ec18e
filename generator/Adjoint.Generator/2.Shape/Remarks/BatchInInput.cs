using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>
/// A batch in the sizes of an input, as in <c>Input(32, 784)</c>: what PyTorch and Keras print as a shape begins with it. Where the network is wrong as it is and right without that size, that is
/// the mistake; where no layer brings anything together along it, it is probably one.
/// </summary>
internal static class BatchInInput
{
    /// <summary>What to say in place of a network's problem; null where its input has no batch.</summary>
    public static Problem? InPlaceOf(ShapedNetwork wrong, CancellationToken cancellation)
    {
        var declaration = wrong.Declaration;
        var (attribute, input) = Batched(declaration);
        if (input is null || wrong.Problems.IsEmpty || wrong.Problems[0] is not { Place.Attribute: >= 0, Rule: not Rules.ReportedAtFunction } problem)
            return null;
        var without = input with { Shape = [.. input.Shape.Skip(1)] };
        if (!Trial.IsRight(declaration, (word, i) => i == attribute ? without : word, cancellation))
            return null;
        return Problem.Of(Rules.BatchInInput, new SourcePlace(attribute, "shape", 0), Text(input), new TensorShape(input.Shape), input.Shape[0], Text(without)) with
        {
            Cause = problem,
            Remedies = [Remove(attribute, input, without), .. problem.Remedies],
        };
    }

    /// <summary>The hint: every layer treats the positions of the first axis by themselves, up to the outputs.</summary>
    public static IEnumerable<Problem> Check(RemarkContext context)
    {
        var network = context.Network;
        var (attribute, input) = Batched(network.Declaration);
        if (!context.KnowsShapes || input is null || network.Losses.IsEmpty || network.Nodes.IsEmpty)
            yield break;
        var along = new HashSet<int>(network.Inputs);
        foreach (var node in network.Nodes.Where(static node => !node.Inputs.IsEmpty))
        {
            var isAlong = node.Inputs.All(along.Contains) && node.Operator.StepsBefore == 0 && node.Operator is not (StepsOf or Attention)
                && (node.Operator.KeepsPlaces || node.Operator.StepAxis(context.ValueOf(node.Inputs[0]).Shape, context.ValueOf(node.Output).Shape, 0) == 0);
            if (isAlong)
                along.Add(node.Output);
        }
        // A label for each position says that there are positions.
        if (!network.Outputs.All(along.Contains) || network.Losses.Any(static loss => ((LossOperator)loss.Operator).Common is CrossEntropyOptions { PerPosition: true }))
            yield break;
        var without = input with { Shape = [.. input.Shape.Skip(1)] };
        yield return Problem.Of(Rules.BatchLikely, new SourcePlace(attribute, "shape", 0), Text(input), input.Shape[0], Text(without)) with { Remedies = [Remove(attribute, input, without)] };
    }

    /// <summary>The only input, if its first size is one of a batch's and there are others.</summary>
    private static (int Attribute, InputWord? Input) Batched(NetworkDeclaration declaration)
    {
        var inputs = declaration.Words.Select(static (word, i) => (Attribute: i, Input: word as InputWord)).Where(static found => found.Input is not null).ToList();
        return inputs is { Count: 1 } && inputs[0].Input is { Tokens: null, HasLengths: false, Shape.Count: >= 2 } input && IsUsual(input.Shape) && input.Shape[0] != input.Shape[1]
            ? inputs[0]
            : (-1, null);
    }

    /// <summary>Whether the first size is one that batches usually have: a power of two, a multiple of ten, or 1, which of three sizes is more often the channels of an image.</summary>
    private static bool IsUsual(EquatableArray<int> shape) => shape[0] is var size && (size == 1 ? shape.Count != 3 : size >= 8 && ((size & (size - 1)) == 0 || size % 10 == 0));

    private static Remedy Remove(int attribute, InputWord input, InputWord without) =>
        new(FormattableString.Invariant($"Leave out {input.Shape[0]}, the batch"), [new Edit(EditKind.Replace, SourcePlace.Of(attribute), Text(without))]);

    private static string Text(InputWord input) => $"Input({(input.Port is { } port ? $"\"{port}\", " : "")}{Names.Listed(input.Shape)})";
}
