using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Adjoint.Generator.Tests.Properties;

/// <summary>A declaration drawn at random: an input, groups of layers, and a loss.</summary>
/// <param name="Input">The input's sizes.</param>
/// <param name="Groups">A dense layer each, with what follows it, or layers of images; the last fits the loss.</param>
/// <param name="Loss">The loss.</param>
internal sealed record RandomNetwork(string Input, IReadOnlyList<string> Groups, string Loss)
{
    private static readonly string[] Activations =
    [
        "ReLU", "LeakyReLU(0.1f)", "PReLU", "ELU", "SELU", "Sigmoid", "Tanh", "Softplus", "GELU", "GELU(Approximate = true)", "SiLU", "Mish", "Hardswish",
        "Hardsigmoid", "Softmax", "LogSoftmax",
    ];

    private static readonly string[] Losses =
    [
        "MeanSquaredError", "MeanAbsoluteError", "Huber(0.7f)", "BinaryCrossEntropy", "Hinge", "SquaredHinge", "CrossEntropy",
        "CrossEntropy(LabelSmoothing = 0.1f, IgnoreIndex = 0)", "CrossEntropy(Targets = Targets.Probabilities)",
        "BinaryCrossEntropy(Targets = Targets.Classes, ClassWeights = new[] { 1f, 2f })",
    ];

    /// <summary>
    /// Networks of one to five dense layers of 1 to 70 units, and of one to three groups of layers for images; a failing one is tried again without one of
    /// its groups.
    /// </summary>
    public static Arbitrary<RandomNetwork> Arbitrary { get; } = Arb.From(Generator(), Smaller);

    /// <summary>The declaration's attributes.</summary>
    public override string ToString() => string.Join(", ", [Input, .. Groups, Loss]);

    private static Gen<RandomNetwork> Generator() => Gen.Frequency((4, Vectors()), (1, Images()));

    private static Gen<RandomNetwork> Images() =>
        from input in RandomImageNetwork.Input
        from hidden in Gen.Choose(1, 3)
        from groups in Gen.CollectToArray(Enumerable.Range(1, hidden), RandomImageNetwork.Group)
        from outputs in Gen.Choose(2, 9)
        from loss in Gen.Elements(Losses)
        select new RandomNetwork(input, [.. groups, string.Create(CultureInfo.InvariantCulture, $"Flatten, Dense({outputs})")], loss);

    private static Gen<RandomNetwork> Vectors() =>
        from isSequence in Chance(20)
        from inputs in Gen.Choose(1, 70)
        from hidden in Gen.Choose(0, 4)
        from groups in Gen.CollectToArray(Enumerable.Range(1, hidden), Group)
        from outputs in Gen.Choose(2, 70)
        from loss in Gen.Elements(Losses)
        select new RandomNetwork(
            string.Create(CultureInfo.InvariantCulture, $"Input({(isSequence ? "3, " : "")}{inputs})"),
            [.. groups, string.Create(CultureInfo.InvariantCulture, $"{(isSequence ? "Flatten, " : "")}Dense({outputs})")],
            loss);

    private static Gen<string> Group(int number) =>
        from units in Gen.Choose(1, 70)
        from hasBias in Chance(80)
        from hasName in Chance(40)
        from activation in Gen.Elements(Activations)
        from hasActivation in Chance(85)
        from drops in Chance(25)
        from rate in Gen.Choose(0, 9)
        select string.Create(CultureInfo.InvariantCulture, $"Dense({units}")
            + (hasBias ? "" : ", Bias = false")
            + (hasName ? string.Create(CultureInfo.InvariantCulture, $", Name = \"layer_{number}\")") : ")")
            + (hasActivation ? ", " + activation : "")
            + (drops ? string.Create(CultureInfo.InvariantCulture, $", Dropout(0.{rate}f)") : "");

    private static Gen<bool> Chance(int percent) => Gen.Choose(1, 100).Select(drawn => drawn <= percent);

    private static IEnumerable<RandomNetwork> Smaller(RandomNetwork network) =>
        Enumerable.Range(0, network.Groups.Count - 1).Select(i => network with { Groups = [.. network.Groups.Where((_, j) => j != i)] });
}
