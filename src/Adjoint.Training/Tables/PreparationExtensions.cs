namespace Adjoint.Training;

/// <summary>Prepares the two parts of a table.</summary>
public static class PreparationExtensions
{
    /// <summary>Applies a preparation to both parts.</summary>
    /// <param name="preparation">Fitted to the training part.</param>
    /// <param name="parts">The parts.</param>
    /// <inheritdoc cref="Preparation.Apply(ITable)"/>
    public static Split<PreparedData> Apply(this Preparation preparation, Split<Table> parts)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        ArgumentNullException.ThrowIfNull(parts);
        return new(preparation.Apply(parts.Training), preparation.Apply(parts.Validation));
    }
}
