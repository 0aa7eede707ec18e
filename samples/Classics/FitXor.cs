namespace Classics;

/// <summary>Exclusive or, learnt from its four rows.</summary>
internal static class FitXor
{
    public static void Run()
    {
        float[] x = [0, 0, 0, 1, 1, 0, 1, 1];
        float[] target = [0, 1, 1, 0];
        var network = new Xor(seed: 1);
        using var optimizer = new Adam(0.05f);
        for (var step = 0; step < 500; step++)
            network.TrainStep(x, target, optimizer);

        var y = new float[target.Length];
        network.Predict(x, y);
        Console.WriteLine("Exclusive or: a perceptron with four hidden units");
        for (var row = 0; row < y.Length; row++)
            Console.WriteLine($"  {x[2 * row]} xor {x[2 * row + 1]} = {target[row]}        found {1 / (1 + Math.Exp(-y[row])):0.000}");
    }
}
