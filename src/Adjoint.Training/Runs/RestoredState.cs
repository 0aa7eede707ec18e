namespace Adjoint.Training;

/// <summary>A network, and optimizers if there are any, which are bit for bit as they were when this is disposed.</summary>
internal sealed class RestoredState(ITrainable network, params IEnumerable<Optimizer> optimizers) : IDisposable
{
    private readonly Weights weights = Weights.Of(network);
    private readonly long trainingStep = network.TrainingStep;
    private readonly Kept[] kept = [.. optimizers.Select(static optimizer => new Kept(optimizer))];

    public void Dispose()
    {
        weights.CopyTo(network);
        network.TrainingStep = trainingStep;
        foreach (var each in kept)
            each.Restore();
    }

    private sealed class Kept(Optimizer optimizer)
    {
        private readonly (RunLength? Run, long Steps, float RateFactor) settings = (optimizer.Run, optimizer.Steps, optimizer.RateFactor);
        private readonly double[][] moments = [.. optimizer.State.Select(static tensor => Copy(tensor))];

        public void Restore()
        {
            (optimizer.Run, optimizer.Steps, optimizer.RateFactor) = settings;
            // An optimizer that had no network yet has moments of zero.
            for (var i = 0; i < optimizer.State.Count; i++)
                optimizer.State[i].CopyFrom(moments.Length > 0 ? moments[i] : new double[optimizer.State[i].Length]);
        }

        private static double[] Copy(OptimizerTensor tensor)
        {
            var values = new double[tensor.Length];
            tensor.CopyTo(values);
            return values;
        }
    }
}
