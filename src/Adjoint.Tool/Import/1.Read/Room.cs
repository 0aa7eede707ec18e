namespace Adjoint.Tool.Import.Read;

/// <summary>
/// How many numbers an import may make that are not in the file, in one way of reading its shapes: those of one large constant, and 16 for each number of the file. A few bytes must not claim all
/// of the memory, neither at once nor by a chain of nodes.
/// </summary>
/// <param name="file">The numbers in the file.</param>
internal sealed class Room(long file)
{
    /// <summary>A mask of 4,096 by 4,096 can be made of nothing.</summary>
    public const long OfNothing = 1 << 24;

    /// <summary>For each number of the file.</summary>
    private const long Each = 16;

    private readonly long most = OfNothing + Each * file;
    private long taken;

    /// <summary>Takes room before numbers are made, or when they are.</summary>
    /// <exception cref="ImportException">It is not there.</exception>
    public void Take(long numbers)
    {
        if (numbers > most - taken)
            throw new ImportException(FormattableString.Invariant($"the constants up to here have {taken:N0} numbers and this one {numbers:N0}; of a file of {file:N0} at most {most:N0} are made"));
        taken += numbers;
    }
}
