using Adjoint.Tests.Training;

namespace Adjoint.Tests.Jit;

/// <summary>
/// What this assembly does when it is run as a program: every kernel of every network that trains, in a process whose just-in-time compiler can be asked
/// to report. <c>dotnet test</c> does not come here.
/// </summary>
public static class KernelProgram
{
    /// <summary>Below and above half a lane block, so that both roads of prediction are compiled.</summary>
    private static readonly int[] RowCounts = [3, 40];

    public static void Main()
    {
        foreach (var rows in RowCounts)
        {
            foreach (string name in Trial.Names)
                Exercise(Trial.Of(name, rows));
            var (x, labels) = (Trial.Values(rows * Digits784.InputSize, seed: 1), new int[rows]);
            var digits = new Digits784();
            using var optimizer = new Adam();
            Console.WriteLine($"{nameof(Digits784)}: {digits.TrainStep(x, labels, optimizer)}, {digits.Loss(x, labels)}");
            digits.Predict(x, new float[rows * Digits784.OutputSize]);
        }
    }

    private static void Exercise(Trial trial)
    {
        using var optimizer = new Adam();
        Console.WriteLine($"{trial.Network.Layout.Network}: {trial.TrainStep(optimizer)}, {trial.Loss()}, {trial.Predict()[0]}");
    }
}
