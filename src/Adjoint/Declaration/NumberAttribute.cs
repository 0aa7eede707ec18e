namespace Adjoint;

/// <summary>
/// Marks a parameter or property of a layer attribute that is a decimal number, or a text with an expression for one: <c>Dropout("dropout")</c> in a block with the parameter
/// <c>"dropout = 0.1"</c>, <c>Scale("1 / sqrt(features)")</c>. An expression is made as <see cref="SizeAttribute"/> says; divisions do not round, and <c>sqrt(a)</c> is there
/// too. Arguments of blocks are worked out in whole numbers where all that they are made of is whole.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class NumberAttribute : Attribute;

/// <summary>
/// Marks a property of a layer attribute that is <see langword="true"/> or <see langword="false"/>, or a text with an expression that is 1 or 0: <c>Bias = "bias"</c> in a
/// block with the parameter <c>"bias = 1"</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FlagAttribute : Attribute;
