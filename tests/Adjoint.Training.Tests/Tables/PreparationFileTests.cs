using System.Text;
using Adjoint.Training.Tests.Harness;
using static Adjoint.Training.Tests.Tables.Tables;

namespace Adjoint.Training.Tests.Tables;

/// <summary>Preparations as files: equal after loading, and refused with weights that are not theirs.</summary>
public sealed class PreparationFileTests
{
    private static Preparation Fitted() => Preparation.Fit(Read(), static p => p.Standardize().OneHot("Colour").Tokens("Sex").FillMissing().DropMissing());

    private static Preparation Numbers() => Preparation.Fit(Read().Ignore("Seen", "Sex"), static p => p.Standardize().OneHot().FillMissing());

    [Fact]
    public void A_preparation_that_is_loaded_again_gives_the_same_bits()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.File("animals.json");
        var fitted = Fitted();
        fitted.Save(path);
        var loaded = Preparation.Load(path);
        var (before, after) = (fitted.Apply(Read()).Dataset.ToBatch(), loaded.Apply(Read()).Dataset.ToBatch());
        Assert.Equal(Floats(before), Floats(after));
        Assert.Equal(before["sex"].Indices.ToArray(), after["sex"].Indices.ToArray());
        Assert.Equal(before.Labels.ToArray(), after.Labels.ToArray());
        Assert.Equal(fitted.Classes, loaded.Classes);
        loaded.Save(scratch.File("again.json"));
        Assert.Equal(File.ReadAllText(path), File.ReadAllText(scratch.File("again.json")));

        static float[] Floats(MiniBatch batch)
        {
            var x = new float[batch.Rows * batch["x"].Port.Size];
            batch["x"].CopyTo(x);
            return x;
        }
    }

    [Fact]
    public void A_pair_of_files_that_does_not_belong_together_is_refused()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.File("animals.json");
        var network = new Animals5(seed: 1);
        Numbers().Save(path, network);
        Assert.Equal(5, Preparation.Load(path, network).FeatureCount);
        network.Save(scratch.File("animals.safetensors"));
        Assert.NotNull(Preparation.Load(path, Animals5.Load(scratch.File("animals.safetensors"))));

        Assert.Contains("it was saved with other weights of 'Animals5'", Refusal<ModelFileException>(() => Preparation.Load(path, new Animals5(seed: 2))));
        Assert.Contains("it belongs to 'Animals5', and the network is 'Beasts5'", Refusal<ModelFileException>(() => Preparation.Load(path, new Beasts5(seed: 1))));
    }

    [Fact]
    public void A_network_that_reads_something_else_is_refused_with_both_sides()
    {
        var prepare = Numbers();
        prepare.Check(new Animals5(seed: 1));
        var message = Refusal<ArgumentException>(() => prepare.Check(new Animals4(seed: 1)));
        Assert.Contains("'Animals4' reads 4 numbers in 'x', and the preparation gives 5 numbers in 'x'. They come from 'Mass', 'Length', 'Colour' (3).", message);
        Assert.Contains(
            "tells an index of 4 in 'labels', and the preparation gives 3 classes of 'Kind': 'goat', 'sheep', 'yak'",
            Refusal<ArgumentException>(() => prepare.Check(new FourKinds(seed: 1))));
        using var scratch = new ScratchDirectory();
        prepare.Save(scratch.File("a.json"));
        Assert.Contains("reads 4 numbers", Refusal<ModelFileException>(() => Preparation.Load(scratch.File("a.json"), new Animals4(seed: 1))));
    }

    [Theory]
    [InlineData("{", "is not valid JSON")]
    [InlineData("[]", "the file must be an object")]
    [InlineData("{\"adjointPreparation\": 2}", "it is of version 2, and 1 can be read")]
    [InlineData("{\"adjointPreparation\": 1, \"columns\": [], \"targets\": [], \"dropsMissing\": false}", "it has no columns")]
    [InlineData("{\"adjointPreparation\": 1, \"adjointPreparation\": 1}", "has 'adjointPreparation' twice")]
    [InlineData("{\"adjointPreparation\": 1, \"columns\": [{\"name\": \"x\", \"kind\": \"number\", \"fills\": 1}]}", "'fills' of entry 0 of 'columns' must be true or false")]
    [InlineData("{\"adjointPreparation\": 1, \"columns\": [{\"name\": \"x\", \"kind\": \"number\", \"fills\": true, \"fill\": 1, \"mean\": 0, \"deviation\": -1}]}", "has the deviation -1")]
    [InlineData("{\"adjointPreparation\": 1, \"columns\": [{\"name\": \"x\", \"kind\": \"number\", \"fills\": true, \"fill\": 1, \"more\": 1}]}", "has 'more', which is not known")]
    [InlineData("{\"adjointPreparation\": 1, \"columns\": [{\"name\": \"x\", \"kind\": \"number\", \"fills\": true, \"fill\": 1e999}]}", "'fill' of entry 0 of 'columns' must be a finite number")]
    public void A_file_that_is_no_preparation_is_refused(string json, string words)
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.Write("odd.json", Encoding.UTF8.GetBytes(json));
        Assert.Contains(words, Refusal<ModelFileException>(() => Preparation.Load(path)));
    }

    [Fact]
    public void Damaged_files_are_loaded_or_refused_and_nothing_else()
    {
        using var scratch = new ScratchDirectory();
        Fitted().Save(scratch.File("a.json"));
        var (sound, random, refused) = (File.ReadAllBytes(scratch.File("a.json")), new Random(1), 0);
        for (var trial = 0; trial < 500; trial++)
        {
            var bytes = (byte[])sound.Clone();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var path = scratch.Write("damaged.json", trial % 5 == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            try
            {
                Preparation.Load(path);
            }
            catch (ModelFileException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 100, 499);
    }
}

[Network, Input(5)]
[Dense(8), Tanh, Dense(3)]
[CrossEntropy]
public sealed partial class Animals5;

[Network, Input(5)]
[Dense(8), Tanh, Dense(3)]
[CrossEntropy]
public sealed partial class Beasts5;

[Network, Input(4)]
[Dense(8), Tanh, Dense(3)]
[CrossEntropy]
public sealed partial class Animals4;

[Network, Input(5)]
[Dense(8), Tanh, Dense(4)]
[CrossEntropy]
public sealed partial class FourKinds;
