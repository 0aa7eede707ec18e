using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>What the naive interpreter reads of a generated network, whatever it computes in.</summary>
/// <param name="shaped">The network.</param>
/// <param name="text">The declaration, for messages.</param>
/// <param name="seed">The seed that the instance was made with.</param>
internal abstract class AnySubject(ShapedNetwork shaped, string text, long seed)
{
    public ShapedNetwork Shaped => shaped;

    public string Text => text;

    public long Seed => seed;

    /// <summary>The masks of dropout that the interpreter has asked for, by step, layer and block of lanes: it asks for each many times.</summary>
    public Dictionary<(long Step, string Layer, long Block), double[]> Masks { get; } = [];

    /// <summary>The number of trained values.</summary>
    public abstract int ParameterCount { get; }

    public abstract int InputSize { get; }

    public abstract int OutputSize { get; }

    public abstract bool TakesLabels { get; }

    /// <summary>Whether its only input is tokens.</summary>
    public bool TakesTokens => shaped.Inputs is [var input] && shaped.Values[input].Tokens > 0;

    /// <summary>The outputs of a row that have a label each: 1, or the positions.</summary>
    public int Positions => shaped.Losses.Count > 0 && shaped.Losses[0].Operator is LossOperator loss ? loss.Positions(shaped.Values[shaped.Losses[0].Inputs[0]].Shape) : 1;

    /// <summary>The classes of a label.</summary>
    public int Classes =>
        shaped.Losses is [{ Operator: LossOperator loss } node, ..] && LabelShape.Of(loss.Common.Target, shaped.Values[node.Inputs[0]].Shape) is { } labels
            ? labels.Classes
            : OutputSize / Positions;

    /// <summary>Whether a parameter belongs to the row of a table that is not trained.</summary>
    public bool IsPadding(int parameter) => shaped.Parameters.Any(p =>
        p.PaddingRow is { } row && parameter - p.Offset is var at && at >= 0 && at < p.Length && at / p.Shape.Last == row);

    public abstract long TrainingStep { get; set; }

    /// <summary>All values of the parameter block: behind those that are trained, those that are not.</summary>
    public double[] Block
    {
        get
        {
            var block = new double[shaped.Parameters.Sum(tensor => tensor.Length)];
            for (var i = 0; i < shaped.Parameters.Count; i++)
            {
                var (values, place) = (Values(i, shaped.Parameters[i].Length), Places(shaped.Parameters[i]));
                for (var j = 0; j < values.Length; j++)
                    block[place(j)] = values[j];
            }
            return block;
        }
    }

    /// <summary>Sets one tensor of the parameters from the row-major order of its shape.</summary>
    public abstract void Set(Parameter tensor, IReadOnlyList<double> values);

    /// <summary>The tensor and the position in it of a parameter, for messages.</summary>
    public string NameOf(int parameter)
    {
        var tensor = shaped.Parameters.Last(p => p.Offset <= parameter);
        return $"{tensor.Name}[{parameter - tensor.Offset}]";
    }

    /// <summary>Gives the parameters a size at which activations are bent but not flat.</summary>
    public void Draw(Random random)
    {
        // Variances are positive.
        foreach (var tensor in shaped.Parameters)
        {
            Set(tensor, [.. Enumerable.Range(0, tensor.Length).Select(_ => tensor.IsTrained ? 2 / Math.Sqrt(tensor.FanIn) * (2 * random.NextDouble() - 1) : 0.5 + random.NextDouble())]);
        }
    }

    /// <summary>Where the block has the values of a tensor, in an order that does not depend on how it is stored: input-major where it has outputs, else that of its shape.</summary>
    public static IEnumerable<int> InputMajor(Parameter tensor)
    {
        var (place, outputs) = (Places(tensor), tensor.OutputsTogether > 1 ? tensor.Shape.Sizes[0] : 1);
        var inputs = tensor.Length / outputs;
        return Enumerable.Range(0, tensor.Length).Select(i => place(i % outputs * inputs + i / outputs));
    }

    /// <summary>A gradient, or the parameters, with the numbers of each tensor in that order.</summary>
    public T[] InputMajor<T>(ReadOnlySpan<T> numbers)
    {
        var ordered = numbers.ToArray();
        foreach (var tensor in shaped.Parameters.Where(tensor => tensor.Offset + tensor.Length <= ordered.Length))
        {
            var next = tensor.Offset;
            foreach (var place in InputMajor(tensor))
                ordered[next++] = numbers[place];
        }
        return ordered;
    }

    /// <summary>The values of one tensor, in the row-major order of its shape.</summary>
    protected abstract double[] Values(int tensor, int length);

    /// <summary>Where the block has the values of a tensor, by their row-major indices.</summary>
    public static Func<int, int> Places(Parameter tensor)
    {
        var (offset, together) = (tensor.Offset, tensor.OutputsTogether);
        if (together == 1)
            return index => offset + index;
        // Groups of so many outputs, the last of those that are left; each has the outputs of an input side by side.
        var (outputs, inputs) = (tensor.Shape.Sizes[0], tensor.Length / tensor.Shape.Sizes[0]);
        return index =>
        {
            var (group, output) = Math.DivRem(index / inputs, together);
            return offset + group * together * inputs + index % inputs * Math.Min(together, outputs - group * together) + output;
        };
    }
}
