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
    public void A_file_that_does_not_fit_leaves_a_network_as_it_was()
    {
        using var scratch = new ScratchDirectory();
        new Regressor(1).Save(scratch.File("regressor.safetensors"));
        var network = new NetworkRunner(Program(), seed: 4);
        var before = network.Parameters.Span.ToArray();
        Assert.Throws<ModelFileException>(() => network.Load(scratch.File("regressor.safetensors")));
        Bits.AssertEqual(before, network.Parameters.Span, "the parameters");
    }

    private static unsafe NetworkProgram Program() => new()
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
