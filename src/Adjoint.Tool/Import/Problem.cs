namespace Adjoint.Tool.Import;

/// <summary>A node that cannot be imported.</summary>
/// <param name="Node">Its name, or that of its first output.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Message">Why, in words.</param>
internal sealed record Problem(string Node, string Operator, string Message)
{
    public override string ToString() => $"{Operator} '{Node}': {Message}";
}
