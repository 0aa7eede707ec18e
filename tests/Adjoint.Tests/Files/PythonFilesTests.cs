using System.Globalization;
using System.Text;
using Adjoint.Runtime;

namespace Adjoint.Tests.Files;

/// <summary>Files as Python writes them: counters of batch normalisation, tensors that several layers share.</summary>
public sealed class PythonFilesTests
{
    private const string Normalised = "bn.running_mean";

    [Theory]
    [InlineData("I64", "", 8)]
    [InlineData("I64", "1", 8)]
    [InlineData("I32", "", 4)]
    [InlineData("F32", "", 4)]
    [InlineData("F16", "1", 2)]
    [InlineData("F8_E4M3", "", 1)]
    public void Counters_are_passed_over_in_whatever_type_they_were_converted_to(string type, string shape, int bytes)
    {
        var block = Block(Normalised);
        Load(block, Entry(Normalised, 0, 1, 2, 3), $$""" "bn.num_batches_tracked":{"dtype":"{{type}}","shape":[{{shape}}],"data_offsets":[12,{{12 + bytes}}]} """, new byte[bytes]);
        Assert.Equal([1, 2, 3], block.Span.ToArray());
    }

    [Theory]
    [InlineData("other.num_batches_tracked", "")]
    [InlineData("bn.num_batches_tracked", "2")]
    [InlineData("bn.num_batches", "")]
    public void What_is_not_a_counter_is_refused(string name, string shape)
    {
        var bytes = shape.Length > 0 ? 2 : 1;
        var entry = $$""" "{{name}}":{"dtype":"U8","shape":[{{shape}}],"data_offsets":[12,{{12 + bytes}}]} """;
        Assert.Contains($"In the file but not in the network: '{name}'", Refusal(Block(Normalised), Entry(Normalised, 0, 1, 2, 3), entry, new byte[bytes]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_shared_tensor_may_be_in_the_file_under_each_of_its_names()
    {
        var block = Block("encoder.weight", "decoder.weight");
        Load(block, Entry("encoder.weight", 0, 1, -0f, 3), Entry("decoder.weight", 12, 1, 0, 3));
        Assert.Equal([1, 0, 3], block.Span.ToArray());
        block = Block("encoder.weight", "decoder.weight");
        Load(block, Entry("decoder.weight", 0, 1, 2, 3));
        Assert.Equal([1, 2, 3], block.Span.ToArray());
    }

    [Fact]
    public void Different_values_under_the_names_of_one_tensor_are_refused_with_their_place() =>
        Assert.Equal(
            "'tiny.safetensors': tensors 'encoder.weight' and 'decoder.weight' are one in network 'Tied' (SharedWith), but differ at [2]: 3 and 4.5; nothing was loaded. "
            + "Tie them where they are trained, or give the layers tensors of their own.",
            Refusal(Block("encoder.weight", "decoder.weight"), Entry("encoder.weight", 0, 1, 2, 3), Entry("decoder.weight", 12, 1, 2, 4.5f)));

    [Theory]
    [InlineData("encoder.weight", "decoder.weight")]
    [InlineData("decoder.weight", "encoder.weight")]
    [InlineData("encoder.weight", "a.third.name")]
    public void A_tensor_that_save_model_left_out_is_found_by_the_metadata(string leftOut, string kept)
    {
        var block = Block("encoder.weight", "decoder.weight");
        Load(block, $$""" "__metadata__":{"format":"pt","{{leftOut}}":"{{kept}}"} """, Entry(kept, 0, 1, 2, 3));
        Assert.Equal([1, 2, 3], block.Span.ToArray());
    }

    [Fact]
    public void A_network_that_does_not_share_takes_one_tensor_for_two()
    {
        var block = new ParameterBlock<float>(new ParameterLayout("Apart", Info("encoder.weight", 0), Info("decoder.weight", 3)), seed: 0);
        Load(block, """ "__metadata__":{"encoder.weight":"decoder.weight"} """, Entry("decoder.weight", 0, 1, 2, 3));
        Assert.Equal([1, 2, 3, 1, 2, 3], block.Span.ToArray());
    }

    [Fact]
    public void Metadata_that_name_a_tensor_that_is_not_there_help_nobody() =>
        Assert.Contains("Missing from the file: 'encoder.weight' [3]", Refusal(Block("encoder.weight"), """ "__metadata__":{"encoder.weight":"lost"} """), StringComparison.Ordinal);

    private static ParameterInfo Info(string name, int offset, params string[] aliases) =>
        new(name, [3], offset, ParameterRole.Weight, Initializer.Zeros, 1, 1, outputsTogether: 1) { Aliases = aliases };

    private static ParameterBlock<float> Block(string name, params string[] aliases) => new(new ParameterLayout("Tied", Info(name, 0, aliases)), seed: 0);

    /// <summary>An entry of three floats, and behind a bar its values.</summary>
    private static string Entry(string name, int begin, params float[] values) =>
        $$""" "{{name}}":{"dtype":"F32","shape":[3],"data_offsets":[{{begin}},{{begin + 12}}]}|{{string.Join(' ', values.Select(static v => v.ToString("R", CultureInfo.InvariantCulture)))}} """;

    private static void Load(ParameterBlock<float> block, string first, string? second = null, byte[]? more = null)
    {
        string[] entries = second is null ? [first] : [first, second];
        var header = "{" + string.Join(",", entries.Select(static entry => entry.Split('|')[0])) + "}";
        var values = entries.SelectMany(static entry => entry.Split('|').Skip(1)).SelectMany(static text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .SelectMany(static number => BitConverter.GetBytes(float.Parse(number, CultureInfo.InvariantCulture)));
        TinyNetwork.Load(TinyNetwork.File(Encoding.UTF8.GetBytes(header), [.. values, .. more ?? []]), block);
    }

    private static string Refusal(ParameterBlock<float> block, string first, string? second = null, byte[]? more = null) =>
        Assert.Throws<ModelFileException>(() => Load(block, first, second, more)).Message;
}
