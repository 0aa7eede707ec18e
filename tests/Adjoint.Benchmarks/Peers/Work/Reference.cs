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

    private Reference(Problem problem)
    {
        this.problem = problem;
        weights = [.. problem.Weights.Select(tensor => Array.ConvertAll(tensor.Values, value => (double)value))];
        gradients = [.. weights.Select(tensor => new double[tensor.Length])];
        firstMoments = [.. weights.Select(tensor => new double[tensor.Length])];
        secondMoments = [.. weights.Select(tensor => new double[tensor.Length])];
    }

    private int Rows => problem.Workload.Rows;

    /// <summary>The logits of a forward workload, row by row; of a training workload the loss of each of the first steps, before its update.</summary>
    public static double[] Answer(Problem problem)
    {
        var reference = new Reference(problem);
        if (problem.Workload.Work == Work.Forward)
            return [.. Enumerable.Range(0, reference.Rows).AsParallel().AsOrdered().Select(row => new ReferenceRow(problem, reference.weights, row).Forward()).SelectMany(y => y)];

        var losses = new double[problem.Workload.AnswerSteps];
        for (var step = 0; step < losses.Length; step++)
        {
            losses[step] = reference.LossAndGradients();
            reference.Adam(step + 1);
        }

        return losses;
    }

    private double LossAndGradients()
    {
        foreach (var gradient in gradients)
            Array.Clear(gradient);
        var loss = 0.0;
        foreach (var row in Enumerable.Range(0, Rows).AsParallel().AsOrdered().Select(Backward))
        {
            loss += row.Loss / Rows;
            for (var tensor = 0; tensor < gradients.Length; tensor++)
            {
                for (var i = 0; i < gradients[tensor].Length; i++)
                    gradients[tensor][i] += row.Gradients[tensor][i] / Rows;
            }
        }
        return loss;
    }

    private ReferenceRow Backward(int index)
    {
        var row = new ReferenceRow(problem, weights, index);
        row.Backward();
        return row;
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
}
