using System.Text;
using Adjoint.Runtime;

namespace Adjoint.Tests.Files;

/// <summary>Values that no trained network has are refused with their place, or accepted where an option says so.</summary>
public sealed class LoadOptionsTests
{
    private static readonly LoadOptions NonFinite = new() { AllowNonFinite = true };
    private static readonly LoadOptions Integers = new() { AllowIntegers = true };

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void A_value_that_is_not_finite_is_refused_with_its_place(float value, string name)
    {
        var saved = TinyNetwork.Block();
        saved.View(0)[1, 2] = value;
        var file = TinyNetwork.Saved(saved);
        Assert.Equal(
            $"'tiny.safetensors': tensor 'fc1.weight' has the value {name} at [1, 2]; nothing was loaded. "
            + "Save the network from before it diverged, or set LoadOptions.AllowNonFinite.",
            TinyNetwork.Refusal(file));

        var loaded = TinyNetwork.Untouched();
        TinyNetwork.Load(file, loaded, NonFinite);
        Assert.Equal(value, loaded.View(0)[1, 2]);
        Assert.ThrowsAny<ModelFileException>(() => TinyNetwork.Load(file, TinyNetwork.Untouched(), Integers));
    }

    [Fact]
    public void A_matrix_that_the_file_has_transposed_is_turned()
    {
        const string header =
            """{"model.fc1.bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"model.fc1.weight":{"dtype":"F32","shape":[3,2],"data_offsets":[8,32]},"scale":{"dtype":"F32","shape":[],"data_offsets":[32,36]},"model.fc1.mask":{"dtype":"F32","shape":[1],"data_offsets":[36,40]}}""";
        float[] written = [-1, -2, 1, 4, 2, 5, 3, 6, 0.5f, 9];
        var file = TinyNetwork.File(Encoding.UTF8.GetBytes(header), [.. written.SelectMany(BitConverter.GetBytes)]);
        var loaded = TinyNetwork.Untouched();
        TinyNetwork.Load(file, loaded, new LoadOptions { Transposed = ["fc1.weight"], Ignored = [".mask"], Prefix = "model." });
        Assert.Equal(TinyNetwork.Block().Span.ToArray(), loaded.Span.ToArray());

        // Each of the three is asked for, and what is still wrong is said.
        Refused(new LoadOptions { Ignored = [".mask"], Prefix = "model." }, "Of another shape: 'model.fc1.weight' is [3, 2], [2, 3] is needed.");
        Refused(new LoadOptions { Transposed = ["fc1.weight"], Prefix = "model." }, "In the file but not in the network: 'model.fc1.mask' [1].");
        Refused(new LoadOptions { Transposed = ["fc1.weight"], Ignored = [".mask"] }, "Missing from the file: 'fc1.weight' [2, 3]");

        void Refused(LoadOptions options, string message)
        {
            var untouched = TinyNetwork.Untouched();
            Assert.Contains(message, Assert.Throws<ModelFileException>(() => TinyNetwork.Load(file, untouched, options)).Message, StringComparison.Ordinal);
            Assert.All(untouched.Span.ToArray(), static value => Assert.Equal(77, value));
        }
    }

    [Fact]
    public void A_value_beyond_the_floats_is_refused_with_its_place()
    {
        var file = Typed("F64", [.. BitConverter.GetBytes(1.0), .. BitConverter.GetBytes(-1e300)]);
        Assert.Contains("tensor 'fc1.bias' has the value -1E+300 at [1], beyond the largest float; nothing was loaded", TinyNetwork.Refusal(file), StringComparison.Ordinal);
        var loaded = TinyNetwork.Untouched();
        TinyNetwork.Load(file, loaded, NonFinite);
        Assert.Equal(float.NegativeInfinity, loaded.View(1)[1]);
    }

    [Fact]
    public void A_network_of_doubles_takes_what_floats_do_not_hold()
    {
        var block = new ParameterBlock<double>(
            new ParameterLayout("Double", new ParameterInfo("fc1.bias", [2], 0, ParameterRole.Bias, Initializer.Zeros, 1, 2, outputsTogether: 1)), seed: 0);
        var file = TinyNetwork.File(Encoding.UTF8.GetBytes("""{"fc1.bias":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}"""), [.. BitConverter.GetBytes(1.0), .. BitConverter.GetBytes(-1e300)]);
        using var stream = new MemoryStream(file);
        ModelFile.Read(stream, "double.safetensors", block);
        Assert.Equal([1, -1e300], block.Span.ToArray());
    }

    [Theory]
    [InlineData("I64", 8)]
    [InlineData("U8", 1)]
    [InlineData("BOOL", 1)]
    public void Integers_and_Booleans_are_refused_as_weights(string type, int size)
    {
        var file = Typed(type, new byte[2 * size]);
        Assert.Equal(
            "'tiny.safetensors' does not fit network 'Tiny'; nothing was loaded. "
            + $"Not of floating-point numbers, which only LoadOptions.AllowIntegers accepts: 'fc1.bias' is {type}.",
            TinyNetwork.Refusal(file));
        var loaded = TinyNetwork.Untouched();
        TinyNetwork.Load(file, loaded, Integers);
        Assert.Equal(0, loaded.View(1)[0]);
        Assert.ThrowsAny<ModelFileException>(() => TinyNetwork.Load(file, TinyNetwork.Untouched(), NonFinite));
    }

    /// <summary>A file whose bias is of another type.</summary>
    private static byte[] Typed(string type, byte[] bias)
    {
        var header = $$$"""
            {"fc1.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"scale":{"dtype":"F32","shape":[],"data_offsets":[24,28]},
            "fc1.bias":{"dtype":"{{{type}}}","shape":[2],"data_offsets":[28,{{{28 + bias.Length}}}]}}
            """;
        return TinyNetwork.File(Encoding.UTF8.GetBytes(header), [.. new byte[28], .. bias]);
    }
}
