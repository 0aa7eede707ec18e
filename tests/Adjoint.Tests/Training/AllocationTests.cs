namespace Adjoint.Tests.Training;

/// <summary>After the first call at a number of rows, no call allocates. Alone, because allocations of the whole process are counted.</summary>
[Collection(nameof(Alone))]
public sealed class AllocationTests
{
    /// <summary>Networks and numbers of rows: one, a few, and more than two lane blocks with a last one that is not full.</summary>
    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (string name in Trial.Names)
            {
                // A single row cannot be normalised over its batch.
                foreach (var rows in new[] { name == nameof(Normalised) ? 2 : 1, 7, 33 })
                    cases.Add(name, rows);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void One_thread_allocates_nothing(string name, int rows)
    {
        var trial = Trial.Of(name, rows);
        trial.Network.Threads = 1;
        foreach (var (what, call) in Calls(trial))
            Allocation.AssertNone(call, $"{name}.{what} with {rows} rows");
    }

    [Fact]
    public void Two_threads_allocate_nothing()
    {
        var trial = Trial.Of(nameof(WideClassifier), 1003);
        trial.Network.Threads = 2;
        foreach (var (what, call) in Calls(trial))
            Allocation.AssertNone(call, static () => GC.GetTotalAllocatedBytes(precise: true), what);
    }

    [Fact]
    public void Calls_in_turn_allocate_nothing()
    {
        var trial = Trial.Of(nameof(WideClassifier), 100);
        trial.Network.Threads = 1;
        var calls = Calls(trial).Select(static entry => entry.Call).ToList();
        Allocation.AssertNone(() => calls.ForEach(static call => call()), "All calls in turn");
    }

    private static List<(string What, Action Call)> Calls(Trial trial)
    {
        var y = new float[trial.Rows * trial.Network.OutputSize];
        var gradient = new float[trial.Network.Parameters.Length];
        var optimizer = new Adam(1e-3f) { ClipNorm = 1 };
        return
        [
            .. trial.Network is IClassifier<float> classifier ? [("Probabilities", () => classifier.Probabilities(trial.X, y))] : (IEnumerable<(string, Action)>)[],
            ("Predict", () => trial.Predict(y)),
            ("Loss", () => trial.Loss()),
            ("Gradient", () => trial.Gradient(gradient)),
            ("TrainStep", () => trial.TrainStep(optimizer)),
            ("TrainStep(MiniBatch)", () => trial.TrainStepOnBatch(optimizer)),
        ];
    }
}

/// <summary>Tests that run while no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
