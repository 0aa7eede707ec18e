namespace Adjoint.Benchmarks.Peers;

/// <summary>
/// The textbook in double precision: what every contender's answer is compared with before it is timed. Slow and plain on purpose.
/// </summary>
internal sealed class Reference
{
    private const double LearningRate = 1e-3, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    private readonly Problem problem;
    private readonly int[] sizes;
    private readonly double[][] weights, gradients, firstMoments, secondMoments;
    private readonly double[][] activations; // activations[0] is the input, activations[k] the output of layer k

    private Reference(Problem problem)
    {
        this.problem = problem;
        sizes = problem.Workload.Network.Sizes;
        weights = [.. problem.Weights.Select(tensor => Array.ConvertAll(tensor.Values, value => (double)value))];
        gradients = [.. weights.Select(tensor => new double[tensor.Length])];
        firstMoments = [.. weights.Select(tensor => new double[tensor.Length])];
        secondMoments = [.. weights.Select(tensor => new double[tensor.Length])];
        activations = [.. sizes.Select(size => new double[size * problem.Workload.Rows])];
        for (var i = 0; i < problem.Inputs.Length; i++)
            activations[0][i] = problem.Inputs[i];
    }

    /// <summary>The logits of a forward workload, row by row; of a training workload the loss of each of the first steps, before its update.</summary>
    public static double[] Answer(Problem problem)
    {
        var reference = new Reference(problem);
        if (problem.Workload.Work == Work.Forward)
        {
            reference.Forward();
            return reference.activations[^1];
        }

        var losses = new double[Problem.AnswerSteps];
        for (var step = 0; step < losses.Length; step++)
        {
            reference.Forward();
            losses[step] = reference.LossAndBackward();
            reference.Adam(step + 1);
        }

        return losses;
    }

    /// <summary>y = f(x Wᵀ + b), layer by layer.</summary>
    private void Forward()
    {
        for (var layer = 0; layer < sizes.Length - 1; layer++)
        {
            var (x, y, w, b) = (activations[layer], activations[layer + 1], weights[2 * layer], weights[2 * layer + 1]);
            var (inputs, outputs) = (sizes[layer], sizes[layer + 1]);
            for (var i = 0; i < y.Length; i++)
            {
                var (row, output) = Math.DivRem(i, outputs);
                var sum = b[output];
                for (var input = 0; input < inputs; input++)
                    sum += x[row * inputs + input] * w[output * inputs + input];
                y[i] = layer == sizes.Length - 2 ? sum : Activate(sum);
            }
        }
    }

    /// <summary>ℓ = mean over rows of (log Σ exp z − z_label), and its gradient for every weight.</summary>
    private double LossAndBackward()
    {
        var rows = problem.Workload.Rows;
        var dy = new double[activations[^1].Length];
        var loss = 0.0;
        for (var row = 0; row < rows; row++)
        {
            var z = activations[^1].AsSpan(row * sizes[^1], sizes[^1]);
            var logSum = 0.0;
            foreach (var value in z)
                logSum += Math.Exp(value);
            logSum = Math.Log(logSum);
            loss += (logSum - z[problem.Labels[row]]) / rows;
            for (var c = 0; c < z.Length; c++)
                dy[row * z.Length + c] = (Math.Exp(z[c] - logSum) - (c == problem.Labels[row] ? 1 : 0)) / rows; // (softmax(z) − 1[c = label]) / rows
        }

        for (var layer = sizes.Length - 2; layer >= 0; layer--)
            dy = BackwardLayer(layer, dy);
        return loss;
    }

    /// <summary>From ∂ℓ/∂z of a layer, z = x Wᵀ + b: db = Σ dz, dW = dzᵀ x, and ∂ℓ/∂z of the layer before, (dz W) ⊙ f′.</summary>
    private double[] BackwardLayer(int layer, double[] dz)
    {
        var (x, w, dw, db) = (activations[layer], weights[2 * layer], gradients[2 * layer], gradients[2 * layer + 1]);
        var (inputs, outputs) = (sizes[layer], sizes[layer + 1]);
        var dx = new double[x.Length];
        Array.Clear(dw);
        Array.Clear(db);
        for (var i = 0; i < dz.Length; i++)
        {
            var (row, output) = Math.DivRem(i, outputs);
            db[output] += dz[i];
            for (var input = 0; input < inputs; input++)
            {
                dw[output * inputs + input] += dz[i] * x[row * inputs + input];
                dx[row * inputs + input] += dz[i] * w[output * inputs + input];
            }
        }

        for (var i = 0; i < dx.Length; i++)
            dx[i] *= SlopeFromOutput(x[i]);
        return dx;
    }

    /// <summary>Kingma and Ba (2015), algorithm 1.</summary>
    private void Adam(int step)
    {
        var (correction1, correction2) = (1 - Math.Pow(Beta1, step), 1 - Math.Pow(Beta2, step));
        for (var tensor = 0; tensor < weights.Length; tensor++)
        {
            var (w, g, m, v) = (weights[tensor], gradients[tensor], firstMoments[tensor], secondMoments[tensor]);
            for (var i = 0; i < w.Length; i++)
            {
                m[i] = Beta1 * m[i] + (1 - Beta1) * g[i];
                v[i] = Beta2 * v[i] + (1 - Beta2) * g[i] * g[i];
                w[i] -= LearningRate * (m[i] / correction1) / (Math.Sqrt(v[i] / correction2) + Epsilon);
            }
        }
    }

    private double Activate(double z) => problem.Workload.Network.Activation == Activation.Relu ? Math.Max(0, z) : Math.Tanh(z);

    /// <summary>f′(z) by y = f(z): 1[y > 0] for ReLU, 1 − y² for tanh.</summary>
    private double SlopeFromOutput(double y) =>
        problem.Workload.Network.Activation == Activation.Relu ? (y > 0 ? 1 : 0) : 1 - y * y;
}
