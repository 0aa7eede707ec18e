namespace Adjoint.Data;

/// <summary>Turns class labels into rows that are 1 at the label and 0 elsewhere.</summary>
public static class OneHot
{
    /// <summary>Writes one row of <paramref name="classes"/> floats for each label, row-major.</summary>
    /// <param name="labels">Classes from 0 to <paramref name="classes"/> − 1.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="destination">Receives <c>labels.Length × classes</c> floats.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is below 1, or a label is not among them.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public static void Encode(ReadOnlySpan<int> labels, int classes, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (destination.Length != (long)labels.Length * classes)
        {
            throw new ArgumentException(
                $"{labels.Length} labels of {classes} classes need {(long)labels.Length * classes} floats; the span has {destination.Length}.",
                nameof(destination));
        }

        for (var row = 0; row < labels.Length; row++)
        {
            var label = labels[row];
            if ((uint)label >= (uint)classes)
                throw new ArgumentOutOfRangeException(nameof(labels), label, $"Label {row} is {label}; {classes} classes are numbered from 0 to {classes - 1}.");
        }

        destination.Clear();
        for (var row = 0; row < labels.Length; row++)
            destination[row * classes + labels[row]] = 1;
    }
}
