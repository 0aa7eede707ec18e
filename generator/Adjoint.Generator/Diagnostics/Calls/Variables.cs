using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>What the variables of one member are given, if they are given it once: a local or a read-only field that is not assigned again.</summary>
internal sealed class Variables
{
    private readonly Dictionary<ISymbol, IOperation?> locals = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IOperation> wholes = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> assigned = new(SymbolEqualityComparer.Default);

    /// <param name="blocks">All code of the member.</param>
    public Variables(IEnumerable<IOperation> blocks)
    {
        foreach (var operation in blocks.SelectMany(static block => block.DescendantsAndSelf()))
            Read(operation);
    }

    /// <summary>What the variable holds wherever it is read; null if that is not one thing, or not known.</summary>
    public IOperation? ValueOf(IOperation reference) => reference switch
    {
        ILocalReferenceOperation { Local: { RefKind: RefKind.None } local } => IsAssignedAgain(local) ? null : locals.TryGetValue(local, out var value) ? value : null,
        IFieldReferenceOperation { Field: { IsReadOnly: true } field } => ValueOf(field, reference.SemanticModel),
        _ => null,
    };

    /// <summary>What the variable holds a part of: a loop's collection, or what is taken apart into several variables; null if it is not known.</summary>
    public IOperation? WholeOf(ILocalReferenceOperation reference) =>
        !IsAssignedAgain(reference.Local) && wholes.TryGetValue(reference.Local, out var whole) ? whole : null;

    /// <summary>Whether a local or a parameter gets another value than its first.</summary>
    public bool IsAssignedAgain(ISymbol variable) => assigned.Contains(variable);

    private void Read(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation declarator:
                locals[declarator.Symbol] = (declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer)?.Value;
                break;
            case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation element } loop:
                wholes[element.Symbol] = loop.Collection;
                break;
            case IDeconstructionAssignmentOperation { Target: IDeclarationExpressionOperation { Expression: ITupleOperation names }, Value: var value }:
                ReadTuple(names, value);
                break;
            case IAssignmentOperation assignment:
                Assign(assignment.Target);
                break;
            case IIncrementOrDecrementOperation step:
                Assign(step.Target);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                Assign(argument.Value);
                break;
            case IAddressOfOperation address:
                Assign(address.Reference);
                break;
        }
    }

    /// <summary><c>var (x, y) = (new float[4], new float[2])</c> declares each with its own value.</summary>
    private void ReadTuple(ITupleOperation names, IOperation value)
    {
        var values = (Plain(value) as ITupleOperation)?.Elements;
        for (var i = 0; i < names.Elements.Length; i++)
        {
            if (Plain(names.Elements[i]) is ILocalReferenceOperation local)
            {
                locals[local.Local] = values is { } all && all.Length == names.Elements.Length ? all[i] : null;
                if (values is null)
                    wholes[local.Local] = value;
            }
        }
    }

    private void Assign(IOperation target)
    {
        switch (Plain(target))
        {
            case ILocalReferenceOperation local:
                assigned.Add(local.Local);
                break;
            case IParameterReferenceOperation parameter:
                assigned.Add(parameter.Parameter);
                break;
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                    Assign(element);
                break;
        }
    }

    /// <summary>The value that a field is declared with, in the same file, unless a constructor may give it another.</summary>
    private static IOperation? ValueOf(IFieldSymbol field, SemanticModel? model)
    {
        if (model is null || field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } value } declared)
            return null;
        if (declared.SyntaxTree != model.SyntaxTree || field.ContainingType.DeclaringSyntaxReferences.Any(part => IsAssignedIn(part.GetSyntax(), field.Name)))
            return null;
        return model.GetOperation(value);
    }

    private static bool IsAssignedIn(SyntaxNode type, string field) =>
        type.DescendantNodes().OfType<ConstructorDeclarationSyntax>().SelectMany(static c => c.DescendantNodes()).Any(node => node switch
        {
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } => name.Identifier.ValueText == field,
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name: var name } } => name.Identifier.ValueText == field,
            ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: IdentifierNameSyntax name } => name.Identifier.ValueText == field,
            _ => false,
        });

    /// <summary>The operation without conversions and parentheses around it.</summary>
    public static IOperation Plain(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parentheses:
                    operation = parentheses.Operand;
                    break;
                case IDeclarationExpressionOperation declaration:
                    operation = declaration.Expression;
                    break;
                default:
                    return operation;
            }
        }
    }
}
