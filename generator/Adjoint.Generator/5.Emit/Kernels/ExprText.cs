using Adjoint.Generator.Kernels;
using Index = Adjoint.Generator.Kernels.Index;

namespace Adjoint.Generator.Emit.Kernels;

/// <summary>Formulas as C#, for one width.</summary>
internal sealed class ExprText(Width width, bool hasLaneLoop)
{
    public string Of(Expr expr) => expr switch
    {
        Constant { Value: 0f } => width.IsScalar ? "0f" : $"{width.Type}.Zero",
        Constant c => width.Create(Literal.Of(c.Value)),
        Variable v => v.Name,
        Binary b => $"{Operand(b.Left, b.Operator, isRight: false)} {b.Operator} {Operand(b.Right, b.Operator, isRight: true)}",
        Function f => $"VectorMath.{f.Name}({string.Join(", ", f.Arguments.Select(Of))})",
        Feature f => width.IsScalar ? $"{f.Buffer}[{Position(f.Index)}]" : width.Load(Address(f.Buffer, f.Index)),
        Scalar s => width.Create($"{s.Buffer}[{Position(s.Index)}]"),
        _ => throw new InvalidOperationException($"No spelling for {expr}."),
    };

    /// <summary>The left side of an assignment to a feature.</summary>
    public string Target(string buffer, Index index) => width.IsScalar ? $"{buffer}[{Position(index)}]" : width.Load(Address(buffer, index));

    private static string Position(Index index) => index.Loop ?? $"{index.Constant}";

    private string Address(string buffer, Index index)
    {
        var address = buffer;
        if (index.Loop is { } loop)
            address += $" + {loop} * 16";
        else if (index.Constant > 0)
            address += $" + {index.Constant * 16}";
        return hasLaneLoop ? address + " + lane" : address;
    }

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
