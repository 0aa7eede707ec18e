using Adjoint.Generator.Naming;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>A network's tensors as its layers declare them. In the block the trained ones come first, then the frozen ones, and last the statistics that training keeps.</summary>
internal sealed class ParameterList(string network, Names names, List<Problem> problems)
{
    private readonly List<Parameter> parameters = [];
    private int trained;
    private int frozen;
    private int kept;

    /// <summary>Adds a tensor, of which number, place and free name are still to be found; returns its number.</summary>
    public int Add(Parameter tensor)
    {
        var offset = tensor.IsTrained ? trained : IsKept(tensor.Role) ? kept : frozen;
        var parameter = tensor with { Id = parameters.Count, Symbol = names.Next(tensor.Symbol), Offset = offset };
        parameters.Add(parameter);
        var total = (long)trained + frozen + kept + parameter.Length;
        if (total > Limits.Parameters)
            problems.Add(Problem.Of(Rules.TooLarge, Problems.SourcePlace.Class, $"'{network}'", total, "parameters", Limits.Parameters));
        else if (tensor.IsTrained)
            trained += parameter.Length;
        else if (IsKept(tensor.Role))
            kept += parameter.Length;
        else
            frozen += parameter.Length;
        return parameter.Id;
    }

    /// <summary>The tensor of a number.</summary>
    public Parameter this[int id] => parameters[id];

    /// <summary>Whether some tensor is as asked for.</summary>
    public bool Any(Func<Parameter, bool> isWanted) => parameters.Any(isWanted);

    /// <summary>The tensors that are as asked for.</summary>
    public IEnumerable<Parameter> Where(Func<Parameter, bool> isWanted) => parameters.Where(isWanted);

    /// <summary>A layer's tensor of this name, or null.</summary>
    public Parameter? Find(string layer, string member) => parameters.FirstOrDefault(p => p.Layer == layer && p.Member == member);

    /// <summary>Notes that a layer uses the tensor too.</summary>
    public void Share(int parameter, string layer) =>
        parameters[parameter] = parameters[parameter] with { Aliases = parameters[parameter].Aliases.Append($"{layer}.{parameters[parameter].Member}").ToEquatableArray() };

    /// <summary>The names of the layers that have tensors.</summary>
    public IEnumerable<string> Layers => parameters.Select(static p => p.Layer).Distinct();

    /// <summary>The names of the layers that begin so, without that beginning.</summary>
    public IEnumerable<string> LayersUnder(string prefix) =>
        Layers.Where(l => l.StartsWith(prefix, StringComparison.Ordinal)).Select(l => l.Substring(prefix.Length));

    /// <summary>All tensors, each at its place in the block.</summary>
    public EquatableArray<Parameter> Place() =>
        parameters.Select(p => p.IsTrained ? p : p with { Offset = trained + (IsKept(p.Role) ? frozen : 0) + p.Offset }).ToEquatableArray();

    /// <summary>Whether training keeps a tensor of this role by other means than gradients.</summary>
    private static bool IsKept(string role) => role == "Statistic";
}
