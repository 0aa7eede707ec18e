using System.Numerics;
using Adjoint.Data;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>Squares to be made least: f as a function of x, and its Jacobian J.</summary>
internal interface IResiduals
{
    /// <summary>The components of f.</summary>
    int Count { get; }

    /// <summary>f at a point.</summary>
    double[] At(double[] point);

    /// <summary>J at the point that was last asked for, some rows at a time: each row of J, and after it the component of f.</summary>
    void Rows(Action<double[], int> take);
}

/// <summary>
/// The residuals of a network whose losses are means of squares, each scaled so that the sum of their squares is the loss. Rows of the Jacobian are gradients of rows: where the
/// targets are the outputs themselves but for one, which is s less, the loss of a row is c·s², and its gradient 2·c·s times that of this output.
/// </summary>
internal sealed class ResidualJacobian<T> : IResiduals
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that are looked at together.</summary>
    private const int MostRows = 256;

    private readonly IRowGradientNetwork<T> network;
    private readonly Part[] parts;
    private readonly int rows;

    /// <summary>√(c / rows) of each target.</summary>
    private readonly double[] scales;
    private T[] gradients = [];

    public ResidualJacobian(IRowGradientNetwork<T> network, MiniBatch batch)
    {
        (this.network, rows) = (network, batch.Rows);
        Parameters = Array.ConvertAll(network.Parameters.ToArray(), double.CreateTruncating);
        foreach (var target in network.Targets)
        {
            if (target.Kind != PortKind.Numbers)
                throw new ArgumentException(
                    $"'{network.Layout.Network}' compares '{target.Output}' with classes, and Levenberg–Marquardt is for sums of squares; take {nameof(Lbfgs)}.", nameof(network));
        }
        // What a batch lacks is said by the network itself.
        network.Loss(batch);
        parts = [.. Enumerable.Range(0, (rows + MostRows - 1) / MostRows).Select(i => new Part(network, batch, i * MostRows, Math.Min(MostRows, rows - i * MostRows)))];
        Count = rows * network.Targets.Sum(static target => target.Size);
        scales = [.. Enumerable.Range(0, network.Targets.Count).Select(target => Math.Sqrt(FactorOf(target) / rows))];
    }

    public int Count { get; }

    /// <summary>The parameters as they were.</summary>
    public double[] Parameters { get; }

    public double[] At(double[] point)
    {
        MoveTo(point);
        var (residuals, at) = (new double[Count], 0);
        foreach (var part in parts)
        {
            part.Predict(network);
            for (var target = 0; target < scales.Length; target++)
            {
                for (var i = 0; i < part.Wanted[target].Length; i++)
                    residuals[at++] = scales[target] * (part.Found[target][i] - part.Wanted[target][i]);
            }
        }
        return residuals;
    }

    public void Rows(Action<double[], int> take)
    {
        var block = new double[MostRows * (Parameters.Length + 1)];
        foreach (var part in parts)
        {
            part.Predict(network);
            for (var target = 0; target < scales.Length; target++)
            {
                for (var output = 0; output < network.Targets[target].Size; output++)
                    take(block, Rows(part, target, output, block));
            }
        }
    }

    /// <summary>Gives the network the parameters of a point.</summary>
    public void MoveTo(double[] point)
    {
        var parameters = network.Parameters;
        for (var i = 0; i < point.Length; i++)
            parameters[i] = T.CreateTruncating(point[i]);
    }

    /// <summary>The derivatives of one output of all rows of a part.</summary>
    private int Rows(Part part, int target, int output, double[] block)
    {
        var count = part.Batch.Rows;
        var shift = part.Shift(target, output);
        Array.Resize(ref gradients, count * Parameters.Length);
        network.RowGradients(part.Batch, gradients);
        var size = network.Targets[target].Size;
        // √(c / rows)·g / (2·c·s), with c = scale²·rows.
        var factor = 1 / (2 * scales[target] * rows * shift);
        for (var row = 0; row < count; row++)
        {
            var line = block.AsSpan(row * (Parameters.Length + 1), Parameters.Length + 1);
            for (var i = 0; i < Parameters.Length; i++)
                line[i] = factor * double.CreateTruncating(gradients[row * Parameters.Length + i]);
            line[^1] = scales[target] * (part.Found[target][row * size + output] - part.Wanted[target][row * size + output]);
        }
        return count;
    }

    /// <summary>c of the loss c·s² of a row whose only wrong output is wrong by s.</summary>
    private double FactorOf(int target)
    {
        parts[0].Predict(network);
        var shift = parts[0].Shift(target, 0);
        return double.CreateTruncating(network.Loss(parts[0].Batch)) / (shift * shift);
    }

    /// <summary>Some of the rows, with targets that change.</summary>
    private sealed class Part
    {
        private readonly PortRows[] outputs;
        private readonly int[] outputOf;

        public Part(INetwork network, MiniBatch all, int first, int count)
        {
            Batch = new MiniBatch(network, count);
            for (var i = 0; i < network.Inputs.Count; i++)
                Copy(all[network.Inputs[i].Name], Batch.Inputs[i], first, count);
            Wanted = [.. network.Targets.Select(target => Numbers(all[target.Name], first, count))];
            Found = [.. Wanted.Select(static wanted => new double[wanted.Length])];
            outputs = [.. network.Outputs.Select(port => new PortRows(port, count, network.Precision))];
            outputOf = [.. network.Targets.Select(target => Math.Max(0, network.Outputs.ToList().FindIndex(output => output.Name == target.Output)))];
        }

        public MiniBatch Batch { get; }

        /// <summary>The targets as they are given, target by target.</summary>
        public double[][] Wanted { get; }

        /// <summary>The outputs that they are compared with, as they were last computed.</summary>
        public double[][] Found { get; }

        public void Predict(INetwork network)
        {
            network.Predict(Batch, outputs);
            for (var target = 0; target < Found.Length; target++)
                outputs[outputOf[target]].CopyTo(Found[target]);
        }

        /// <summary>Makes all targets the outputs themselves, but for one output: less by a power of 2 of about the outputs' size, so that rounding takes little of it. Returns it.</summary>
        public double Shift(int target, int output)
        {
            var size = Batch.Targets[target].Port.Size;
            var shift = Math.ScaleB(1, Math.ILogB(Math.Max(1, Vectors.Greatest(Found[target]))));
            for (var other = 0; other < Found.Length; other++)
            {
                double[] targets = [.. Found[other]];
                for (var i = output; i < targets.Length && other == target; i += size)
                    targets[i] -= shift;
                Batch.Targets[other].Set(targets);
            }
            return shift;
        }

        private static void Copy(PortRows from, PortRows to, int first, int count)
        {
            if (from.Port.Kind == PortKind.Indices)
                to.Set(from.Indices.Slice(first * from.Port.Size, count * from.Port.Size));
            else
                to.Set(Numbers(from, first, count));
        }

        private static double[] Numbers(PortRows rows, int first, int count)
        {
            var numbers = new double[rows.Rows * rows.Port.Size];
            rows.CopyTo(numbers);
            return numbers[(first * rows.Port.Size)..((first + count) * rows.Port.Size)];
        }
    }
}
