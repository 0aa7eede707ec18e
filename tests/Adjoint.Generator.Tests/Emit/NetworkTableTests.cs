using System.Globalization;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Emit;

/// <summary>The table that <c>Summary</c> is.</summary>
[Trait("Set", "Slow")]
public sealed class NetworkTableTests
{
    [Theory]
    [InlineData("Input(3, 7, 6), Conv2D(5, Kernel = 3, Bias = false), BatchNorm, Flatten, Dense(3), CrossEntropy")]
    [InlineData("Input(5, 6), MultiHeadAttention(2), Dense(2), MeanSquaredError")]
    [InlineData("Input(5, 6), As(\"m\"), Dense(6), TransformerDecoderLayer(2, \"m\", Hidden = 9), Dense(2), MeanSquaredError")]
    [InlineData("Input(6, 3), LSTM(5, Layers = 2, Bidirectional = true), GRU(4), Last, Dense(2), MeanSquaredError")]
    [InlineData("Input(6, Tokens = 9), Embedding(4, Name = \"e\"), PositionEmbedding, Dense(9, SharedWith = \"e\", Bias = false), CrossEntropy(PerPosition = true)")]
    [InlineData("Input(6), Dense(6, Name = \"a\"), Tanh, Dense(6, SharedWith = \"a\"), Dense(2, Frozen = true), MeanSquaredError")]
    public void The_parameters_of_the_rows_add_up_to_the_total(string layers)
    {
        var lines = Summary(layers).ToList();
        // The column ends where its title ends.
        var end = lines[0].IndexOf("parameters", StringComparison.Ordinal) + "parameters".Length;
        var column = lines.Skip(1).TakeWhile(static line => !line.StartsWith("parameters", StringComparison.Ordinal))
            .Select(line => (Layer: line.Split(' ')[0], Text: line.Length < end ? "" : line[..end].Split(' ')[^1])).ToList();
        Assert.Equal(Number(column.Single(static row => row.Layer == "total").Text), column.Where(static row => row.Layer != "total" && row.Text.Length > 0).Sum(static row => Number(row.Text)));
    }

    [Fact]
    public void A_layer_of_the_library_shows_the_parameters_of_each_of_its_parts() =>
        Assert.Contains("attention1.in_proj   5×18           126          1,170", Summary("Input(5, 6), MultiHeadAttention(2), Dense(2), MeanSquaredError"));

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Summary(string layers)
    {
        var result = GeneratorHarness.Run($"using Adjoint;\n[Network, {layers}] public partial class Net;");
        using var project = result.Emit();
        return ((string)project.Type("Net").GetField("Summary")!.GetValue(null)!).Split('\n');
    }
}
