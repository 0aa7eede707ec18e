namespace Adjoint.Data;

/// <summary>What is to be done with the columns of a table before a network reads them; see <see cref="Preparation.Fit"/>. Columns are named as in the table.</summary>
public sealed class PreparationPlan
{
    private readonly ITable table;
    private readonly HashSet<string> standardised = [], oneHot = [], tokens = [], filled = [];
    private readonly Dictionary<string, int> leastRows = [];

    internal PreparationPlan(ITable table) => this.table = table;

    internal bool DropsMissing { get; private set; }

    internal bool StandardisesTargets { get; private set; }

    /// <summary>
    /// Subtracts the mean of a column's numbers and divides by their deviation, so that they have mean 0 and deviation 1. A column whose numbers are all equal becomes 0. Of a date its place in
    /// the calendar has a scale of its own; only the number of days is standardised.
    /// </summary>
    /// <param name="columns">Of numbers or dates; none for all.</param>
    /// <exception cref="ArgumentException">There is no such column, or it is of categories.</exception>
    public PreparationPlan Standardize(params string[] columns) => Note(columns, standardised, static c => c.Kind != ColumnKind.Category, "numbers or dates");

    /// <summary>Makes a number of each category: 1 for the row's own, 0 for the others. A category that the training part does not have is 0 in all.</summary>
    /// <param name="columns">Of categories; none for all that have not been named.</param>
    /// <exception cref="ArgumentException">There is no such column, or it is not of categories.</exception>
    public PreparationPlan OneHot(params string[] columns) => Note(columns, oneHot, static c => c.Kind == ColumnKind.Category, "categories");

    /// <summary>
    /// Makes an index of each category, for an embedding: 0 for one that the training part does not have, 1 for the first, and so on. The network reads the column as an input of its own, called as
    /// the column, in camel case.
    /// </summary>
    /// <remarks>
    /// The vector of index 0 is trained by the rows of the training part that have it: those with a missing value that is filled, and rare categories, <see cref="RareAsUnknown"/>. Where there are
    /// none, it stays as it was drawn, unless the embedding is declared with <c>Padding = 0</c>, which keeps it zero.
    /// </remarks>
    /// <param name="columns">Of categories; none for all that have not been named.</param>
    /// <exception cref="ArgumentException">There is no such column, or it is not of categories.</exception>
    public PreparationPlan Tokens(params string[] columns) => Note(columns, tokens, static c => c.Kind == ColumnKind.Category, "categories");

    /// <summary>
    /// Takes categories that few rows of the training part have for unknown ones. So the network learns what to make of a category that it does not know; of a
    /// handful of rows it would learn little else.
    /// </summary>
    /// <param name="minRows">The rows of the training part that a category needs.</param>
    /// <param name="columns">Of categories; none for all.</param>
    /// <exception cref="ArgumentException">There is no such column, or it is not of categories.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minRows"/> is below 2.</exception>
    public PreparationPlan RareAsUnknown(int minRows, params string[] columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minRows, 2);
        HashSet<string> named = [];
        Note(columns, named, static c => c.Kind == ColumnKind.Category, "categories");
        foreach (var name in named)
            leastRows[name] = minRows;
        return this;
    }

    /// <summary>Puts the mean of the training part for a missing number or date, and an unknown category for a missing one. Labels and targets are never filled.</summary>
    /// <param name="columns">The columns; none for all.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public PreparationPlan FillMissing(params string[] columns) => Note(columns, filled, static _ => true, "features");

    /// <summary>Leaves out the rows of a table that have a missing value which is not filled.</summary>
    public PreparationPlan DropMissing()
    {
        DropsMissing = true;
        return this;
    }

    /// <summary>
    /// Standardises the targets too. <see cref="Preparation.Restore(Span{float})"/> turns predictions into the targets' own units; metrics of numbers are in these units, and the loss is not.
    /// </summary>
    public PreparationPlan StandardizeTargets()
    {
        StandardisesTargets = true;
        return this;
    }

    /// <summary>The rows of the training part that a category of a column needs.</summary>
    internal int LeastRows(ITableColumn column) => leastRows.GetValueOrDefault(column.Name, 1);

    internal bool Fills(ITableColumn column) => filled.Contains(column.Name);

    internal bool Standardises(ITableColumn column) => standardised.Contains(column.Name);

    /// <summary>Whether a column of categories becomes tokens, and not one number for each.</summary>
    /// <exception cref="ArgumentException">Nothing was said, or both.</exception>
    internal bool MakesTokens(ITableColumn column)
    {
        var (isOneHot, isTokens) = (oneHot.Contains(column.Name), tokens.Contains(column.Name));
        if (isOneHot != isTokens)
            return isTokens;
        var name = column.Name;
        throw new ArgumentException(isTokens
            ? $"'{name}' is to become both one-hot and tokens; choose one of them."
            : $"'{name}' holds categories, which a network cannot read; write OneHot(\"{name}\") or Tokens(\"{name}\") in the preparation, or Ignore(\"{name}\") on the table.");
    }

    private PreparationPlan Note(string[] columns, HashSet<string> names, Func<ITableColumn, bool> fits, string needed)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Length == 0)
            names.UnionWith(NamedColumns.Features(table)
                .Where(fits)
                .Select(static c => c.Name)
                .Where(name => (names != oneHot && names != tokens) || !(oneHot.Contains(name) || tokens.Contains(name))));
        foreach (var name in columns)
        {
            var column = NamedColumns.Find(NamedColumns.Features(table), name, "feature");
            if (!fits(column))
                throw new ArgumentException($"'{name}' does not hold {needed} but {NamedColumns.Content(column.Kind)}.", nameof(columns));
            names.Add(name);
        }
        return this;
    }
}
