using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>Formulas of a kernel as C#, for the width of the addresses: every number is a vector, and a choice is made lane by lane.</summary>
internal sealed class VectorText(AddressText addresses) : FormulaText
{
    /// <summary>The names that stand for one number although the width is that of vectors.</summary>
    public HashSet<string> Numbers { get; } = new(StringComparer.Ordinal);

    private Width Width => addresses.Width;

    /// <summary>One number in every lane.</summary>
    public string Broadcast(string number) => Width.Create(number);

    protected override Written Write(Expr formula) => formula switch
    {
        Operation { Op: Op.Add } o => Infix(o, "+", Level.Sum),
        Operation { Op: Op.Subtract } o => Infix(o, "-", Level.Sum),
        Operation { Op: Op.Multiply } o => Infix(o, "*", Level.Product),
        Operation { Op: Op.Divide } o => Infix(o, "/", Level.Product),
        Operation { Op: Op.Negate } o => new($"{Width.Zero} - {At(o.Arguments[0], Level.Product)}", Level.Sum),
        Operation(Op.Select, Operation { Op: Op.Greater or Op.GreaterOrEqual or Op.Equal } condition, var then, var otherwise) =>
            new($"VectorMath.Select{condition.Op}({List([.. condition.Arguments, then, otherwise])})", Level.Primary),
        Operation o => Function($"VectorMath.{o.Op}", o),
        _ => new(Given(formula), Level.Primary),
    };

    private string Given(Expr given) => given switch
    {
        Constant { Value: 0 } => Width.Zero,
        Constant c => Width.Create(Width.Element.Literal(c.Value)),
        MachineEpsilon => Width.Create(Width.Element.Literal(Width.Element.Epsilon)),
        Variable v => Numbers.Contains(v.Name) && !Width.IsScalar ? Width.Create(v.Name) : v.Name,
        Feature f => addresses.Feature(f.Buffer, f.Index),
        Scalar s => addresses.Scalar(s.Buffer, s.Index),
        Number { Index.Terms.IsEmpty: true } n => Width.Create(Width.Element.Literal(n.Index.Constant)),
        Number { Index: { Constant: 0, Terms.Count: 1 } } n when n.Index.Terms[0].Stride == 1 => Width.Create($"({Width.Element.Name}){AddressText.Position(n.Index)}"),
        Number n => Width.Create($"({Width.Element.Name})({AddressText.Position(n.Index)})"),
        Tabulated t => Width.Create($"Lanes.At<{Width.Element.Name}>(new {Width.Element.Name}[] {{ {string.Join(", ", t.Numbers.Select(Width.Element.Literal))} }}, {AddressText.Position(t.Index)})"),
        Turns t => Width.Create($"({Width.Element.Name})(int)({AddressText.Turns(t)})"),
        _ => throw new InvalidOperationException($"No spelling for {given}."),
    };
}
