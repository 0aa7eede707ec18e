using Adjoint.Generator.Naming;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Emit;

/// <summary>Writes the named view of one layer's parameters: <c>network.Dense1.Weight</c>.</summary>
internal static class ViewWriter
{
    /// <param name="writer">The writer.</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="value">The expression that the view is.</param>
    /// <param name="shapes">What goes in and what comes out, such as <c>784 → 10</c>; nothing where it is not known. An editor shows it.</param>
    public static void Write(CodeWriter writer, string layer, IReadOnlyList<Parameter> parameters, string value, string shapes = "")
    {
        var member = Identifiers.Member(layer);
        writer.Blank();
        writer.WriteLine($"/// <summary>The parameters of '{layer}'{(shapes.Length == 0 ? "" : $", {shapes}")}.</summary>");
        writer.WriteLine($"public {member}Parameters {member} => {value};");
        writer.Blank();
        writer.WriteLine($"/// <summary>The parameters of '{layer}'.</summary>");
        foreach (var parameter in parameters)
            writer.WriteLine($"/// <param name=\"{Identifiers.Tensor(parameter.Member)}\"><c>{parameter.Name}</c> of shape [{string.Join(", ", parameter.Shape.Sizes)}].</param>");
        var views = string.Join(", ", parameters.Select(p => $"global::Adjoint.ParameterView<{writer.Element.Name}> {Identifiers.Tensor(p.Member)}"));
        writer.WriteLine($"public readonly record struct {member}Parameters({views});");
    }
}
