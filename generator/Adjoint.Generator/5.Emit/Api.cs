using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Emit;

/// <summary>The facts about a network's public API that can be told from its declaration alone, right or wrong.</summary>
internal static class Api
{
    /// <summary>The type of one row's target: int for classes, float for numbers, null without a loss.</summary>
    public static string? TargetType(NetworkDeclaration declaration)
    {
        var loss = declaration.Attributes.FirstOrDefault(static a => Operators.OperatorTable.Find(a.Operator) is Operators.LossOperator);
        if (loss is null)
            return null;
        return loss.Operator == "CrossEntropy" && loss.Int("Targets") == 0 ? "int" : "float";
    }

    /// <summary>What a target is called in the API.</summary>
    public static string TargetName(string targetType) => targetType == "int" ? "labels" : "targets";
}
