namespace Adjoint.Runtime;

/// <summary>The self-test of steps: a sequence step by step, and at once.</summary>
public sealed unsafe partial class NetworkRunner<T>
{
    /// <summary>Compares steps with the prediction of whole sequences, at inputs drawn from a seed.</summary>
    public StepReport VerifySteps(NetworkProgram<T> steps, int rows, int seed)
    {
        var (one, some) = (NewState(steps, rows), NewState(steps, rows));
        var check = new StepCheck<T>(program, steps, rows, seed);
        check.Predict(Predict);
        var (layout, filled) = (steps.Steps!, Math.Max(1, steps.Steps!.Length / 2));
        for (var number = 0; number < layout.Length; number++)
        {
            check.Run((x, y) => Step(steps, one, x, y), number, 1);
            check.Compare(number);
            // The first half at once, the others one by one.
            if (number < filled - 1)
                continue;
            if (number == filled - 1)
                check.Run((x, y) => Prefill(steps, some, x, y), 0, filled);
            else
                check.Run((x, y) => Step(steps, some, x, y), number, 1);
            check.Compare(number);
        }
        return check.Report;
    }
}
