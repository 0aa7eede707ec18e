namespace Adjoint.Training;

/// <summary>A network, and an optimizer if there is one, which are bit for bit as they were when this is disposed.</summary>
internal sealed class RestoredState(ITrainable network, Optimizer? optimizer = null) : IDisposable
{
    private readonly Weights weights = Weights.Of(network);
    private readonly long trainingStep = network.TrainingStep;
    private readonly (RunLength? Run, long Steps, float RateFactor)? settings = optimizer is null ? null : (optimizer.Run, optimizer.Steps, optimizer.RateFactor);
    private readonly double[][] moments = [.. (optimizer?.State ?? []).Select(static tensor => Copy(tensor))];

    public void Dispose()
    {
        weights.CopyTo(network);
        network.TrainingStep = trainingStep;
        if (optimizer is null)
            return;
        (optimizer.Run, optimizer.Steps, optimizer.RateFactor) = settings!.Value;
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
