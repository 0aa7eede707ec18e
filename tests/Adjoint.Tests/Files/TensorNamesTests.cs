using System.Text;
using Adjoint.Runtime;
using Adjoint.Tests.Harness;

namespace Adjoint.Tests.Files;

/// <summary>Files of other programs: their names, some of their tensors, and the report on both.</summary>
public sealed class TensorNamesTests
{
    /// <summary>The tiny network's tensors as an <c>nn.Sequential</c> would call them, in the order in which safetensors' own writer has them.</summary>
    private const string Sequential =
        """{"0.bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"0.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]},"1.scale":{"dtype":"F32","shape":[],"data_offsets":[32,36]}}""";

    private static readonly TensorNames Names = new() { { "0.*", "fc1.*" }, { "1.scale", "scale" } };

    [Theory]
    [InlineData("0.weight", "0.weight", "dense1.weight", "dense1.weight")]
    [InlineData("0.*", "0.weight", "dense1.*", "dense1.weight")]
    [InlineData("*.weight", "0.weight", "dense*.weight", "dense0.weight")]
    [InlineData("layers.*.attn.*", "layers.11.attn.attn.bias", "h.*.self.*", "h.11.self.attn.bias")]
    [InlineData("*", "a", "model.*", "model.a")]
    [InlineData("*.*.*", "a.b.c.d", "*/*/*", "a/b/c.d")]
    [InlineData("a*b*ab", "aabbab", "x*y*z", "xaybz")]
    public void A_rule_translates_both_ways(string file, string inFile, string network, string inNetwork)
    {
        var names = new TensorNames { { file, network } };
        Assert.Equal(inNetwork, names.ToNetwork(inFile));
        Assert.Equal(inFile, names.ToFile(inNetwork));
        Assert.Equal([KeyValuePair.Create(file, network)], names);
    }

    [Theory]
    [InlineData("0.*", "0.")]
    [InlineData("0.*", "10.weight")]
    [InlineData("*.weight", ".weight")]
    [InlineData("a*a", "aa")]
    [InlineData("a*b*c", "abxc")]
    [InlineData("a*a", "a")]
    [InlineData("0.weight", "0.weights")]
    public void A_name_that_no_rule_fits_keeps_its_form(string pattern, string name) =>
        Assert.Equal(
            name,
            new TensorNames
            {
                { pattern, pattern.Replace("a", "Z", StringComparison.Ordinal).Replace("0", "Z", StringComparison.Ordinal).Replace(".w", "Z", StringComparison.Ordinal) }
            }.ToNetwork(name));

    [Fact]
    public void The_first_rule_that_fits_decides()
    {
        var names = new TensorNames { { "0.bias", "head.shift" }, { "0.*", "dense1.*" } };
        Assert.Equal("head.shift", names.ToNetwork("0.bias"));
        Assert.Equal("dense1.weight", names.ToNetwork("0.weight"));
    }

    [Theory]
    [InlineData("", "a")]
    [InlineData("a", "")]
    [InlineData("a.*", "b")]
    [InlineData("a.**", "b.**")]
    public void A_rule_that_means_nothing_is_refused(string file, string network)
    {
        var names = new TensorNames();
        Assert.ThrowsAny<ArgumentException>(() => names.Add(file, network));
        Assert.Equal(0, names.Count);
    }

    [Fact]
    public void A_pattern_made_to_be_slow_is_not()
    {
        var names = new TensorNames { { string.Concat(Enumerable.Repeat("*a", 200)) + "*b", string.Concat(Enumerable.Repeat("*c", 200)) + "*d" } };
        var name = new string('a', 20_000);
        Assert.Equal(name, names.ToNetwork(name));
    }

    [Fact]
    public void A_file_with_other_names_is_loaded_by_rules()
    {
        var loaded = TinyNetwork.Untouched();
        using var stream = new MemoryStream(File());
        var report = ModelFile.Read(stream, "tiny.safetensors", loaded, new LoadOptions { Names = Names });
        Assert.Equal(TinyNetwork.Block().Span.ToArray(), loaded.Span.ToArray());
        Assert.Equal([new("0.weight", "fc1.weight"), new("0.bias", "fc1.bias"), new("1.scale", "scale")], report.Loaded);
        Assert.Equal("Loaded 3 tensors.", report.ToString());
    }

    [Fact]
    public void Other_names_are_proposed_where_the_shapes_tell_them_and_the_proposal_loads()
    {
        var message = TinyNetwork.Refusal(File(Sequential.Replace("1.scale", "1.value", StringComparison.Ordinal)));
        Assert.DoesNotContain("LoadOptions.Names", message, StringComparison.Ordinal);
        message = TinyNetwork.Refusal(File());
        Assert.EndsWith(
            """If only the names differ, LoadOptions.Names may be, by shapes and order: new() { { "0.*", "fc1.*" }, { "1.scale", "scale" } }.""", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_of_one_shape_are_proposed_in_the_order_of_their_numbers()
    {
        ParameterInfo[] missing = [.. Enumerable.Range(1, 12).SelectMany(i => new[] { Tensor($"dense{i}.weight", 5, 5), Tensor($"dense{i}.bias", 5) })];
        SafetensorsEntry[] extra = [.. Enumerable.Range(0, 12)
        .SelectMany(i => new[] { Entry($"body.{2 * i}.weight", 5, 5), Entry($"body.{2 * i}.bias", 5) })
        .OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        var proposed = NameProposal.Of(missing, extra);
        Assert.StartsWith("""new() { { "body.0.*", "dense1.*" }, { "body.2.*", "dense2.*" }, { "body.4.*", "dense3.*" }""", proposed, StringComparison.Ordinal);
        Assert.EndsWith("""{ "body.22.*", "dense12.*" } }""", proposed, StringComparison.Ordinal);
        Assert.Null(NameProposal.Of(missing, extra[1..]));
        Assert.Null(NameProposal.Of([missing[1]], [Entry("\" }; Evil.bias", 5)]));
    }

    [Fact]
    public void Two_tensors_with_one_name_are_refused()
    {
        var fault = Assert.Throws<ModelFileException>(() => TinyNetwork.Load(File(), TinyNetwork.Untouched(), new LoadOptions { Names = new() { { "0.bias", "fc1.weight" }, { "0.*", "fc1.*" } } }));
        Assert.Contains("gives '0.bias' and '0.weight' the same name 'fc1.weight'; nothing was loaded", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_a_file_leaves_the_rest_of_the_network_as_it_was()
    {
        var loaded = TinyNetwork.Untouched();
        using var stream = new MemoryStream(File());
        var report = ModelFile.Read(stream, "tiny.safetensors", loaded, new LoadOptions { Names = new() { { "0.weight", "fc1.weight" } }, Partial = true });
        Assert.Equal("Loaded 1 tensor. Skipped 2 of the file: '0.bias', '1.scale'. Unchanged 2: 'fc1.bias', 'scale'.", report.ToString());
        Assert.Equal([1, 2, 3, 4, 5, 6], Enumerable.Range(0, 6).Select(i => loaded.View(0)[i]));
        Assert.Equal([77, 77, 77], [loaded.View(1)[0], loaded.View(1)[1], loaded.View(2)[0]]);
    }

    [Fact]
    public void A_part_of_another_shape_is_refused_unless_it_is_named()
    {
        var file = File(Sequential.Replace("[2,3]", "[3,2]", StringComparison.Ordinal));
        var untouched = TinyNetwork.Untouched();
        var fault = Assert.Throws<ModelFileException>(() => TinyNetwork.Load(file, untouched, new LoadOptions { Names = Names, Partial = true }));
        Assert.EndsWith("'0.weight' is [3, 2], [2, 3] is needed. Names in LoadOptions.Ignored are skipped, and the network keeps its own values.", fault.Message, StringComparison.Ordinal);
        Assert.All(untouched.Span.ToArray(), static value => Assert.Equal(77, value));

        var loaded = TinyNetwork.Untouched();
        TinyNetwork.Load(file, loaded, new LoadOptions { Names = Names, Partial = true, Ignored = ["0.weight"] });
        Assert.Equal([77, 77, 77, 77, 77, 77, -1, -2, 0.5f], loaded.Span.ToArray());
    }

    [Fact]
    public void A_file_of_which_nothing_fits_is_refused_even_as_a_part()
    {
        var fault = Assert.Throws<ModelFileException>(() => TinyNetwork.Load(File(), TinyNetwork.Untouched(), new LoadOptions { Partial = true }));
        Assert.Contains("Missing from the file: 'fc1.weight' [2, 3]", fault.Message, StringComparison.Ordinal);
        Assert.Contains("LoadOptions.Names may be", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.bn1", true)]
    [InlineData("other.bn1", false)]
    public void PyTorchs_counters_are_passed_over_under_other_names_too(string layer, bool isLoaded)
    {
        var layout = new ParameterLayout("Net", new ParameterInfo("bn1.running_mean", [1], 0, ParameterRole.Statistic, Initializer.Zeros, 1, 1, outputsTogether: 1) { IsTrained = false });
        var header = $$$"""{"model.bn1.running_mean":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"{{{layer}}}.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[4,12]}}""";
        var file = TinyNetwork.File(Encoding.UTF8.GetBytes(header), [.. BitConverter.GetBytes(2.5f), .. new byte[8]]);
        foreach (var options in new LoadOptions[] { new() { Names = new() { { "model.*", "*" } } }, new() { Prefix = "model." } })
        {
            var block = new ParameterBlock<float>(layout, seed: 0);
            if (isLoaded)
                TinyNetwork.Load(file, block, options);
            else
                Assert.Throws<ModelFileException>(() => TinyNetwork.Load(file, block, options));
            Assert.Equal(isLoaded ? 2.5f : 0, block.View(0)[0]);
        }
    }

    [Theory]
    [InlineData("PK\u0003\u0004\u0000\u0000\u0000\u0000")]
    [InlineData("\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j")]
    public void A_pickled_file_is_refused_with_the_lines_that_convert_it(string bytes)
    {
        var message = TinyNetwork.Refusal(Encoding.Latin1.GetBytes(bytes));
        Assert.StartsWith("'tiny.safetensors' is not a safetensors file.", message, StringComparison.Ordinal);
        Assert.Contains("weights_only=True", message, StringComparison.Ordinal);
        Assert.Contains("open(\"model.safetensors\", \"wb\")", message, StringComparison.Ordinal);
        // The page about files quotes the lines.
        var page = System.IO.File.ReadAllText(Repository.PathOf("docs", "files.md"));
        Assert.All(message.Split('\n').Where(static line => line.StartsWith("    ", StringComparison.Ordinal)), line => Assert.Contains($"\n{line[4..]}\n", page, StringComparison.Ordinal));
    }

    private static ParameterInfo Tensor(string name, params int[] shape) => new(name, shape, 0, ParameterRole.Weight, Initializer.Zeros, 1, 1, outputsTogether: 1);

    private static SafetensorsEntry Entry(string name, params long[] shape) => new(name, "F32", shape, 0, 0);

    private static byte[] File(string header = Sequential)
    {
        float[] values = [-1, -2, 1, 2, 3, 4, 5, 6, 0.5f];
        return TinyNetwork.File(Encoding.UTF8.GetBytes(header), [.. values.SelectMany(BitConverter.GetBytes)]);
    }
}
