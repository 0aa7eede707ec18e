using System.Globalization;
using Adjoint.CodeFixes;
using Adjoint.Generator.Tests.CodeFixes;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Tests.Diagnostics.Calls;

/// <summary>Calls of networks that C# cannot bind: beside its own words there are ours, which know the losses, and a fix where one is right.</summary>
public sealed class UnboundTests
{
    private const string Classes = "Input(4), Dense(3), CrossEntropy", Numbers = "Input(4), Dense(1), MeanSquaredError", Binary = "Input(4), Dense(1), BinaryCrossEntropy", NoLoss = "Input(4), Dense(3)";
    private const string Tokens = "Input(10, Tokens = 50), Embedding(8), Mean(0), Dense(2), CrossEntropy";
    private const string Judged = "Input(4), Dense(8), Output(\"code\"), Dense(4), Output(\"y\"), Objective(\"Critic\"), MeanSquaredError(On = \"y\"), Objective(\"Painter\"), Penalty(On = \"code\")";

    private const string Labels = "TrainStep of 'Net' takes the labels of CrossEntropy as whole numbers, one int for each row, but is given ";

    [Theory]
    // Labels and targets of the wrong kind
    [InlineData(Classes, "n.TrainStep(x, {|ADJ0621:f|}, o);", Labels + "float[]; pass int[] with the class of each row, from 0 to 2, or judge numbers by MeanSquaredError", "System.Array.ConvertAll(f, static number => (int)number)")]
    [InlineData(Classes, "n.TrainStep(x, {|ADJ0621:new float[2]|}, o);", Labels + "float[]; pass int[] with the class of each row, from 0 to 2, or judge numbers by MeanSquaredError", "n.TrainStep(x, new int[2], o);")]
    [InlineData(Classes, "n.TrainStep(x, {|ADJ0621:bytes|}, o);", Labels + "byte[]; pass int[] with the class of each row, from 0 to 2", "System.Array.ConvertAll(bytes, static number => (int)number)")]
    [InlineData(Classes, "n.TrainStep(x, {|ADJ0621:1|}, o);", Labels + "int; pass a list with one for each row", "n.TrainStep(x, [1], o);")]
    [InlineData(Classes, "_ = n.Loss(x, {|ADJ0621:f|});", "Loss of 'Net' takes the labels of CrossEntropy as whole numbers, one int for each row, but is given float[]; pass int[] with the class of each row, from 0 to 2, or judge numbers by MeanSquaredError", "ConvertAll(f")]
    [InlineData(Numbers, "n.TrainStep(x, {|ADJ0621:l|}, o);", "TrainStep of 'Net' takes the targets of MeanSquaredError, one float for each row, but is given int[]; pass float[], or judge classes by CrossEntropy", "System.Array.ConvertAll(l, static number => (float)number)")]
    [InlineData(Numbers, "n.TrainStep(x, {|ADJ0621:d|}, o);", "TrainStep of 'Net' takes the targets of MeanSquaredError, one float for each row, but is given double[]; pass float[], or write [Network(Precision = Precision.Double)]", "(float)number")]
    [InlineData(Binary, "n.TrainStep(x, {|ADJ0621:l|}, o);", "TrainStep of 'Net' takes the targets of BinaryCrossEntropy, one float for each row, but is given int[]; pass float[], or write BinaryCrossEntropy(Targets = Targets.Classes), which takes int[]", "(float)number")]
    [InlineData(Binary, "n.TrainStep(x, {|ADJ0621:new bool[2]|}, o);", "TrainStep of 'Net' takes the targets of BinaryCrossEntropy, one float for each row, but is given bool[]; pass float[] or a span", null)]
    // Inputs
    [InlineData(Classes, "n.Predict({|ADJ0621:d|}, f);", "Predict of 'Net' takes rows in 'x', one after the other, 4 floats for each row, but is given double[]; pass float[], or write [Network(Precision = Precision.Double)]", "(float)number")]
    [InlineData(Classes, "n.Predict({|ADJ0621:table|}, f);", "Predict of 'Net' takes rows in 'x', one after the other, 4 floats for each row, but is given float[,]; pass a span over the table, or keep the rows one after the other in one array", "CreateReadOnlySpan(ref table[0, 0], table.Length)")]
    [InlineData(Classes, "n.Predict({|ADJ0621:jagged|}, f);", "Predict of 'Net' takes rows in 'x', one after the other, 4 floats for each row, but is given float[][]; copy the rows one after the other into one float[]", null)]
    [InlineData(Classes, "n.Predict({|ADJ0621:list|}, f);", "Predict of 'Net' takes rows in 'x', one after the other, 4 floats for each row, but is given List<float>; pass CollectionsMarshal.AsSpan of the list, or an array", "CollectionsMarshal.AsSpan(list)")]
    [InlineData(Tokens, "n.Predict({|ADJ0621:f|}, f);", "Predict of 'Net' takes tokens in 'x', 10 ints for each row, but is given float[]; pass int[]", "(int)number")]
    [InlineData(Classes, "n.Predict(x, {|ADJ0621:d|});", "Predict of 'Net' writes its results into 'y', 3 floats for each row, but is given double[]; pass float[], or write [Network(Precision = Precision.Double)]", null)]
    // What was forgotten
    [InlineData(Classes, "n.{|ADJ0621:TrainStep|}(x, l);", "TrainStep of 'Net' takes an optimizer at the end, but is given none; pass one that is created once, such as new Adam(1e-3f)", "n.TrainStep(x, l, o);")]
    [InlineData(Classes, "n.{|ADJ0621:TrainStep|}(x, o);", "TrainStep of 'Net' takes the labels of CrossEntropy as whole numbers, one int for each row, but 'labels' is not given; pass it after 'x'", null)]
    [InlineData(Classes, "n.TrainStep(x, l, {|ADJ0621:0.001f|});", "TrainStep of 'Net' takes an optimizer, but is given float; pass one that is created once, such as new Adam(1e-3f)", "n.TrainStep(x, l, new Adam(0.001f));")]
    [InlineData(Classes, "var y = n.{|ADJ0621:Predict|}(x);", "Predict of 'Net' writes its results into 'y', 3 floats for each row, but 'y' is not given; pass new float[rows * Net.OutputSize] and read it afterwards", "var y = new float[x.Length / Net.InputSize * Net.OutputSize];")]
    [InlineData(Classes, "n.TrainStep({|ADJ0621:inputs|}: x, labels: l, optimizer: o);", "TrainStep of 'Net' takes 'x', 'labels' and 'optimizer', but is given 'inputs'; write x: in its place, or no name", "n.TrainStep(x: x, labels: l, optimizer: o);")]
    [InlineData(Classes, "n.TrainStep(optimizer: o, x: x, labels: {|ADJ0621:f|});", Labels + "float[]; pass int[] with the class of each row, from 0 to 2, or judge numbers by MeanSquaredError", "static number => (int)number)")]
    [InlineData(Judged, "n.TrainCritic(x, {|ADJ0621:l|}, o);", "TrainCritic of 'Net' takes the targets of MeanSquaredError, 4 floats for each row, but is given int[]; pass float[], or judge classes by CrossEntropy", "(float)number")]
    [InlineData(Judged, "n.{|ADJ0621:TrainPainter|}(x);", "TrainPainter of 'Net' takes an optimizer at the end, but is given none; pass one that is created once, such as new Adam(1e-3f)", "n.TrainPainter(x, o);")]
    // What there is not
    [InlineData(NoLoss, "n.{|ADJ0622:TrainStep|}(x, l, o);", "'Net' has no TrainStep, because it has no loss; add CrossEntropy after its last layer", "Dense(3), CrossEntropy]")]
    [InlineData(NoLoss, "n.{|ADJ0622:TrainStep|}(x, f, o);", "'Net' has no TrainStep, because it has no loss; add MeanSquaredError after its last layer", "Dense(3), MeanSquaredError]")]
    [InlineData("Input(4), Dense(1)", "_ = n.{|ADJ0622:Loss|}(x, l);", "'Net' has no Loss, because it has no loss; add BinaryCrossEntropy(Targets = Targets.Classes) after its last layer", "Targets.Classes)]")]
    [InlineData(NoLoss, "n.{|ADJ0622:TrainStep|}();", "'Net' has no TrainStep, because it has no loss; add one after its last layer, such as MeanSquaredError for numbers or CrossEntropy for classes", null)]
    [InlineData(Judged, "n.{|ADJ0622:TrainStep|}(x, f, o);", "'Net' has no TrainStep of its own, because its losses belong to objectives; call TrainCritic or TrainPainter", null)]
    [InlineData(Classes, "n.{|ADJ0622:Trainstep|}(x, l, o);", "'Net' has no Trainstep; did you mean TrainStep?", "n.TrainStep(x, l, o);")]
    [InlineData(Classes, "_ = n.{|ADJ0622:Dense2|}.Weight;", "'Net' has no Dense2; did you mean Dense1?", "n.Dense1.Weight")]
    [InlineData(Classes, "n.{|ADJ0622:Forward|}(x);", "'Net' has no Forward; Predict(x, y) computes the outputs of the rows in x and writes them into y", null)]
    [InlineData(Classes, "n.{|ADJ0622:zero_grad|}();", "'Net' has no zero_grad; nothing takes its place: every TrainStep begins with a new gradient", null)]
    [InlineData(Classes, "n.{|ADJ0622:Compile|}(o);", "'Net' has no Compile; nothing takes its place: the loss is an attribute, and TrainStep takes the optimizer", null)]
    [InlineData(Classes, "Net.{|ADJ0622:TrainStep|}(x, l, o);", "'Net' has no static TrainStep; create one once, as with var network = new Net(seed: 1), and write network.TrainStep", null)]
    // Optimizers
    [InlineData(Classes, "n.TrainStep(x, l, new {|ADJ0623:SGD|}(0.1));", "No optimizer is written SGD; write new GradientDescent(0.1)", "new GradientDescent(0.1)")]
    [InlineData(Classes, "n.TrainStep(x, l, new {|ADJ0623:RMSprop|}(0.01));", "No optimizer is written RMSprop; write new RmsProp(0.01)", "new RmsProp(0.01)")]
    [InlineData(Classes, "n.TrainStep(x, l, new Adam({|ADJ0623:lr: 0.01|}));", "No optimizer is written Adam with 'lr'; the learning rate comes first and has no name", "new Adam(0.01)")]
    [InlineData(Classes, "n.TrainStep(x, l, new AdamW(0.01, {|ADJ0623:weight_decay: 0.1|}));", "No optimizer is written AdamW with 'weight_decay'; write { WeightDecay = … } after the parenthesis", null)]
    public async Task Is_told_in_our_words(string layers, string statement, string message, string? mended)
    {
        var marked = Program(layers, statement);
        var said = AnalyzerHarness.Verify(marked, new HarnessSettings { ExpectErrors = true });
        Assert.Equal(message, Assert.Single(said).GetMessage(CultureInfo.InvariantCulture));
        var source = MarkedSource.Parse(marked).Text;
        var offered = await CodeFixHarness.Offers<RemedyFix>(source, isGenerated: true);
        Assert.Equal(mended is not null, offered.Count > 0);
        foreach (var (title, text) in offered)
        {
            var left = AnalyzerHarness.Build(text, new HarnessSettings { ExpectErrors = true }).Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
            Assert.True(!left.Any(), $"After '{title}' there is {string.Join(" | ", left)}\n{text}");
        }
        if (mended is not null)
            Assert.Contains(mended, offered[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Classes, "for (var i = 0; i < 9; i++) { using var made = new Adam(); }\n n.TrainStep(x, l);", "n.TrainStep(x, l, o);")]
    [InlineData(Classes, "var other = new Adam();\n n.TrainStep(x, l);", null)]
    public async Task An_optimizer_that_was_forgotten_is_the_only_one_in_sight(string layers, string statements, string? mended)
    {
        var offered = await CodeFixHarness.Offers<RemedyFix>(MarkedSource.Parse(Program(layers, statements)).Text, isGenerated: true);
        Assert.Equal(mended is not null, offered.Any(static offer => offer.Title.StartsWith("Pass", StringComparison.Ordinal)));
        Assert.All(offered, offer => Assert.Contains(mended!, offer.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("n.Unknowable(x);")]
    [InlineData("new Unheard(0.1);")]
    [InlineData("o.Unknowable();")]
    [InlineData("Missing.TrainStep(x, l, o);")]
    [InlineData("n.TrainStep(x, l, o)")]
    public void Nothing_is_said_of_what_nobody_knows(string statement) =>
        AnalyzerHarness.Verify(Program(Classes, statement), new HarnessSettings { ExpectErrors = true });

    private static string Program(string layers, string statement) => $$"""
        using System.Collections.Generic;
        using Adjoint;
        [Network, {{layers}}] partial class Net;
        static class Program
        {
            static void Run(Net n, float[] x, float[] f, int[] l, double[] d, byte[] bytes, float[,] table, float[][] jagged, List<float> list, Optimizer o)
            {
                {{statement}}
            }
        }
        """;
}
