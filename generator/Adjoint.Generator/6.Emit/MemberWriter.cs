using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>Writes members as the table has them: documentation, header, and what they do.</summary>
internal sealed class MemberWriter(CodeWriter writer, ShapedNetwork network)
{
    private readonly Api api = Api.Of(network.Declaration);

    /// <summary>The value that a port of the network is.</summary>
    public Value ValueOf(string port) => network.Values[api.Inputs.ToList().IndexOf(port) is >= 0 and var i ? network.Inputs[i] : network.Outputs[api.Outputs.ToList().IndexOf(port)]];

    /// <summary>Writes a constant.</summary>
    public void Constant(Member member, string value)
    {
        writer.Blank();
        Document(member);
        writer.WriteLine($"{member.Header} = {value};");
    }

    /// <summary>Writes a property.</summary>
    public void Property(Member member)
    {
        writer.Blank();
        Document(member);
        writer.WriteLine($"{member.Header} {(member.IsSettable ? $"{{ get => {member.Body}; set => {member.Body} = value; }}" : $"=> {member.Body};")}");
    }

    /// <summary>Writes a method; its spans are pinned and handed on as feeds.</summary>
    /// <param name="member">The method.</param>
    /// <param name="fill">Puts into its body what the table leaves open.</param>
    public void Method(Member member, Func<string, string>? fill = null)
    {
        writer.Blank();
        Document(member);
        var body = fill is null ? member.Body : fill(member.Body);
        var fed = member.Parameters.Where(static p => p.Feeds != FeedList.None).ToList();
        if (fed.Count == 0)
        {
            writer.WriteLine($"{member.Header} => {body};");
            return;
        }
        using (writer.Block(member.Header))
        {
            foreach (var type in fed.GroupBy(static p => ElementOf(p.Type)))
                writer.WriteLine($"fixed ({type.Key}* {string.Join(", ", type.Select(static p => $"{ParameterNames.Rows(p.Name)} = {Identifiers.Escape(p.Name)}"))})");
            using (writer.Braces())
            {
                body = body.Replace("{first}", WriteFeeds(ParameterNames.First, fed, FeedList.First)).Replace("{second}", WriteFeeds(ParameterNames.Second, fed, FeedList.Second));
                writer.WriteLine($"{(member.Type == "void" ? "" : "return ")}{body};");
            }
        }
    }

    /// <summary>Writes a member's documentation, and its header over a body that follows.</summary>
    public CodeWriter.Scope Block(Member member)
    {
        writer.Blank();
        Document(member);
        return writer.Block(member.Header);
    }

    /// <summary>Writes a member's documentation.</summary>
    public void Document(Member member)
    {
        writer.WriteLine($"/// <summary>{member.Summary.Replace("{shape}", ShapeOf(member.Name))}</summary>");
        foreach (var parameter in member.Parameters)
            writer.WriteLine($"/// <param name=\"{parameter.Name}\">{Sized(parameter)}</param>");
        if (member.Returns.Length > 0)
            writer.WriteLine($"/// <returns>{member.Returns}</returns>");
        foreach (var (type, when) in member.Exceptions)
            writer.WriteLine($"/// <exception cref=\"{TypeNames.Full(type)}\">{when}</exception>");
    }

    /// <summary>Declares the feeds of a list: one lies by itself, several side by side. Returns how they are handed on.</summary>
    private string WriteFeeds(string list, IReadOnlyList<MemberParameter> fed, FeedList feeds)
    {
        var each = fed.Where(p => p.Feeds == feeds).Select(static p => $"new global::Adjoint.Runtime.Feed({ParameterNames.Rows(p.Name)}, {Identifiers.Escape(p.Name)}.Length)").ToList();
        if (each.Count == 0)
            each.Add("default(global::Adjoint.Runtime.Feed)");
        writer.WriteLine(each.Count == 1 ? $"var {list} = {each[0]};" : $"var {list} = stackalloc[] {{ {string.Join(", ", each)} }};");
        return each.Count == 1 ? "&" + list : list;
    }

    private string Sized(MemberParameter parameter)
    {
        var doc = parameter.Doc.Replace("{output}", Number(network.Values[network.Outputs[0]].Size)).Replace("{input}", Number(network.Values[network.Inputs[0]].Size));
        if (parameter.Port.Length == 0)
            return doc;
        var value = ValueOf(parameter.Port);
        if (doc.Contains("{step}"))
            doc = doc.Replace("{step}", StepOf(parameter.Port));
        return doc.Replace("{size}", Number(value.Size)).Replace("{last}", Number(value.Shape.Last - 1)).Replace("{positions}", Number(value.Size / value.Shape.Last));
    }

    /// <summary>The numbers of a port's row in one step.</summary>
    private string StepOf(string port)
    {
        var (steps, input) = (StepNetwork.Of(network).Found!, api.StepInputs.ToList().IndexOf(port));
        var size = input >= 0 ? steps.InputSize(input) : steps.OutputSize(api.Outputs.ToList().IndexOf(port));
        return input < 0 ? Number(size) : $"{Number(size)} {(api.Tokens.ContainsKey(port) ? "token" : "number")}{(size == 1 ? "" : "s")}";
    }

    private static string Number(int number) => FormattableString.Invariant($"{number}");

    /// <summary>The shape of what a constant is the size of.</summary>
    private string ShapeOf(string constant) => constant switch
    {
        "InputSize" when !api.SizedPorts.Contains("input") => Shapes(network.Inputs),
        "OutputSize" when !api.SizedPorts.Contains("output") => Shapes(network.Outputs),
        _ => api.SizedPorts.FirstOrDefault(port => Identifiers.Member(port) + "Size" == constant) is { } port ? ValueOf(port).Shape.ToString() : "",
    };

    private string Shapes(EquatableArray<int> values) => string.Join(" and ", values.Select(v => network.Values[v].Shape));

    private static string ElementOf(string span) => span.Substring(span.IndexOf('<') + 1).TrimEnd('>');
}
