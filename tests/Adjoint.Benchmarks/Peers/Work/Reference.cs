namespace Adjoint.Benchmarks.Peers;

/// <summary>
/// The textbook in double precision: what every contender's answer is compared with before it is timed. Slow and plain on purpose; rows run on all
/// processors, and their gradients are summed in order.
/// </summary>
internal sealed class Reference
{
    private const double LearningRate = 1e-3, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    private readonly Problem problem;
    private readonly double[][] weights, gradients, firstMoments, secondMoments;

    /// <summary>Of each value of the network its rows; 0 is the input.</summary>
    private readonly double[][][] values, cotangents;

    private Reference(Problem problem)
    {
        this.problem = problem;
        weights = [.. problem.Weights.Select(tensor => Array.ConvertAll(tensor.Values, value => (double)value))];
        gradients = [.. weights.Select(tensor => new double[tensor.Length])];
        firstMoments = [.. weights.Select(tensor => new double[tensor.Length])];
        secondMoments = [.. weights.Select(tensor => new double[tensor.Length])];
        values = new double[Steps.Count + 1][][];
        cotangents = new double[Steps.Count + 1][][];
        values[0] = [.. problem.Inputs.Chunk(problem.Workload.Network.Inputs).Select(row => Array.ConvertAll(row, x => (double)x))];
    }

    private int Rows => problem.Workload.Rows;

    private IReadOnlyList<Step> Steps => problem.Workload.Network.Steps;

    /// <summary>
    /// The logits of a forward workload, row by row; of a training workload the loss of each of the first steps, before its update; the Jacobian of each row;
    /// the product with the Hessian, tensor by tensor; of a streaming workload the outputs of all steps of the sequence.
    /// </summary>
    public static double[] Answer(Problem problem)
    {
        var reference = new Reference(problem);
        return problem.Workload.Work switch
        {
            Work.Forward or Work.StreamingStep => [.. reference.Forward(training: false).SelectMany(logits => logits)],
            Work.TrainingStep => reference.Losses(),
            Work.Jacobian => reference.Jacobian(),
            _ => reference.HessianVector(),
        };
    }

    private double[] Losses()
    {
        var losses = new double[problem.Workload.AnswerSteps];
        for (var step = 0; step < losses.Length; step++)
        {
            losses[step] = LossAndGradients();
            Adam(step + 1);
        }

        return losses;
    }

    /// <summary>Row by row of the matrices: backward from each output by itself.</summary>
    private double[] Jacobian()
    {
        var outputs = Forward(training: false)[0].Length;
        var rows = new double[Rows][];
        for (var output = 0; output < outputs; output++)
        {
            Array.Clear(cotangents);
            cotangents[^1] = ForEachRow(_ => Enumerable.Range(0, outputs).Select(i => i == output ? 1.0 : 0).ToArray());
            Backward();
            for (var row = 0; row < Rows; row++)
                rows[row] = [.. rows[row] ?? [], .. cotangents[0][row]];
        }
        return [.. rows.SelectMany(row => row)];
    }

    /// <summary>(∇L(w + h v) − ∇L(w − h v)) / 2h, with a step so small that hardly any ReLU is at its kink between.</summary>
    private double[] HessianVector()
    {
        const double Step = 1e-8;
        Move(Step);
        LossAndGradients();
        var ahead = gradients.SelectMany(g => g).ToArray();
        Move(-2 * Step);
        LossAndGradients();
        return [.. ahead.Zip(gradients.SelectMany(g => g), (a, b) => (a - b) / (2 * Step))];

        void Move(double by)
        {
            for (var tensor = 0; tensor < weights.Length; tensor++)
                weights[tensor] = [.. weights[tensor].Zip(problem.Direction[tensor], (w, v) => w + by * v)];
        }
    }

    private double[][] Forward(bool training)
    {
        for (var i = 0; i < Steps.Count; i++)
        {
            var (step, x) = (Steps[i], values[Steps[i].From]);
            values[i + 1] = step.Layer switch
            {
                BatchNorm => ReferenceBatchNorm.Forward(x, weights[step.FirstTensor], weights[step.FirstTensor + 1], training),
                Add => ForEachRow(row => ReferenceRow.Sum(x[row], values[step.Other][row])),
                _ => ForEachRow(row => ReferenceRow.Forward(step, x[row], weights)),
            };
        }
        return values[^1];
    }

    private double LossAndGradients()
    {
        Array.Clear(cotangents);
        var loss = 0.0;
        cotangents[^1] = [.. Forward(training: true).Select((logits, row) =>
        {
            var logSum = Math.Log(logits.Sum(Math.Exp));
            loss += (logSum - logits[problem.Labels[row]]) / Rows;
            return logits.Select((z, c) => (Math.Exp(z - logSum) - (c == problem.Labels[row] ? 1 : 0)) / Rows).ToArray();
        })];
        Backward();
        return loss;
    }

    private void Backward()
    {
        for (var i = Steps.Count - 1; i >= 0; i--)
            Backward(Steps[i], values[i + 1], cotangents[i + 1]);
    }

    private void Backward(Step step, double[][] y, double[][] dy)
    {
        var x = values[step.From];
        if (step.Layer is Add)
            Accumulate(step.Other, dy);
        if (step.Layer is BatchNorm)
        {
            var (dx, dScale, dShift) = ReferenceBatchNorm.Backward(x, weights[step.FirstTensor], dy);
            (gradients[step.FirstTensor], gradients[step.FirstTensor + 1]) = (dScale, dShift);
            Accumulate(step.From, dx);
            return;
        }

        var rows = ForEachRow(row => ReferenceRow.Backward(step, x[row], y[row], dy[row], weights));
        for (var tensor = 0; tensor < step.Layer.Tensors(step.In).Count; tensor++)
            gradients[step.FirstTensor + tensor] = rows.Select(row => row.Gradients[tensor]).Aggregate(ReferenceRow.Sum);
        Accumulate(step.From, [.. rows.Select(row => row.Dx)]);
    }

    /// <summary>A value that several layers read has the sum of their gradients.</summary>
    private void Accumulate(int value, double[][] dx) =>
        cotangents[value] = cotangents[value] is { } others ? [.. others.Zip(dx, ReferenceRow.Sum)] : dx;

    private T[] ForEachRow<T>(Func<int, T> row) => [.. Enumerable.Range(0, Rows).AsParallel().AsOrdered().Select(row)];

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
}
