using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>
/// Writes the public API of a network whose declaration has errors, every member throwing: code that uses the network still compiles, and the error
/// in the declaration is the only one. Nothing private is written, and no member whose name a user has taken: that would be an error more.
/// </summary>
internal sealed class StubWriter
{
    private readonly CodeWriter writer;
    private readonly ShapedNetwork network;
    private readonly string name;
    private readonly string raise;

    private StubWriter(CodeWriter writer, ShapedNetwork network)
    {
        (this.writer, this.network) = (writer, network);
        name = Identifiers.Type(network.Declaration.Name);
        raise = $"throw new global::System.InvalidOperationException(\"{Reason}\")";
    }

    private string Reason => $"The declaration of {network.Declaration.Name} has errors; see the compiler's messages.";

    /// <summary>Whether a name is taken, so that the class cannot have all members of its interfaces.</summary>
    public static bool LacksMembers(ShapedNetwork network) =>
        network.Problems.Any(static p => p.Rule is Rules.MemberClash or Rules.ClassNamedAsMember) || ParameterNames.Clash(network.Declaration) is not null;

    /// <summary>Writes the members.</summary>
    public static void Write(CodeWriter writer, ShapedNetwork network) => new StubWriter(writer, network).Write();

    private void Write()
    {
        var api = Api.Of(network.Declaration);
        if (network.Problems.All(static p => p.Rule is not (Rules.ConstructorClash or Rules.BaseDoesNotFit)))
            Member("", $"public {name}(long seed = 0) => {raise};");
        // Methods with two parameters of one name would be errors of their own.
        var hasMethods = ParameterNames.Clash(network.Declaration) is null;
        foreach (var member in MemberTable.Of(network.Declaration).Where(m => hasMethods || m.Parameters.All(static p => p.Use == ParameterUse.Other && p.Feeds == FeedList.None)))
            Member(member.Name, member.Header + TextOf(member));
        if (!LacksMembers(network))
            WriteInterfaces(api);
        WriteViews();
    }

    private string TextOf(Member member) => member switch
    {
        { Kind: MemberKind.Constant, Type: "string" } => $" = \"{Reason}\";",
        { Kind: MemberKind.Constant } => " = 1;",
        { IsSettable: true } => $" {{ get => {raise}; set => {raise}; }}",
        _ => $" => {raise};",
    };

    private void WriteInterfaces(Api api)
    {
        foreach (var member in InterfaceTable.Members(api).Concat(DerivativeTable.Of(api, network.Declaration.Derivatives).Select(static row => row.OfBatch).OfType<InterfaceMember>()))
            Member("", $"{member.Header} => {raise};");
    }

    /// <summary>The views of all layers that could have parameters, named as they would be if the declaration were right.</summary>
    private void WriteViews()
    {
        foreach (var (layer, tensors) in DeclaredLayers.Of(network.Declaration))
        {
            if (!IsTaken(Identifiers.Member(layer)) && !IsTaken(Identifiers.Member(layer) + "Parameters"))
                ViewWriter.Write(writer, layer, [.. tensors.Select((m, i) => new Parameter(i, layer, m, m, new([1]), 0, "Weight", 0, 1, 1, 1))], raise);
        }
    }

    private void Member(string member, string text)
    {
        if (IsTaken(member))
            return;
        writer.Blank();
        writer.WriteLine("/// <summary>Throws until the declaration is right.</summary>");
        writer.WriteLine(text);
    }

    private bool IsTaken(string member) =>
        member == network.Declaration.Name
        || network.Problems.Any(p => p.Rule == Rules.MemberClash && (p.Place.Argument == member || p.Place.Argument == "get_" + member || p.Place.Argument == "set_" + member));
}
