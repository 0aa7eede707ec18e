using Adjoint.Generator.Declare;
using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Plan;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>Writes the derivatives that a declaration asks for: their passes, and the members that users call.</summary>
internal sealed class DerivativeWriter(CodeWriter writer, ShapedNetwork network)
{
    private readonly Api api = Api.Of(network.Declaration);
    private readonly MemberWriter members = new(writer, network);
    private readonly Element element = writer.Element;

    /// <summary>Writes the classes that hold the passes.</summary>
    public static void WritePasses(CodeWriter writer, EquatableArray<PlannedDerivative> derivatives)
    {
        foreach (var derivative in derivatives)
        {
            var (derived, plan) = (derivative.Derived, derivative.Plan);
            new PassWriter(writer, plan).WriteDerivative(ClassOf(derived), i => PassWriter.Derivative(derivative, i), DerivativeDocs.PassOf(derived));
        }
    }

    /// <summary>Writes the members of the network's class.</summary>
    public void WriteMembers(EquatableArray<PlannedDerivative> derivatives)
    {
        foreach (var derivative in derivatives)
            WriteProgram(derivative);
        var planned = derivatives.Select(static d => d.Derived.Kind).ToList();
        foreach (var row in DerivativeTable.Of(api, network.Declaration.Derivatives))
        {
            string Fill(int method, string body)
            {
                var derivation = row.Programs[method].First(planned.Contains);
                return body.Replace("{program}", DerivativeTable.ProgramOf(derivation)).Replace("{byRows}", derivation == Derivation.JacobianRows ? "true" : "false");
            }

            for (var i = 0; i < row.Members.Count; i++)
            {
                var method = i;
                members.Method(row.Members[i], body => Fill(method, body));
            }
            if (row.OfBatch is { } ofBatch)
                writer.WriteLine($"{ofBatch.Header} => {Fill(row.Members.Count - 1, ofBatch.Body)};");
        }
        VerificationWriter.Write(writer, network, members);
    }

    private void WriteProgram(PlannedDerivative derivative)
    {
        var (derived, training) = (derivative.Derived, derivative.Pass);
        var delays = derived.Network.Nodes.Where(static node => node.Operator is Delay).ToList();
        string Pass(string method) => $"&global::{element.Namespace}.{ClassOf(derived)}.{method}";
        writer.Blank();
        using (writer.Block($"private static readonly global::Adjoint.Runtime.NetworkProgram<{element.Name}> {DerivativeTable.ProgramOf(derived.Kind)} = new(program)", "};"))
        {
            if (derived.Kind == Derivation.Carry)
            {
                var states = string.Join(", ", delays.Select(node => ProgramWriter.Port(node.Name, string.Join(", ", derived.Network.Values[node.Output].Shape.Sizes), api)));
                writer.WriteLine($"Inputs = new global::Adjoint.Port[] {{ {string.Join(", ", api.Inputs.Select(Port))}, {states} }},");
                writer.WriteLine($"Outputs = new global::Adjoint.Port[] {{ {states} }},");
                writer.WriteLine($"Results = new[] {{ {string.Join(", ", derivative.Results.Select(derivative.PlaceOf))} }},");
                writer.WriteLine("LeastTrainingRows = program.LeastTrainingRows,");
                writer.WriteLine(FormattableString.Invariant($"CarriedSteps = {derived.Network.Values[delays[0].Output].Scan!.Steps},"));
                writer.WriteLine(FormattableString.Invariant($"Statistics = {training.OfBatch},"));
            }
            else if (derived.Kind is Derivation.RowGradients or Derivation.RowGradientNorms)
            {
                writer.WriteLine($"Outputs = {RowPorts(derived)},");
                writer.WriteLine($"Results = new[] {{ {string.Join(", ", derivative.Results.Select(derivative.PlaceOf))} }},");
            }
            else if (derived.Kind != Derivation.HessianVectorProduct)
            {
                writer.WriteLine($"Inputs = {Ports(DerivativeNames.Inputs(api, derived.Kind))},");
                writer.WriteLine($"Outputs = {Ports(DerivativeNames.Results(api, derived.Kind))},");
                if (!derivative.Results.IsEmpty)
                    writer.WriteLine($"Results = new[] {{ {string.Join(", ", derivative.Results.Select(derivative.PlaceOf))} }},");
                writer.WriteLine("Targets = global::System.Array.Empty<global::Adjoint.Port>(),");
                writer.WriteLine("Losses = global::System.Array.Empty<global::Adjoint.Runtime.LossPort>(),");
            }
            writer.WriteLine($"KeptPerRow = {training.Kept},");
            writer.WriteLine(FormattableString.Invariant($"TrainingScratch = {derivative.Memory.Thread},"));
            writer.WriteLine(FormattableString.Invariant($"WaveRows = {derivative.Memory.WaveRows},"));
            if (training.MasksRows)
                writer.WriteLine("MasksRows = true,");
            writer.WriteLine($"Train = new delegate*<global::Adjoint.Runtime.Pass<{element.Name}>*, nint, nint, {element.Name}*, void>[] {{ {string.Join(", ", Enumerable.Range(0, training.Stages.Count).Select(i => Pass(PassWriter.Derivative(derivative, i))))} }},");
            if (training.Stages.Any(static stage => !stage.Meeting.IsEmpty))
                writer.WriteLine($"Meet = new delegate*<global::Adjoint.Runtime.Pass<{element.Name}>*, bool, nint, nint, void>[] {{ {string.Join(", ", Enumerable.Range(0, training.Stages.Count).Select(i => Pass(PassWriter.Meet(training, i))))} }},");
        }
    }

    private static string ClassOf(DerivedNetwork derived) => $"{derived.Network.Declaration.Name}{derived.Kind}Passes";

    private string Ports(IReadOnlyList<string> names) =>
        // What is derived has the sizes of what it is derived from, in the same order.
        names.Count == 0 ? "global::System.Array.Empty<global::Adjoint.Port>()" : $"new global::Adjoint.Port[] {{ {string.Join(", ", names.Select(Port))} }}";

    private string Port(string name) => ProgramWriter.Port(name, FormattableString.Invariant($"{SizeOf(name)}"), api);

    /// <summary>A port for each trained tensor, or the one that receives the norms.</summary>
    private string RowPorts(DerivedNetwork derived)
    {
        var ports = derived.Kind == Derivation.RowGradientNorms ? ["new(\"norms\", 1)"]
            : network.Parameters.Where(static p => p.IsTrained).OrderBy(static p => p.Offset).Select(static p => FormattableString.Invariant($"new(\"{p.Name}\", {p.Length})"));
        return $"new global::Adjoint.Port[] {{ {string.Join(", ", ports)} }}";
    }

    private int SizeOf(string name)
    {
        for (var i = 0; i < api.Inputs.Count; i++)
        {
            if (name == api.Inputs[i] || name == DerivativeNames.Gradient(api.Inputs[i]) || name == DerivativeNames.Tangent(api.Inputs[i]))
                return network.Values[network.Inputs[i]].Size;
        }
        var output = api.Outputs.ToList().FindIndex(o => name == o || name == DerivativeNames.Gradient(o) || name == DerivativeNames.Tangent(o));
        return network.Values[network.Outputs[output]].Size;
    }
}
