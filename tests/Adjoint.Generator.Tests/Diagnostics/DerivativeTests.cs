namespace Adjoint.Generator.Tests.Diagnostics;

public sealed class DerivativeTests
{
    [Theory]
    [InlineData("HessianVectorProduct", "Input(4), Dense(2)", "Derivatives.HessianVectorProduct needs a loss, but 'Net' declares none; write one, such as [MeanSquaredError]")]
    [InlineData("HessianVectorProduct", "Input(4), ReLU, MeanSquaredError", "Derivatives.HessianVectorProduct needs trained parameters, but 'Net' has none; leave it out")]
    [InlineData("Jacobian", "Input(\"a\", 4), Input(\"b\", 4), Add(\"a\")", "Derivatives.Jacobian needs one input and one output, but 'Net' has 2 and 1; use Vjp or Jvp, which take any number")]
    public void A_derivative_without_a_place(string derivative, string layers, string message) =>
        Declared.Says($"[Network(Derivatives = Derivatives.{derivative}), {layers}] partial class {{|ADJ0417:Net|}};", message);

    [Theory]
    [InlineData("Input(4), Dense(2)", "VerifyGradients needs a loss, but 'Net' declares none; write one, such as [MeanSquaredError]")]
    [InlineData("Input(4), ReLU, MeanSquaredError", "VerifyGradients needs trained parameters, but 'Net' has none; leave it out")]
    [InlineData(
        "Input(\"a\", 4), Input(\"b\", 4), Add(\"a\"), Dense(2), Output(\"c\"), Dense(2), Output(\"d\")",
        "VerifyGradients needs a loss, but 'Net' declares none; write one, such as [MeanSquaredError]")]
    public void A_network_that_cannot_verify_itself(string layers, string message) =>
        Declared.Says($"[Network, VerifyGradients, {layers}] partial class {{|ADJ0417:Net|}};", message);

    [Theory]
    [InlineData(
        "Input(\"x\", 1), Input(\"t\", 1), From(\"x\"), Dense(2), {|ADJ0418:Tangent(\"t\")|}, Concat(\"t\")",
        "'dense1' does not depend on the input 't', so that its tangent is zero; take the tangent of a value that does")]
    [InlineData(
        "Input(4, 3), Dense(6), Attention(1, Causal = true, Dropout = 0.1), {|ADJ0416:Tangent(Component = 1)|}",
        "Tangent needs to know how each row of 'attention1' changes by itself, but Attention drops some of its pairs by chance and keeps none of them; take the tangent of a value before 'attention1', or leave its Dropout out")]
    [InlineData(
        "Input(1), Dense(2), BatchNorm, {|ADJ0416:Tangent|}",
        "Tangent needs to know how each row of 'bn1' changes by itself, but BatchNorm makes it of all rows of the batch; take the tangent of a value before 'bn1', or put GroupNorm or LayerNorm in its place")]
    [InlineData("Input(2), Dense(2), {|ADJ0211:Tangent|}", "The Component of Tangent must be written, and from 0 to 1, for the input has 2 numbers, but is -1; write a value in that range")]
    [InlineData(
        "Input(2), Dense(2), Tangent(Component = {|ADJ0211:2|})",
        "The Component of Tangent must be written, and from 0 to 1, for the input has 2 numbers, but is 2; write a value in that range")]
    [InlineData("Input(\"x\", 1), Dense(2), Tangent({|ADJ0306:\"y\"|})", "Nothing above is named 'y'; there are 'dense1', 'x'")]
    [InlineData(
        "Input(\"x\", 1), Dense(2), Tangent(\"x\", Along = {|ADJ0301:\"dense1\"|})",
        "'Tangent' needs equal shapes, but the input 'x' gives 1 and 'dense1' gives 2; name a value of the same shape")]
    public void A_tangent_that_is_none(string layers, string message) => Declared.Says($"[Network, {layers}] partial class Net;", message);
}
