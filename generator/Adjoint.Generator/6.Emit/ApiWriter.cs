using Adjoint.Generator.Declare;
using Adjoint.Generator.Lower;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Plan;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>Writes the members that users call; each hands on to the run-time library, which validates and then runs the passes.</summary>
internal sealed class ApiWriter(CodeWriter writer, PlannedNetwork plan, PlannedNetwork? byPosition, string passes, EquatableArray<PlannedFacet> facets)
{
    private readonly ShapedNetwork network = plan.Graph.Network;
    private readonly Api api = Api.Of(plan.Graph.Network.Declaration);
    private readonly Element element = writer.Element;
    private readonly MemberWriter members = new(writer, plan.Graph.Network);
    private readonly string name = Identifiers.Type(plan.Graph.Network.Declaration.Name);
    private readonly IReadOnlyList<Member> table = [.. MemberTable.OfWhole(plan.Graph.Network.Declaration).Where(static m => m.Derivative == DerivativeKinds.None)];

    /// <summary>Writes the members in order.</summary>
    public void Write()
    {
        foreach (var constant in table.Where(static m => m.Kind == MemberKind.Constant))
            WriteConstant(constant);
        WriteLayout(table.First(static m => m.Name == "Layout"));
        new ProgramWriter(writer, plan, byPosition, passes).Write("program");
        WriteState();
        foreach (var method in table.Where(static m => m.Kind == MemberKind.Method))
            WriteMethod(method);
        WriteViews();
    }

    private void WriteConstant(Member constant)
    {
        if (constant.Name == "Summary")
        {
            WriteSummary(constant);
            return;
        }
        members.Constant(constant, constant.Name switch
        {
            "InputSize" => Number(network.Inputs.Sum(i => network.Values[i].Size)),
            "OutputSize" => Number(network.Outputs.Sum(o => network.Values[o].Size)),
            "ParameterCount" => Number(network.ParameterCount),
            "FlopsPerRow" => Number(plan.Graph.FlopsPerRow),
            _ => Number(members.ValueOf(api.SizedPorts.First(port => Identifiers.Member(port) + "Size" == constant.Name)).Size),
        });
    }

    private void WriteSummary(Member constant)
    {
        writer.Blank();
        members.Document(constant);
        var lines = NetworkTable.Lines(plan, byPosition);
        writer.WriteLine($"{constant.Header} =");
        using (writer.Indent())
        {
            for (var i = 0; i < lines.Count; i++)
                writer.WriteLine($"\"{lines[i]}\\n\"{(i + 1 < lines.Count ? " +" : ";")}");
        }
    }

    private static string Number(long value) => FormattableString.Invariant($"{value}");

    private void WriteLayout(Member layout)
    {
        writer.Blank();
        members.Document(layout);
        writer.WriteLine($"{layout.Header} {{ get; }} = new(");
        using (writer.Indent())
        {
            writer.Write($"\"{network.Declaration.Name}\"");
            foreach (var p in network.Parameters)
            {
                writer.WriteLine(",");
                writer.Write($"new global::Adjoint.ParameterInfo(\"{p.Name}\", new[] {{ {string.Join(", ", p.Shape.Sizes)} }}, offset: {p.Offset}, "
                    + $"global::Adjoint.ParameterRole.{p.Role}, (global::Adjoint.Initializer){p.Initializer}, "
                    + $"fanIn: {p.FanIn}, fanOut: {p.FanOut}, outputsTogether: {p.OutputsTogether}){WithMembers(p)}");
            }
            writer.WriteLine(");");
        }
    }

    private static string WithMembers(Parameter parameter)
    {
        List<string> members = [];
        if (!parameter.IsTrained)
            members.Add("IsTrained = false");
        if (parameter.Deviation is { } deviation)
            members.Add($"Deviation = {Element.Of(Precision.Double).Literal(deviation)}");
        if (parameter.PaddingRow is { } padding)
            members.Add($"PaddingRow = {Number(padding)}");
        if (parameter.Start is { } start)
            members.Add($"Start = {Literal.Of(start)}");
        if (!parameter.Aliases.IsEmpty)
            members.Add($"Aliases = new[] {{ {string.Join(", ", parameter.Aliases.Select(static alias => $"\"{alias}\""))} }}");
        return members.Count == 0 ? "" : $" {{ {string.Join(", ", members)} }}";
    }

    private void WriteState()
    {
        writer.Blank();
        writer.WriteLine($"private readonly global::Adjoint.Runtime.NetworkRunner<{element.Name}> runner;");
        writer.Blank();
        writer.WriteLine("/// <summary>A network with parameters drawn from <paramref name=\"seed\"/>; equal seeds give equal numbers on every machine.</summary>");
        writer.WriteLine("/// <param name=\"seed\">Also the seed of dropout.</param>");
        if (facets.IsEmpty)
            writer.WriteLine($"public {name}(long seed = 0) => runner = new(program, seed);");
        else
        {
            using (writer.Block($"public {name}(long seed = 0)"))
            {
                writer.WriteLine("runner = new(program, seed);");
                foreach (var runner in FacetWriter.Runners(facets))
                    writer.WriteLine(runner + ";");
            }
        }
        foreach (var property in table.Where(static m => m is { Kind: MemberKind.Property, Body.Length: > 0 }))
            members.Property(property);
        writer.Blank();
        foreach (var member in InterfaceTable.Members(api))
            writer.WriteLine($"{member.Header} => {member.Body};");
    }

    private void WriteMethod(Member method)
    {
        if (method.Body.Length > 0)
        {
            members.Method(method);
            return;
        }
        if (method.Name == "SaveOnnx")
        {
            members.Method(method with { Body = OnnxWriter.BodyOf(network) });
            return;
        }
        // Load: by its name, for users may add constructors that can be called without arguments.
        using (members.Block(method))
        {
            writer.WriteLine($"var network = new {name}(seed: 0L);");
            writer.WriteLine("network.runner.Load(path, options);");
            writer.WriteLine("return network;");
        }
    }

    private string ShapesOf(string layer) => network.Nodes.FirstOrDefault(node => node.Name == layer) is { Inputs.IsEmpty: false } node
        ? $"{network.Values[node.Inputs[0]].WholeShape} → {network.Values[node.Output].WholeShape}"
        : "";

    private void WriteViews()
    {
        foreach (var layer in network.Parameters.GroupBy(static p => p.Layer))
            ViewWriter.Write(writer, layer.Key, [.. layer], $"new({string.Join(", ", layer.Select(static p => $"runner.Parameters.View({p.Id})"))})", ShapesOf(layer.Key));
    }
}
