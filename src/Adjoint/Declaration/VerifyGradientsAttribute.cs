namespace Adjoint;

/// <summary>
/// Asks for a self-test of a network's derivatives: <c>VerifyGradients()</c>, which compares the gradient with central differences of the loss at inputs and targets that it draws,
/// and, where both are declared, <c>Vjp</c> with <c>Jvp</c>; and <c>VerifyGradients(x, targets)</c>, with the parameters of <c>Loss</c>, which does so for given ones. For networks
/// of any number of inputs, outputs and losses. Call it in a unit test.
/// </summary>
/// <example>
/// <code>
/// [Network, Input(784), VerifyGradients]
/// [Dense(128), Tanh, Dense(10), CrossEntropy]
/// public sealed partial class Digits;
/// // …
/// var report = new Digits(seed: 1).VerifyGradients();
/// Assert.True(report.Agrees(), report.ToString());
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class VerifyGradientsAttribute : Attribute;
