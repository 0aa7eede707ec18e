using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Emit.Kernels;

/// <summary>Formulas as C#, for one width.</summary>
internal sealed class ExprText(Width width, AddressText addresses)
{
    public string Of(Expr expr) => expr switch
    {
        Constant { Value: 0f } => width.IsScalar ? "0f" : $"{width.Type}.Zero",
        Constant c => width.Create(Literal.Of(c.Value)),
        Variable v => v.Name,
        Binary b => $"{Operand(b.Left, b.Operator, isRight: false)} {b.Operator} {Operand(b.Right, b.Operator, isRight: true)}",
        Function f => $"VectorMath.{f.Name}({string.Join(", ", f.Arguments.Select(Of))})",
        Feature f => addresses.Feature(f.Buffer, f.Index),
        Scalar s => width.Create($"{s.Buffer}[{AddressText.Position(s.Index)}]"),
        Turns t => width.Create($"(float)(int)({AddressText.Turns(t)})"),
        _ => throw new InvalidOperationException($"No spelling for {expr}."),
    };

    /// <summary>One number in every lane.</summary>
    public string Broadcast(string number) => width.Create(number);

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
