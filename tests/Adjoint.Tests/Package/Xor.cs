namespace Adjoint.Tests.Package;

/// <summary>The network of the package's readme.</summary>
[Network, Input(2)]
[Dense(8), Tanh]
[Dense(1)]
[MeanSquaredError]
public sealed partial class Xor
{
    /// <summary>What the readme's program prints, computed in this process.</summary>
    public static float[] LearnAsTheReadmeDoes()
    {
        float[] x = [0, 0, 0, 1, 1, 0, 1, 1];
        float[] exclusiveOr = [0, 1, 1, 0];
        var network = new Xor(seed: 1);
        var optimizer = new Adam(0.02f);
        var loss = 0f;
        for (var step = 0; step < 1000; step++)
            loss = network.TrainStep(x, exclusiveOr, optimizer);
        var y = new float[4];
        network.Predict(x, y);
        return [loss, .. y];
    }
}
