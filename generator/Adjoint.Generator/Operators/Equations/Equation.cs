namespace Adjoint.Generator.Operators;

/// <summary>What a line of generated code computes, as the lectures write it: <c>dW₂ = Σ dz₂ h₁ᵀ over the rows</c>.</summary>
/// <param name="Target">What is computed; nothing in a remark, which is not an equation.</param>
/// <param name="Right">The right side.</param>
internal sealed record Equation(string Target, string Right)
{
    /// <summary>What the right side is summed over, such as <c>the rows</c>; nothing where it is no such sum.</summary>
    public string Over { get; init; } = "";

    /// <summary>Whether the right side is added to what is there.</summary>
    public bool Adds { get; init; }

    /// <summary>The number that the derivation in the operator's file gives it; 0 where it has none.</summary>
    public int Term { get; init; }

    /// <summary>The equation that it is derived from, by the chain rule; null where it is derived from none.</summary>
    public Equation? Of { get; init; }

    /// <summary>Words that are not an equation.</summary>
    public static Equation Remark(string words) => new("", words);

    /// <summary>The same for each row by itself, where it was a sum over the rows.</summary>
    public Equation ForEachRow => this with { Over = Over switch { Rows => "", RowsAndPositions => "the positions", var other => other } };

    /// <summary>The rows of the batch.</summary>
    public const string Rows = "the rows";

    /// <summary>The rows of the batch and the positions of each.</summary>
    public const string RowsAndPositions = "the rows and positions";

    /// <summary>The right side, with what it is summed over.</summary>
    public string RightSide => Over.Length == 0 ? Right : $"Σ {Right} over {Over}";

    public override string ToString() => Target.Length == 0 ? Right : $"{Target} {(Adds ? "+=" : "=")} {RightSide}";
}
