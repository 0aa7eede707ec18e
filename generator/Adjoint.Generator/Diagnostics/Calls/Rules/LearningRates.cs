using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>
/// A constant learning rate at which the optimizers that divide by the gradient's size, or take its sign, cannot learn: at 1 each parameter moves by about 1 in each step. For
/// plain gradient descent there is no such bound.
/// </summary>
internal static class LearningRates
{
    /// <summary>Judges the creation of an optimizer.</summary>
    public static void Check(IObjectCreationOperation creation, CallScope scope)
    {
        if (creation.Type is not INamedTypeSymbol { Name: "Adam" or "AdamW" or "NAdam" or "Lion" or "RmsProp" } type || !NetworkReader.IsOurs(type))
            return;
        if (creation.Arguments.FirstOrDefault(static a => a.Parameter?.Name == "learningRate") is { } rate && Constant(rate.Value) is >= 1 and var value)
        {
            var place = rate.Value.Syntax.GetLocation();
            scope.ReportWith([Fix.Of("Write 1e-3f", place, "1e-3f")], Rules.LearningRateTooLarge, place, FormattableString.Invariant($"{value}"), type.Name);
        }
    }

    /// <summary>A learning rate that is a plain number.</summary>
    public static float? Constant(IOperation rate) =>
        rate is IConversionOperation { Operand.ConstantValue: { HasValue: true, Value: { } number } } && number is float or double or int
            ? Convert.ToSingle(number, System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
