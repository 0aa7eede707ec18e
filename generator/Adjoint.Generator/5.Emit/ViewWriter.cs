using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>Writes the named view of one layer's parameters: <c>network.Dense1.Weight</c>.</summary>
internal static class ViewWriter
{
    /// <param name="writer">The writer.</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="block">The expression for the parameter block.</param>
    public static void Write(CodeWriter writer, string layer, IReadOnlyList<Parameter> parameters, string block)
    {
        var member = Identifiers.Member(layer);
        writer.Blank();
        writer.WriteLine($"/// <summary>The parameters of '{layer}'.</summary>");
        writer.WriteLine($"public {member}Parameters {member} => new({block});");
        writer.Blank();
        writer.WriteLine($"/// <summary>The parameters of '{layer}'.</summary>");
        using (writer.Block($"public readonly struct {member}Parameters"))
        {
            writer.WriteLine("private readonly global::Adjoint.Runtime.ParameterBlock block;");
            writer.Blank();
            writer.WriteLine($"internal {member}Parameters(global::Adjoint.Runtime.ParameterBlock block) => this.block = block;");
            foreach (var parameter in parameters)
            {
                writer.Blank();
                writer.WriteLine($"/// <summary><c>{parameter.Name}</c> of shape [{string.Join(", ", parameter.Shape.Sizes)}].</summary>");
                writer.WriteLine($"public global::Adjoint.ParameterView {Identifiers.Member(parameter.Member)} => block.View({parameter.Id});");
            }
        }
    }
}
