using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Shape;

/// <summary>What messages call the kinds of numbers.</summary>
internal static class NumberKindWords
{
    /// <summary>What it is called, and what can be written for it.</summary>
    public static string[] Words(this NumberKind kind) => kind switch
    {
        NumberKind.Size => ["size", "a whole number, or a text such as \"2 * features\""],
        NumberKind.Flag => ["flag", "true or false, or a text that is 1 or 0"],
        _ => ["number", "a number, or a text such as \"1 / sqrt(features)\""],
    };

    /// <summary>What is said of something else.</summary>
    public static string Otherwise(this NumberKind kind) => kind switch
    {
        NumberKind.Size => "it is neither a whole number nor a text",
        NumberKind.Flag => "it is neither true nor false nor a text",
        _ => "it is neither a number nor a text",
    };
}
