namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>Objectives, entries, and what losses compare with.</summary>
public sealed class ObjectiveTests
{
    private const string Layers = "Input(\"x\", 4), Input(\"z\", 3), From(\"x\"), Dense(3, Name = \"a\"), Output(\"h\"), Add(\"z\"), As(\"sum\"), Dense(2, Name = \"b\"), Output(\"y\"), ";

    [Theory]
    [InlineData("{|ADJ0430:Objective(\"One\")|}", "The objective 'One' trains nothing, because no loss follows it; write one behind it, such as [MeanSquaredError], or remove it")]
    [InlineData(
        "Objective(\"One\", Trains = {|ADJ0430:\"b\"|}), MeanSquaredError(On = \"h\")",
        "The objective 'One' trains nothing, because its losses do not depend on parameters of 'b'; name a layer before an output that they judge")]
    [InlineData("Objective(\"One\", Trains = {|ADJ0306:\"critic\"|}), MeanSquaredError(On = \"h\")", "No layer with parameters is named 'critic'; there are 'a', 'b'")]
    [InlineData("Objective({|ADJ0317:\"1\"|}), MeanSquaredError(On = \"h\")", "'1' cannot name a layer; use the letters a to z, digits and underscores, a letter first")]
    [InlineData(
        "Objective(\"One\"), MeanSquaredError(On = \"h\"), Objective({|ADJ0309:\"One\"|}), MeanSquaredError(On = \"y\")",
        "The name 'One' already belongs to another objective or entry; give this layer another, which differs in more than case")]
    [InlineData(
        "Objective({|ADJ0309:\"B\"|}), MeanSquaredError(On = \"h\")",
        "The name 'B' already belongs to another member of the generated class; give this layer another, which differs in more than case")]
    [InlineData("Objective(\"One\"), {|ADJ0414:MeanSquaredError|}", "MeanSquaredError could judge any of the outputs 'h', 'y'; say which, as by On = \"h\"")]
    [InlineData(
        "Objective(\"One\"), MeanSquaredError(On = \"h\"), {|ADJ0112:ReLU|}",
        "ReLU follows the loss MeanSquaredError, but a network ends with its losses; move ReLU to where it belongs or remove it")]
    [InlineData("Objective(\"One\"), MeanSquaredError(On = \"h\", Weight = {|ADJ0211:0|})", "A loss's weight must be finite, and not 0, but is 0; write a value in that range")]
    [InlineData("MeanSquaredError(On = \"h\", Weight = {|ADJ0211:-1|})", "A loss's weight must be above 0 and finite, but is -1; write a value in that range")]
    public void Objectives(string objective, string message) => Declared.Says($"[Network, {Layers}{objective}] partial class Net;", message);

    [Fact]
    public void An_objective_without_parameters() => Declared.Says(
        "[Network, Input(4), ReLU, {|ADJ0430:Objective(\"One\")|}, Penalty] partial class Net;",
        "The objective 'One' trains nothing, because its losses depend on no parameter that is trained; judge an output behind one, or remove the objective");

    [Theory]
    [InlineData("Entry(\"Part\", From = {|ADJ0360:\"sum, z\"|}, To = \"y\")", "The entry 'Part' is given 'z', on which nothing that it asks for depends; remove it from From")]
    [InlineData("Entry(\"Part\", From = {|ADJ0360:\"h\"|}, To = \"y\")", "The entry 'Part' does not say where the input 'z' comes from, on which 'y' depends; add it to From")]
    [InlineData("Entry(\"Part\", From = {|ADJ0306:\"whole\"|}, To = \"y\")", "Nothing above is named 'whole'; there are 'a', 'add1', 'b', 'h', 'sum', 'x', 'y', 'z'")]
    [InlineData("Entry(\"Part\", From = \"h, z\", To = {|ADJ0360:\"y, y\"|})", "The entry 'Part' names 'y' twice; name each value once")]
    [InlineData("Entry({|ADJ0309:\"Predict\"|}, To = \"y\")", "The name 'Predict' already belongs to another member of the generated class; give this layer another, which differs in more than case")]
    public void Entries(string entry, string message) => Declared.Says($"[Network, {Layers}{entry}] partial class Net;", message);

    [Theory]
    [InlineData(
        "CrossEntropy(On = \"h\", Target = {|ADJ0431:\"z\"|})",
        "CrossEntropy compares its output with labels, which only the caller has; write Targets = Targets.Probabilities, or remove Target")]
    [InlineData("CrossEntropy(On = \"h\", Target = {|ADJ0431:1|})", "CrossEntropy compares its output with labels, which only the caller has; write Targets = Targets.Probabilities, or remove Target")]
    [InlineData("Penalty(On = \"h\", Target = {|ADJ0431:1|})", "Penalty compares its output with nothing; remove Target, or write MeanSquaredError, which compares")]
    [InlineData(
        "MeanSquaredError(On = \"h\", Target = {|ADJ0301:\"x\"|})",
        "'MeanSquaredError' needs equal shapes, but 'h' gives 3 and the input 'x' gives 4; compare with a value of the output's shape")]
    [InlineData("MeanSquaredError(On = \"h\", Target = {|ADJ0306:\"whole\"|})", "Nothing above is named 'whole'; there are 'a', 'add1', 'b', 'h', 'sum', 'x', 'y', 'z'")]
    [InlineData("MeanSquaredError(On = \"h\", Target = {|ADJ0211:double.NaN|})", "The target of MeanSquaredError must be finite, but is NaN; write a value in that range")]
    [InlineData(
        "MeanSquaredError(On = \"h\", Target = {|ADJ0432:\"sum\"|})",
        "MeanSquaredError gives its target no gradient, but 'sum' depends on parameters that it trains; write From(\"sum\"), Detach, As(\"sumTarget\") before the losses, and compare with 'sumTarget'")]
    public void Targets(string loss, string message) => Declared.Says($"[Network, {Layers}{loss}] partial class Net;", message);

    [Fact]
    public void A_target_that_is_trained_behind_an_output_without_a_name() => Declared.Says(
        "[Network, Input(4), Dense(3), As(\"t\"), Dense(3), MeanSquaredError(Target = {|ADJ0432:\"t\"|})] partial class Net;",
        "MeanSquaredError gives its target no gradient, but 't' depends on parameters that it trains; write Detach before what gives it its name, or name the output with Output(\"y\")");

    [Theory]
    [InlineData(
        "As(\"m\"), Dense(2), As(\"l\"), Gaussian(\"m\", {|ADJ0301:\"l\"|})",
        "'Gaussian' needs equal shapes, but 'm' gives 3 and 'l' gives 2; make one logarithm of a variance for each mean, as by the two halves of Dense(2 * n)")]
    [InlineData("As(\"m\"), Gaussian(\"m\", {|ADJ0306:\"variance\"|})", "Nothing above is named 'variance'; there are 'dense1', 'm'")]
    [InlineData("{|ADJ0303:SinusoidalEmbedding(8)|}", "SinusoidalEmbedding needs an input of one number, but 'dense1' gives 3; write Slice and SinusoidalEmbedding for each of several")]
    [InlineData("Dense(1), SinusoidalEmbedding({|ADJ0211:7|})", "The size of 'embedding1' must be even, and at least 2, but is 7; write 8")]
    [InlineData("Dense(1), SinusoidalEmbedding(8, Base = {|ADJ0211:1|})", "The base of 'embedding1' must be above 1 and finite, but is 1; write a value in that range")]
    public void Layers_of_normal_numbers_and_times(string layers, string message) => Declared.Says($"[Network, Input(4), Dense(3), {layers}] partial class Net;", message);

    [Fact]
    public void Objectives_and_entries_do_not_belong_into_blocks() => Declared.Says(
        "[Block, Dense(3), {|ADJ0117:Objective(\"One\")|}] public abstract class B; [Network, Input(4), Dense(3), Use<B>] partial class Net;",
        "Objective cannot stand in the block 'B', which yields one value, its last; move Objective to the networks that use the block");
}
