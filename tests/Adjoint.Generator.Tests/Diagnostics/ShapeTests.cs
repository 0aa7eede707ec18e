namespace Adjoint.Generator.Tests.Diagnostics;

public sealed class ShapeTests
{
    [Theory]
    [InlineData("Reshape(7, 7, 64)", "Reshape(7, 7, 64) takes 3136 values, but 'conv' gives 3200 (3200); choose sizes whose product is the same")]
    [InlineData("Reshape(-1, 7)", "Reshape(-1, 7) takes a multiple of 7 values, but 'conv' gives 3200 (3200); choose sizes whose product divides 3200")]
    [InlineData("Reshape()", "Reshape() takes no values, but 'conv' gives 3200 (3200); choose sizes whose product is the same")]
    [InlineData(
        "Reshape(100000, 100000, 100000)",
        "Reshape(100000, 100000, 100000) takes 1000000000000000 values, but 'conv' gives 3200 (3200); choose sizes whose product is the same")]
    public void A_reshape_to_another_size(string reshape, string message) =>
        Declared.Says($"[Network, Input(4), Dense(3200, Name = \"conv\"), {{|ADJ0304:{reshape}|}}] partial class Net;", message);

    [Fact]
    public void The_only_size_of_a_reshape_is_marked() => Declared.Says(
        "[Network, Input(2, 3), Reshape({|ADJ0304:7|})] partial class Net;",
        "Reshape(7) takes 7 values, but the input gives 6 (2×3); choose sizes whose product is the same");

    [Theory]
    [InlineData("fc", "another layer")]
    [InlineData("FC", "another layer")]
    [InlineData("fcParameters", "another layer")]
    [InlineData("dense1", "another layer")]
    [InlineData("Predict", "a member of the generated class")]
    [InlineData("predict", "a member of the generated class")]
    [InlineData("toString", "a member of the generated class")]
    [InlineData("equalityContract", "a member of the generated class")]
    [InlineData("printMembers", "a member of the generated class")]
    [InlineData("clone", "a member of the generated class")]
    [InlineData("net", "the class itself")]
    public void A_name_that_is_taken(string name, string owner) => Declared.Says(
        $"[Network, Input(4), Dense(4, Name = \"fc\"), Dense(4), Dense(2, Name = {{|ADJ0309:\"{name}\"|}})] partial class Net;",
        $"The name '{name}' already belongs to {owner}; give this layer another, which differs in more than case");

    [Theory]
    [InlineData("fc-1")]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("größe")]
    [InlineData("_fc")]
    public void A_name_that_is_not_an_identifier(string name) => Declared.Says(
        $"[Network, Input(4), PReLU(Name = {{|ADJ0317:\"{name}\"|}})] partial class Net;",
        $"'{name}' cannot name a layer; use the letters a to z, digits and underscores, a letter first");

    [Theory]
    [InlineData("{|ADJ0318:Input(1000000, 1000000)|}", "The input would have 1000000000000 values, but the most is 10000000; choose smaller sizes")]
    [InlineData("Input({|ADJ0318:2000000000|})", "The input would have 2000000000 values, but the most is 10000000; choose smaller sizes")]
    [InlineData("Input(100000), Dense({|ADJ0318:100000|})", "'dense1' would have 10000000000 weights, but the most is 1000000000; choose smaller sizes")]
    [InlineData("Input(4), {|ADJ0318:Dense(20000000)|}", "'dense1' would have 20000000 values, but the most is 10000000; choose smaller sizes")]
    public void A_layer_that_is_too_large(string layers, string message) => Declared.Says($"[Network, {layers}] partial class Net;", message);

    [Fact]
    public void A_network_that_is_too_large() => Declared.Says(
        "[Network, Input(30000), Dense(30000), Dense(30000)] partial class {|ADJ0318:Net|};",
        "'Net' would have 1800030000 parameters, but the most is 1000000000; choose smaller sizes");

    [Fact]
    public void What_follows_from_a_mistake_is_not_reported() =>
        Declared.IsMarked("[Network, Input(4), Dense({|ADJ0201:0|}), Reshape(7), Dropout(9), CrossEntropy] partial class Net;");
}
