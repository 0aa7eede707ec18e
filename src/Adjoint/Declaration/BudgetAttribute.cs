namespace Adjoint;

/// <summary>
/// The most that a network may cost. A network that costs more is an error at the number that it exceeds, so that a change of its declaration cannot make it too large for
/// where it runs without anybody's noticing. What is left out, or 0, has no limit.
/// </summary>
/// <example><c>[Budget(MaxParameters = 50_000, MaxFlopsPerRow = 1_000_000)]</c></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BudgetAttribute : Attribute
{
    /// <summary>The most trainable values: <c>ParameterCount</c>.</summary>
    public long MaxParameters { get; set; }

    /// <summary>The most floating-point operations for one row's prediction: <c>FlopsPerRow</c>.</summary>
    public long MaxFlopsPerRow { get; set; }

    /// <summary>
    /// The most bytes of memory for a step of training on <see cref="BatchSize"/> rows with one thread, without parameters, gradient and optimizer. The last line of <c>Summary</c> gives its parts.
    /// </summary>
    public long MaxWorkspaceBytes { get; set; }

    /// <summary>The rows of the batch that <see cref="MaxWorkspaceBytes"/> is meant for; 32 by default.</summary>
    public int BatchSize { get; set; } = 32;
}
