using System.Text;
using System.Text.Json.Nodes;
using Adjoint.Runtime;
using Adjoint.Tests.Files;

namespace Adjoint.Tests.Training;

/// <summary>Saving and loading whole networks; the rules of the format are tested with the reader and the writer.</summary>
public sealed class ModelFilesTests
{
    [Fact]
    public void A_loaded_network_predicts_the_same_bits()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.File("wide.safetensors");
        var trial = Trial.Of(nameof(WideClassifier), 40);
        using var optimizer = new Adam();
        trial.TrainStep(optimizer);
        trial.Network.Save(path);

        var loaded = WideClassifier.Load(path);

        Bits.AssertEqual(trial.Network.Parameters, loaded.Parameters, "the parameters");
        var y = new float[40 * WideClassifier.OutputSize];
        loaded.Predict(trial.X, y);
        Bits.AssertEqual(trial.Predict(), y, "the outputs");
    }

    [Fact]
    public void The_file_of_another_network_is_refused_by_name_and_shape()
    {
        using var scratch = new ScratchDirectory();
        new Regressor(1).Save(scratch.File("regressor.safetensors"));
        var error = Assert.Throws<ModelFileException>(() => WeightedClassifier.Load(scratch.File("regressor.safetensors")));
        Assert.Contains("regressor.safetensors", error.Message, StringComparison.Ordinal);
        Assert.Contains("dense1.weight", error.Message, StringComparison.Ordinal);
        Assert.Contains("33", error.Message, StringComparison.Ordinal);
        Assert.Contains("37", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(-1)]
    public void A_file_that_was_cut_off_is_refused(int length)
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.File("cut.safetensors");
        new Regressor(1).Save(path);
        var whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(length < 0 ? whole.Length + length : length)]);
        var error = Assert.Throws<ModelFileException>(() => Regressor.Load(path));
        Assert.Contains("cut.safetensors", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_file_and_no_path_are_refused()
    {
        using var scratch = new ScratchDirectory();
        Assert.Throws<FileNotFoundException>(() => Regressor.Load(scratch.File("absent.safetensors")));
        Assert.Throws<ArgumentNullException>("path", () => Regressor.Load(null!));
        Assert.Throws<ArgumentException>("path", () => new Regressor(1).Save(""));
    }

    [Fact]
    public void PyTorchs_counters_of_batch_normalisation_are_passed_over()
    {
        using var scratch = new ScratchDirectory();
        var saved = new Normalised(3);
        saved.Save(scratch.File("plain.safetensors"));
        var plain = File.ReadAllBytes(scratch.File("plain.safetensors"));
        var counted = scratch.Write("counted.safetensors", WithCounters(plain, "bn1.num_batches_tracked", "bn2.num_batches_tracked"));

        Bits.AssertEqual(saved.Parameters, Normalised.Load(counted).Parameters, "the parameters");

        var stray = scratch.Write("stray.safetensors", WithCounters(plain, "dense1.num_batches_tracked"));
        var error = Assert.Throws<ModelFileException>(() => Normalised.Load(stray));
        Assert.Contains("In the file but not in the network: 'dense1.num_batches_tracked' [].", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shared_layer_is_loaded_from_a_file_that_holds_it_twice()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.File("twice.safetensors");
        var apart = new TwoEncoders(3);
        apart.Save(path);
        var error = Assert.Throws<ModelFileException>(() => TiedEncoders.Load(path));
        Assert.Contains("tensors 'enc.weight' and 'enc2.weight' are one in network 'TiedEncoders' (SharedWith), but differ at [0, 0]", error.Message, StringComparison.Ordinal);

        var (weight, bias) = (new float[81], new float[9]);
        apart.Enc.Weight.CopyTo(weight);
        apart.Enc.Bias.CopyTo(bias);
        apart.Enc2.Weight.CopyFrom(weight);
        apart.Enc2.Bias.CopyFrom(bias);
        apart.Save(path);
        Assert.Equal(apart.Enc.Weight[3, 5], TiedEncoders.Load(path).Enc.Weight[3, 5]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Options_say_what_is_loaded_besides_finite_numbers(bool inDoubles)
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.File("nan.safetensors");
        if (inDoubles)
        {
            var saved = new DoubleCurve(3);
            saved.Parameters[0] = double.NaN;
            saved.Save(path);
            Assert.Contains("has the value NaN at [", Assert.Throws<ModelFileException>(() => DoubleCurve.Load(path)).Message, StringComparison.Ordinal);
            Assert.Equal(double.NaN, DoubleCurve.Load(path, new LoadOptions { AllowNonFinite = true }).Parameters[0]);
        }
        else
        {
            var saved = new Line(3);
            saved.Parameters[0] = float.NaN;
            saved.Save(path);
            Assert.Contains("has the value NaN at [", Assert.Throws<ModelFileException>(() => Line.Load(path)).Message, StringComparison.Ordinal);
            Assert.Equal(float.NaN, Line.Load(path, new LoadOptions { AllowNonFinite = true }).Parameters[0]);
        }
    }

    /// <summary>A file with 64-bit whole numbers before its tensors, where PyTorch's writer puts them.</summary>
    private static byte[] WithCounters(byte[] file, params string[] names)
    {
        var length = (int)BitConverter.ToInt64(file);
        var header = JsonNode.Parse(file.AsSpan(8, length))!.AsObject();
        foreach (var (_, tensor) in header.Where(static entry => entry.Key != "__metadata__"))
        {
            var offsets = tensor!["data_offsets"]!.AsArray().GetValues<long>().ToList();
            tensor["data_offsets"] = new JsonArray([.. offsets.Select(offset => JsonValue.Create(offset + names.Length * 8))]);
        }
        for (var i = 0; i < names.Length; i++)
            header[names[i]] = new JsonObject { ["dtype"] = "I64", ["shape"] = new JsonArray(), ["data_offsets"] = new JsonArray(i * 8, (i * 8) + 8) };
        var text = Encoding.UTF8.GetBytes(header.ToJsonString());
        var counters = names.SelectMany(static _ => BitConverter.GetBytes(1234L));
        return [.. BitConverter.GetBytes((long)text.Length), .. text, .. counters, .. file.AsSpan(8 + length)];
    }

    [Fact]
    public void A_file_that_does_not_fit_leaves_a_network_as_it_was()
    {
        using var scratch = new ScratchDirectory();
        new Regressor(1).Save(scratch.File("regressor.safetensors"));
        var network = new NetworkRunner<float>(Program(), seed: 4);
        var before = network.Parameters.Span.ToArray();
        Assert.Throws<ModelFileException>(() => network.Load(scratch.File("regressor.safetensors")));
        Bits.AssertEqual(before, network.Parameters.Span, "the parameters");
    }

    private static unsafe NetworkProgram<float> Program() => new()
    {
        Layout = Line.Layout,
        Inputs = [new("x", Line.InputSize)],
        Outputs = [new("y", Line.OutputSize)],
        FlopsPerRow = Line.FlopsPerRow,
        PredictionScratch = 0,
        RowScratch = 0,
        Predict = null,
        PredictRow = null,
    };
}
