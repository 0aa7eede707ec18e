using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Plan;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>Writes a network's own file: what users call, and the passes that it runs.</summary>
internal static class NetworkWriter
{
    /// <summary>The file of a network without mistakes.</summary>
    public static string Write(
        PlannedNetwork plan, PlannedNetwork? byPosition, EquatableArray<PlannedDerivative> derivatives, PlannedNetwork? probabilities, PlannedSteps? steps,
        EquatableArray<PlannedFacet> facets)
    {
        var network = plan.Graph.Network;
        var writer = new CodeWriter(Element.Of(network.Declaration.Precision));
        var passes = PassesOf(network.Declaration);
        GeneratedFile.WriteNetworkHeader(writer, network.Declaration.Name);
        WriteClass(writer, "unsafe partial", network.Declaration, () =>
        {
            new ApiWriter(writer, plan, byPosition, passes, facets).Write();
            if (probabilities is not null)
                ProbabilityWriter.WriteProgram(writer, probabilities);
            if (steps is not null)
                StepWriter.WriteProgram(writer, steps);
            new DerivativeWriter(writer, network).WriteMembers(derivatives);
            new FacetWriter(writer, network).WriteMembers(facets);
        }, [.. NetworkTable.Lines(plan, byPosition)]);
        writer.Blank();
        using (writer.Block($"namespace {writer.Element.Namespace}"))
        {
            writer.WriteLine("using global::System.Runtime.CompilerServices;");
            writer.WriteLine("using global::Adjoint.Runtime;");
            writer.Blank();
            new PassWriter(writer, byPosition ?? plan).Write(passes, byPosition is null
                ? $"The passes of <c>{network.Declaration.Name}</c>: sixteen rows are one lane block, and every number of the formulas is sixteen numbers, one a row."
                : $"The passes of <c>{network.Declaration.Name}</c>: sixteen positions of a row are one lane block, and every number of the formulas is sixteen numbers, one a position. What is called a row is a position.");
            OnnxWriter.WriteGraph(writer, network);
            if (probabilities is not null)
                ProbabilityWriter.WritePasses(writer, probabilities);
            if (steps is not null)
                StepWriter.WritePasses(writer, steps);
            DerivativeWriter.WritePasses(writer, derivatives);
            FacetWriter.WritePasses(writer, facets);
        }
        return writer.ToString();
    }

    /// <summary>The file of a network with mistakes: the whole public API, so that the mistake is the only error.</summary>
    public static string WriteStub(ShapedNetwork network)
    {
        var writer = new CodeWriter(Element.Of(network.Declaration.Precision));
        var title = $"The declaration of {network.Declaration.Name} has errors; every member here throws until they are mended.";
        // To a class of another kind, in another file or in an old language, members could not be added without being errors themselves.
        if (!network.Declaration.CanBeWritten)
        {
            GeneratedFile.WriteTitle(writer, title);
            return writer.ToString();
        }
        GeneratedFile.WriteHeader(writer, title);
        WriteClass(writer, "partial", network.Declaration, () => StubWriter.Write(writer, network), NetworkTable.SoFar(network), !StubWriter.LacksMembers(network));
        return writer.ToString();
    }

    private static void WriteClass(
        CodeWriter writer, string modifiers, NetworkDeclaration declaration, Action writeMembers, IReadOnlyList<string> table, bool hasInterfaces = true)
    {
        var scopes = new Stack<CodeWriter.Scope>();
        if (declaration.HasBase)
        {
            writer.WriteLine("// Where a base class has members of the same names, the network's are meant.");
            writer.WriteLine("#pragma warning disable CS0108, CS0114");
            writer.Blank();
        }
        if (declaration.IsClsCompliant)
        {
            writer.WriteLine("// The Common Language Specification has neither unsigned numbers nor this library's types.");
            writer.WriteLine("#pragma warning disable CS3001, CS3002, CS3003, CS3009");
            writer.Blank();
        }
        if (declaration.Namespace.Length > 0)
            scopes.Push(writer.Block($"namespace {Identifiers.Escape(declaration.Namespace)}"));
        foreach (var outer in declaration.ContainingTypes)
            scopes.Push(writer.Block(outer));
        writer.WriteLine("/// <remarks>");
        writer.WriteLine("/// <code>");
        foreach (var line in table)
            writer.WriteLine($"/// {Xml.Text(line)}");
        writer.WriteLine("/// </code>");
        writer.WriteLine("/// </remarks>");
        writer.WriteLine(GeneratedFile.Attribute);
        scopes.Push(writer.Block($"{modifiers} {declaration.Keyword} {Identifiers.Type(declaration.Name)}{(hasInterfaces ? " : " + Interfaces(declaration) : "")}"));
        writeMembers();
        while (scopes.Count > 0)
            scopes.Pop().Dispose();
    }

    private static string Interfaces(NetworkDeclaration declaration) =>
        string.Join(", ", InterfaceTable.Of(Api.Of(declaration), declaration.Derivatives, Identifiers.Type(declaration.Name)));

    /// <summary>A name for the passes that no other network in the assembly can have in its way: the type is local to its file.</summary>
    private static string PassesOf(NetworkDeclaration declaration) => declaration.Name + "Passes";
}
