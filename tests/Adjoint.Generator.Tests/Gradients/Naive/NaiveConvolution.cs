using System.Runtime.CompilerServices;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>
/// Convolutions of one row by the sums of PyTorch's documentation, with missing axes taken for axes of one position. The products of the sums are listed
/// once a layer: which output, which weight, which input.
/// </summary>
internal sealed class NaiveConvolution
{
    private static readonly ConditionalWeakTable<Node, NaiveConvolution> Known = [];

    private readonly Node node;
    private readonly TensorShape input;
    private readonly TensorShape output;
    private readonly int missing;
    private readonly (int Output, int Weight, int Input)[] products;
    private readonly int[] channels;

    private NaiveConvolution(Node node, TensorShape input, TensorShape output)
    {
        (this.node, this.input, this.output, missing) = (node, input, output, 4 - input.Rank);
        channels = [.. Cells(output).Select(cell => cell.Channel)];
        products = [.. node.Use().Operator == "ConvTranspose2D" ? TransposedProducts() : Products()];
    }

    private int Groups => node.Use().Int("Groups", 1);

    /// <param name="node">The layer.</param>
    /// <param name="input">The shape of its input.</param>
    /// <param name="output">The shape of its output.</param>
    public static NaiveConvolution Of(Node node, TensorShape input, TensorShape output) => Known.GetValue(node, _ => new(node, input, output));

    /// <summary>The output: the bias of each channel, and the sum of its products.</summary>
    public T[] Apply<T>(T[] x, Func<int, T> weight, Func<int, T> bias)
        where T : struct, IReal<T>
    {
        T[] y = [.. channels.Select(bias)];
        foreach (var (o, w, i) in products)
            y[o] += weight(w) * x[i];
        return y;
    }

    /// <summary>y[o, p] = b[o] + Σ w[o, c, k] x[c, s p − P + d k] over the channels c of the output's group.</summary>
    private IEnumerable<(int Output, int Weight, int Input)> Products()
    {
        var (inputs, outputs) = (input.Sizes[0] / Groups, output.Sizes[0] / Groups);
        return
            from cell in Cells(output)
            from c in Enumerable.Range(0, inputs)
            from k in Taps()
            let at = Position(cell.Position, k)
            where at is not null
            select (Index(output, cell.Channel, cell.Position), Weight(cell.Channel * inputs + c, k), Index(input, cell.Channel / outputs * inputs + c, at));
    }

    /// <summary>y[o, s p − P + d k] = b[o] + Σ w[c, o, k] x[c, p] over the channels c of the output's group.</summary>
    private IEnumerable<(int Output, int Weight, int Input)> TransposedProducts()
    {
        var (inputs, outputs) = (input.Sizes[0] / Groups, output.Sizes[0] / Groups);
        return
            from cell in Cells(input)
            from o in Enumerable.Range(0, outputs)
            from k in Taps()
            let at = Enumerable.Range(0, 3).Select(axis => cell.Position[axis] * Option("Stride", axis, 1) - Padding(axis) + k[axis] * Option("Dilation", axis, 1)).ToArray()
            where Enumerable.Range(0, 3).All(axis => at[axis] >= 0 && at[axis] < Size(output, axis))
            select (Index(output, cell.Channel / inputs * outputs + o, at), Weight(cell.Channel * outputs + o, k), Index(input, cell.Channel, cell.Position));
    }

    private int Weight(int pair, int[] k) => (pair * Kernel(0) + k[0]) * Kernel(1) * Kernel(2) + k[1] * Kernel(2) + k[2];

    /// <summary>Channel and position of every value of a shape, in its order.</summary>
    private IEnumerable<(int Channel, int[] Position)> Cells(TensorShape shape) =>
        from c in Enumerable.Range(0, shape.Sizes[0])
        from p in Grid([.. Enumerable.Range(0, 3).Select(axis => Size(shape, axis))])
        select (c, p);

    private IEnumerable<int[]> Taps() => Grid([Kernel(0), Kernel(1), Kernel(2)]);

    private static IEnumerable<int[]> Grid(int[] sizes) =>
        from z in Enumerable.Range(0, sizes[0])
        from y in Enumerable.Range(0, sizes[1])
        from x in Enumerable.Range(0, sizes[2])
        select new[] { z, y, x };

    /// <summary>Where a tap reads; null where it reads a zero.</summary>
    private int[]? Position(int[] output, int[] tap)
    {
        var at = new int[3];
        for (var axis = 0; axis < 3; axis++)
        {
            at[axis] = output[axis] * Option("Stride", axis, 1) - Padding(axis) + tap[axis] * Option("Dilation", axis, 1);
            var size = Size(input, axis);
            if (at[axis] >= 0 && at[axis] < size)
                continue;
            switch ((PaddingMode)node.Use().Int("PaddingMode"))
            {
                case PaddingMode.Reflect:
                    at[axis] = at[axis] < 0 ? -at[axis] : 2 * (size - 1) - at[axis];
                    break;
                case PaddingMode.Replicate:
                    at[axis] = Math.Clamp(at[axis], 0, size - 1);
                    break;
                case PaddingMode.Circular:
                    at[axis] = (at[axis] + size) % size;
                    break;
                default:
                    return null;
            }
        }
        return at;
    }

    private int Index(TensorShape shape, int channel, int[] p) => ((channel * Size(shape, 0) + p[0]) * Size(shape, 1) + p[1]) * Size(shape, 2) + p[2];

    private int Size(TensorShape shape, int axis) => axis < missing ? 1 : shape.Sizes[1 + axis - missing];

    private int Kernel(int axis) => Option("Kernel", axis, 1);

    private int Padding(int axis) => node.Use().Bool("Same") && axis >= missing ? Option("Dilation", axis, 1) * (Kernel(axis) - 1) / 2 : Option("Padding", axis, 0);

    private int Option(string name, int axis, int neutral)
    {
        if (axis < missing)
            return neutral;
        var list = node.Use().Ints(name + "s");
        return list.IsEmpty ? node.Use().Int(name, neutral) : list[axis - missing];
    }
}
