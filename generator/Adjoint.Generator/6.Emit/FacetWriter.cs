using Adjoint.Generator.Declare;
using Adjoint.Generator.Plan;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>Writes objectives and entries: for each its passes, its program, what runs it, and its members.</summary>
internal sealed class FacetWriter(CodeWriter writer, ShapedNetwork whole)
{
    /// <summary>Writes the classes that hold the passes.</summary>
    public static void WritePasses(CodeWriter writer, EquatableArray<PlannedFacet> facets)
    {
        foreach (var planned in facets)
        {
            var (facet, whole) = (planned.Shaped.Facet, planned.Plan.Graph.Network.Declaration.Name);
            writer.Blank();
            new PassWriter(writer, planned.Runs).Write(ClassOf(planned), facet.IsObjective
                ? $"The passes of the objective <c>{facet.Name}</c> of <c>{whole}</c>: its losses, the layers that they depend on, and the gradients of what it trains."
                : $"The passes of the entry <c>{facet.Name}</c> of <c>{whole}</c>: the layers between what is given and what is asked for.");
        }
    }

    /// <summary>Writes the members of the network's class.</summary>
    public void WriteMembers(EquatableArray<PlannedFacet> facets)
    {
        foreach (var planned in facets)
        {
            var facet = planned.Shaped.Facet;
            new ProgramWriter(writer, planned.Plan, planned.ByPosition, ClassOf(planned)).Write(facet.Program, () => WriteTrained(planned.Shaped));
            writer.Blank();
            writer.WriteLine($"private readonly global::Adjoint.Runtime.NetworkRunner<{writer.Element.Name}> {facet.Runner};");
            var members = new MemberWriter(writer, planned.Plan.Graph.Network);
            foreach (var member in FacetMembers.Of(facet))
            {
                if (member.Kind == MemberKind.Property)
                    members.Property(member);
                else
                    members.Method(member);
            }
        }
    }

    /// <summary>What the constructor makes for each.</summary>
    public static IEnumerable<string> Runners(EquatableArray<PlannedFacet> facets) => facets.Select(static planned => $"{planned.Shaped.Facet.Runner} = new({planned.Shaped.Facet.Program}, runner)");

    private void WriteTrained(ShapedFacet shaped)
    {
        if (!shaped.Facet.IsObjective)
            return;
        writer.WriteLine($"Objective = \"{shaped.Facet.Name}\",");
        writer.WriteLine($"Trained = {Ranges(shaped.Trained)},");
        if (!shaped.Statistics.IsEmpty)
            writer.WriteLine($"Moving = {Ranges(shaped.Statistics)},");
    }

    /// <summary>Where tensors lie: pairs of a first place and the place after the last.</summary>
    private string Ranges(EquatableArray<int> tensors)
    {
        List<(int Start, int End)> ranges = [];
        foreach (var tensor in tensors.Select(id => whole.Parameters[id]).OrderBy(static p => p.Offset))
        {
            if (ranges.Count > 0 && ranges[ranges.Count - 1].End == tensor.Offset)
                ranges[ranges.Count - 1] = (ranges[ranges.Count - 1].Start, tensor.Offset + tensor.Length);
            else
                ranges.Add((tensor.Offset, tensor.Offset + tensor.Length));
        }
        return $"new[] {{ {string.Join(", ", ranges.Select(static range => FormattableString.Invariant($"{range.Start}, {range.End}")))} }}";
    }

    private static string ClassOf(PlannedFacet planned) =>
        $"{planned.Plan.Graph.Network.Declaration.Name}{planned.Shaped.Facet.Name}{(planned.Shaped.Facet.IsObjective ? "Objective" : "Entry")}Passes";
}
