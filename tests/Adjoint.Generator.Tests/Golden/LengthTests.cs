using System.Text.Json;
using Adjoint.Data;
using Adjoint.Generator.Tests.Gradients;

namespace Adjoint.Generator.Tests.Golden;

/// <summary>Rows of sequences with lengths of their own, as PyTorch packs them; and what PyTorch refuses to pack, as the naive interpreter has it.</summary>
[Collection(nameof(GoldenTests))]
public sealed class LengthTests(GoldenFixture fixture)
{
    private const double Tolerance = 5e-6;

    private static readonly string[] Sections = ["lengths", "lengths of attention"];

    public static TheoryData<string> Networks => [.. Sections.SelectMany(section => GoldenFile.Section(section).EnumerateObject().Select(static network => network.Name))];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Packed_rows_are_PyTorchs(string declaration)
    {
        var recorded = Sections.Select(GoldenFile.Section)
            .Select(section => section.TryGetProperty(declaration, out var found) ? found : default)
            .First(static found => found.ValueKind == JsonValueKind.Object);
        var subject = fixture.Create(declaration);
        GoldenFile.SetParameters(subject, recorded);
        var network = (ITrainableNetwork<float>)subject.Generated;
        int[] lengths = [.. recorded.GetProperty("lengths").EnumerateArray().Select(static length => length.GetInt32())];
        var batch = BatchOf(network, Ended(recorded.Numbers("x"), lengths), lengths, [.. recorded.Numbers("targets").Select(static t => (float)t)]);
        var output = new PortRows(network.Outputs[0], lengths.Length);
        network.Predict(batch, output);
        var y = new float[lengths.Length * network.OutputSize];
        output.CopyTo(y);
        Agreement.Require(recorded.Numbers("y"), y, Tolerance, static i => $"output {i}", declaration);

        var (loss, gradient) = (recorded.GetProperty("loss").GetDouble(), new float[subject.ParameterCount]);
        Agreement.Require(loss, network.Loss(batch), Math.Abs(loss), Tolerance, $"The loss of '{declaration}'");
        Agreement.Require(loss, network.Gradient(batch, gradient), Math.Abs(loss), Tolerance, $"The training loss of '{declaration}'");
        foreach (var tensor in subject.Shaped.Parameters.Where(static tensor => tensor.IsTrained))
            GoldenFile.RequireTensor(tensor, recorded.GetProperty("gradients"), gradient, Tolerance, $"The gradient of '{declaration}'");
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Rows_of_any_length_are_the_naive_interpreters(string declaration)
    {
        var subject = fixture.Create(declaration);
        var (network, naive) = (subject.Generated, new NaiveNetwork<Real>(subject.Shaped, [.. subject.Block.Select(static value => new Real(value))], new Kinks()));
        var (steps, random) = (network.Inputs[0].Shape[0], new Random(declaration.Length));
        // None, one, all, and between.
        int[] lengths = [0, 1, steps, steps / 2, 0];
        double[] x = [.. Enumerable.Range(0, lengths.Length * steps * 3).Select(_ => (random.NextDouble() * 2) - 1)];
        var batch = BatchOf((ITrainable)network, Ended(x, lengths), lengths, new float[lengths.Length * network.OutputSize]);
        var output = new PortRows(network.Outputs[0], lengths.Length);
        network.Predict(batch, output);
        var y = new float[lengths.Length * network.OutputSize];
        output.CopyTo(y);
        for (var row = 0; row < lengths.Length; row++)
        {
            Real[] read = [.. x.Skip(row * steps * 3).Take(steps * 3).Select(static number => new Real((float)number)), new Real(lengths[row])];
            var expected = naive.Predict(read).Select(static number => number.Value).ToArray();
            Agreement.Require(expected, y[(row * expected.Length)..((row + 1) * expected.Length)], Tolerance, static i => $"output {i}", $"Row {row} of '{declaration}'");
        }
    }

    /// <summary>What stands behind the ends is no number.</summary>
    private static float[] Ended(double[] x, int[] lengths) =>
        [.. x.Select((number, i) => i % (x.Length / lengths.Length) / 3 < lengths[i / (x.Length / lengths.Length)] ? (float)number : float.NaN)];

    private static MiniBatch BatchOf(ITrainable network, float[] x, int[] lengths, float[] targets)
    {
        var batch = new MiniBatch(network, lengths.Length);
        batch.Inputs[0].Set(x);
        batch.Inputs[1].Set(lengths);
        batch.Targets[0].Set(targets);
        return batch;
    }
}
