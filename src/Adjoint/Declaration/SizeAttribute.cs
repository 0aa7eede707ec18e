namespace Adjoint;

/// <summary>
/// Marks a parameter or property of a layer attribute that is a size. A size is a whole number, or a text with an expression over the parameters of the
/// block that it is in and over the shape of the value that the layer reads: <c>Dense("width * 4")</c>, <c>Dense("features / 2")</c>.
/// </summary>
/// <remarks>
/// An expression has whole numbers, names, + - * / % (a division rounds towards zero), parentheses, and <c>min(a, b)</c> and <c>max(a, b)</c>. <c>x.features</c> is a size
/// of the value that is named <c>x</c>. The names of the incoming shape are <c>features</c>, its last axis; <c>channels</c> and <c>length</c> where it has two axes; <c>channels</c>, <c>height</c> and
/// <c>width</c> where it has three; <c>channels</c>, <c>depth</c>, <c>height</c> and <c>width</c> where it has four. A block's parameter of the same name
/// goes before.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class SizeAttribute : Attribute;
