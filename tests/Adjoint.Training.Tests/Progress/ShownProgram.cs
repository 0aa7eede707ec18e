using Adjoint.Training.Tests.Harness;

namespace Adjoint.Training.Tests.Progress;

/// <summary>What this assembly does as a program, for tests of what a console shows.</summary>
internal static class ShownProgram
{
    public static int Run(string what, string display)
    {
        try
        {
            var run = Trainer.Fit(new Flowers(seed: 1), Rows.Flowers(73), new()
            {
                Epochs = what is "waits" or "hangs" ? int.MaxValue / 100 : 5,
                BatchSize = 11,
                Optimizer = new Adam(0.01f),
                Display = Enum.Parse<ProgressDisplay>(display),
                StepEnded = step => EndStep(what, step.Step),
                EpochEnded = epoch => End(what, epoch.Epoch),
            });
            if (what == "waits")
                Console.WriteLine(run.Reason);
            return 0;
        }
        catch (NotSupportedException fault)
        {
            Console.WriteLine(fault.Message);
            return 1;
        }
    }

    private static void EndStep(string what, long step)
    {
        if (what == "hangs" && step == 9)
        {
            // Who presses Ctrl+C before this step ends the run, and not the program.
            Console.Write("It hangs.");
            Thread.Sleep(Timeout.Infinite);
        }
        Thread.Sleep(what is "waits" or "hangs" ? 50 : 5);
    }

    private static void End(string what, int epoch)
    {
        if (what == "fails" && epoch == 4)
            throw new NotSupportedException("It failed.");
        if (what == "exits" && epoch == 4)
            Environment.Exit(0);
    }
}
