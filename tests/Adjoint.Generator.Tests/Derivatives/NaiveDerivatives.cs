using Adjoint.Generator.Tests.Gradients;

namespace Adjoint.Generator.Tests.Derivatives;

/// <summary>What the naive interpreter says of derivatives, in double, of what the network predicts.</summary>
internal static class NaiveDerivatives
{
    /// <summary>How each output changes as inputs and parameters change along a direction, by dual numbers.</summary>
    public static double[] Jvp(AnySubject subject, Batch batch, double[] inputs, double[] parameters)
    {
        var block = Naive.ParametersOf(subject).Select((p, i) => new Dual(p, i < parameters.Length ? parameters[i] : 0)).ToArray();
        var network = new NaiveNetwork<Dual>(subject.Shaped, block, new Kinks());
        var size = batch.Inputs.Length / batch.Rows;
        return [.. Enumerable.Range(0, batch.Rows)
            .SelectMany(row => network.Predict([.. batch.Row(row).ToArray().Select((x, i) => new Dual(x, inputs[row * size + i]))])).Select(y => y.Slope)];
    }

    /// <summary>The gradients of Σ ⟨ȳ, y⟩ with respect to inputs and parameters, on a tape a row.</summary>
    public static (double[] Inputs, double[] Parameters) Vjp(AnySubject subject, Batch batch, double[] cotangents)
    {
        var (inputs, parameters) = (new List<double>(), new double[subject.ParameterCount]);
        for (var row = 0; row < batch.Rows; row++)
        {
            var tape = new Tape();
            Taped[] block = [.. Naive.ParametersOf(subject).Select(tape.Variable)];
            Taped[] x = [.. batch.Row(row).ToArray().Select(v => tape.Variable(v))];
            var y = new NaiveNetwork<Taped>(subject.Shaped, block, new Kinks()).Predict(x);
            var sum = y.Select((value, i) => value * Taped.Of(cotangents[row * y.Length + i])).Aggregate((a, b) => a + b);
            var gradient = tape.Gradient(sum);
            inputs.AddRange(x.Select(v => gradient[v.Entry]));
            for (var i = 0; i < parameters.Length; i++)
                parameters[i] += gradient[i];
        }
        return ([.. inputs], parameters);
    }

    /// <summary>The derivative of the mean loss's gradient along a direction: central differences, in double, of gradients on a tape.</summary>
    public static double[] HessianVectorProduct(AnySubject subject, Batch batch, double[] direction)
    {
        const double step = 1e-4;
        var block = Naive.ParametersOf(subject);
        double[] At(double sign) => Gradient(subject, batch, [.. block.Select((p, i) => i < direction.Length ? p + sign * step * direction[i] : p)]);
        return [.. At(1).Zip(At(-1), (a, b) => (a - b) / (2 * step))];
    }

    /// <summary>The gradient of the mean loss of what the network predicts.</summary>
    public static double[] Gradient(AnySubject subject, Batch batch, double[] block)
    {
        var (gradient, loss) = (new double[subject.ParameterCount], subject.Shaped.Losses[0].Use());
        var divisor = NaiveLoss.Divisor(loss, subject.Positions, batch, subject.OutputSize);
        for (var row = 0; row < batch.Rows && divisor > 0; row++)
        {
            var tape = new Tape();
            Taped[] parameters = [.. block.Select(tape.Variable)];
            var y = new NaiveNetwork<Taped>(subject.Shaped, parameters, new Kinks()).Predict(batch.Row(row));
            var ofRow = tape.Gradient(NaiveLoss.OfRow(loss, subject.Positions, y, batch, row, new Kinks()));
            for (var i = 0; i < gradient.Length; i++)
                gradient[i] += ofRow[i] / divisor;
        }
        return gradient;
    }
}
