using System.Globalization;
using System.Text.Json;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;
using Adjoint.Generator.Tests.Gradients;

namespace Adjoint.Generator.Tests.Golden;

/// <summary>The numbers that <c>tests/Golden/layers.py</c>, <c>architectures.py</c>, <c>recurrent.py</c>, <c>transformers.py</c> and <c>derivatives.py</c> got from PyTorch.</summary>
internal static class GoldenFile
{
    private static readonly Lazy<JsonElement> Layers = new(() => Read("layers"));

    private static readonly Lazy<JsonElement> Architectures = new(() => Read("architectures"));

    private static readonly Lazy<JsonElement> Recurrent = new(() => Read("recurrent"));

    private static readonly Lazy<JsonElement> Transformers = new(() => Read("transformers"));

    private static readonly Lazy<JsonElement> OfDerivatives = new(() => Read("derivatives"));

    /// <summary>A part of the file of derivatives.</summary>
    public static JsonElement Derivatives(string name) => OfDerivatives.Value.GetProperty(name);

    /// <summary>A part of the other files.</summary>
    public static JsonElement Section(string name) => name switch
    {
        "recurrent" => Recurrent.Value.GetProperty("networks"),
        "lengths" => Recurrent.Value.GetProperty("lengths"),
        "architectures" => Architectures.Value.GetProperty(name),
        "transformers" => Transformers.Value.GetProperty(name),
        "lengths of attention" => Transformers.Value.GetProperty("lengths"),
        _ => Layers.Value.GetProperty(name),
    };

    /// <summary>The keys of a part of the file, as the cases of a theory.</summary>
    public static TheoryData<string> Cases(string section) => [.. Section(section).EnumerateObject().Select(property => property.Name)];

    /// <summary>A list of numbers; JSON has no digits for some, which are strings.</summary>
    public static double[] Numbers(this JsonElement element, string property) => [.. element.GetProperty(property).EnumerateArray().Select(Number)];

    /// <summary>The rows of a recorded network.</summary>
    public static Batch Batch(JsonElement recorded) => new(
        recorded.GetProperty("rows").GetInt32(),
        Singles(recorded, "x"),
        recorded.TryGetProperty("labels", out var labels) ? [.. labels.EnumerateArray().Select(label => label.GetInt32())] : null,
        recorded.TryGetProperty("targets", out _) ? Singles(recorded, "targets") : null);

    /// <summary>Gives a network the parameters that PyTorch started from; each must have its recorded twin.</summary>
    public static void SetParameters(Subject subject, JsonElement recorded)
    {
        var parameters = recorded.GetProperty("parameters");
        var trained = subject.Shaped.Parameters.Where(tensor => tensor.IsTrained).ToList();
        Assert.Equal(trained.Select(p => p.Name).Order(StringComparer.Ordinal), parameters.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        foreach (var tensor in trained)
            subject.Set(tensor, parameters.Numbers(tensor.Name));
    }

    /// <summary>Requires of a network the recorded outputs of prediction, and loss and gradients of training.</summary>
    public static void RequireTraining(Subject subject, JsonElement recorded, double tolerance, string declaration)
    {
        SetParameters(subject, recorded);
        var batch = Batch(recorded);
        Agreement.Require(recorded.Numbers("y"), subject.Predict(batch), tolerance, i => $"output {i}", declaration);

        var loss = recorded.GetProperty("loss").GetDouble();
        var (trainingLoss, gradient) = subject.Gradient(batch);
        Agreement.Require(loss, trainingLoss, Math.Abs(loss), tolerance, $"The training loss of '{declaration}'");
        foreach (var tensor in subject.Shaped.Parameters.Where(static tensor => tensor.IsTrained))
            RequireTensor(tensor, recorded.GetProperty("gradients"), gradient, tolerance, $"The gradient of '{declaration}'");
    }

    /// <summary>Compares one tensor, in row-major order.</summary>
    public static void RequireTensor(Parameter tensor, JsonElement recorded, ReadOnlySpan<float> block, double tolerance, string what) =>
        Agreement.Require(recorded.Numbers(tensor.Name), Subject.RowMajor(tensor, block), tolerance, i => $"{tensor.Name}[{i}]", what);

    private static JsonElement Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name + ".json")));
        return document.RootElement.Clone();
    }

    private static float[] Singles(JsonElement element, string property) => [.. element.Numbers(property).Select(x => (float)x)];

    private static double Number(JsonElement element) => element.ValueKind == JsonValueKind.Number
        ? element.GetDouble()
        : element.GetString() switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            "nan" => double.NaN,
            var other => double.Parse(other!, CultureInfo.InvariantCulture),
        };
}
