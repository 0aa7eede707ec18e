using Adjoint.Data;
using Adjoint.Tool.Import;
using Adjoint.Tool.Import.Normalise;
using Adjoint.Tool.Import.Read;

namespace Adjoint.OnnxTests;

/// <summary>Runs an imported network on a test's data.</summary>
internal static class Runner
{
    /// <summary>How far a number may be from the expected one: relative to it, or to the mean of all where it is smaller.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>The first difference in words; null where there is none.</summary>
    public static string? Run(Case test, ImportedModel model, Type type)
    {
        var file = Path.GetTempFileName();
        try
        {
            model.SaveTensors(file, type.Name);
            var network = (INetwork)type.GetMethod("Load", [typeof(string), typeof(LoadOptions)])!.Invoke(null, [file, new LoadOptions { AllowNonFinite = true }])!;
            return test.DataSets().Select(set => Difference(network, model, set.Inputs, set.Outputs)).FirstOrDefault(static difference => difference is not null)
                ?? (test.Training is { } training ? Trained((ITrainableNetwork<float>)network, training) : null);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string? Difference(INetwork network, ImportedModel model, IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyDictionary<string, Tensor> outputs)
    {
        var rows = model.Inputs.Where(static port => port.RowsAxis >= 0).Select(port => (int)inputs[port.Name].Dims[port.RowsAxis]).FirstOrDefault(1);
        var batch = new MiniBatch(network, rows);
        for (var i = 0; i < model.Inputs.Count; i++)
        {
            var numbers = RowsFirst(inputs[model.Inputs[i].Name], model.Inputs[i].RowsAxis);
            if (model.Inputs[i].IsTokens)
                batch.Inputs[i].Set(Array.ConvertAll(numbers.Wholes(), static token => (int)token));
            else
                batch.Inputs[i].Set(numbers.Numbers());
        }
        PortRows[] results = [.. network.Outputs.Select(port => new PortRows(port, rows, network.Precision))];
        network.Predict(batch, results);
        for (var i = 0; i < model.Outputs.Count; i++)
        {
            var expected = RowsFirst(outputs[model.Outputs[i].Name], model.Outputs[i].RowsAxis).Numbers();
            var actual = new double[results[i].Rows * results[i].Port.Size];
            results[i].CopyTo(actual);
            if (Difference(expected, actual) is { } difference)
                return $"'{model.Outputs[i].Name}': {difference}";
        }
        return null;
    }

    private static string? Difference(double[] expected, double[] actual)
    {
        if (expected.Length != actual.Length)
            return FormattableString.Invariant($"{actual.Length} numbers instead of {expected.Length}");
        var finite = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Average();
        for (var i = 0; i < expected.Length; i++)
        {
            var (e, a) = (expected[i], actual[i]);
            if (e.Equals(a) || (double.IsNaN(e) && double.IsNaN(a)) || Math.Abs(e - a) <= 1e-7 + Tolerance * Math.Max(Math.Abs(e), finite))
                continue;
            return FormattableString.Invariant($"{a:R} instead of {e:R} at {i}");
        }
        return null;
    }

    /// <summary>Whether the network learns as the one that was written.</summary>
    private static string? Trained(ITrainableNetwork<float> network, Training training)
    {
        var batch = new MiniBatch(network, training.Rows);
        if (network.Inputs[0].Kind == PortKind.Indices)
            batch.Inputs[0].Set(training.Tokens);
        else
            batch.Inputs[0].Set(training.Inputs);
        batch.Targets[0].Set(training.Targets);
        using var optimizer = new GradientDescent(0.01f);
        for (var step = 0; step < training.Losses.Length; step++)
        {
            var (expected, loss) = (training.Losses[step], network.TrainStep(batch, optimizer));
            if (!(Math.Abs(loss - expected) <= Training.Tolerance * Math.Max(1, Math.Abs(expected))) && !loss.Equals(expected))
                return FormattableString.Invariant($"the loss of step {step + 1} is {loss:R} instead of {expected:R}");
        }
        return null;
    }

    private static Tensor RowsFirst(Tensor tensor, int axis) =>
        axis <= 0 ? tensor : Rearranger.Transposed(tensor, [axis, .. Enumerable.Range(0, tensor.Rank).Where(a => a != axis)]);
}
