using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Emit.Kernels;

/// <summary>Formulas as C#, for the width of the addresses.</summary>
internal sealed class ExprText(AddressText addresses)
{
    /// <summary>The names that stand for one number although the width is that of vectors.</summary>
    public HashSet<string> Numbers { get; } = new(StringComparer.Ordinal);

    private Width Width => addresses.Width;

    public string Of(Expr expr) => expr switch
    {
        Constant { Value: 0 } => Width.Zero,
        Constant c => Width.Create(Width.Element.Literal(c.Value)),
        MachineEpsilon => Width.Create(Width.Element.Literal(Width.Element.Epsilon)),
        Variable v => Numbers.Contains(v.Name) && !Width.IsScalar ? Width.Create(v.Name) : v.Name,
        Binary b => $"{Operand(b.Left, b.Operator, isRight: false)} {b.Operator} {Operand(b.Right, b.Operator, isRight: true)}",
        Function f => $"VectorMath.{f.Name}({string.Join(", ", f.Arguments.Select(Of))})",
        Feature f => addresses.Feature(f.Buffer, f.Index),
        Scalar s => addresses.Scalar(s.Buffer, s.Index),
        Turns t => Width.Create($"({Width.Element.Name})(int)({AddressText.Turns(t)})"),
        _ => throw new InvalidOperationException($"No spelling for {expr}."),
    };

    /// <summary>One number in every lane.</summary>
    public string Broadcast(string number) => Width.Create(number);

    private string Operand(Expr expr, char parent, bool isRight)
    {
        var text = Of(expr);
        if (expr is not Binary child)
            return text;
        var needsParentheses = Precedence(child.Operator) < Precedence(parent) || (isRight && Precedence(child.Operator) == Precedence(parent));
        return needsParentheses ? $"({text})" : text;
    }

    private static int Precedence(char @operator) => @operator is '*' or '/' ? 2 : 1;
}
