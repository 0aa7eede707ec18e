namespace Adjoint.Training;

/// <summary>Rows apart for training and for judging.</summary>
/// <param name="Training">What a run learns from.</param>
/// <param name="Validation">What it is judged by, and never learns from.</param>
public sealed record Split<TData>(TData Training, TData Validation)
{
    /// <summary>The two parts of a pair, such as <see cref="Dataset.Split"/> returns.</summary>
    public static implicit operator Split<TData>((TData Training, TData Validation) parts) => new(parts.Training, parts.Validation);
}
