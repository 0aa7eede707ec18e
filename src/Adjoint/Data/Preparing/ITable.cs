namespace Adjoint.Data;

/// <summary>What a column of a table holds.</summary>
public enum ColumnKind
{
    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Names that tell things apart and have no order.</summary>
    Category,

    /// <summary>Points in time.</summary>
    Date,
}

/// <summary>What a column of a table is for.</summary>
public enum ColumnRole
{
    /// <summary>It is read by the network.</summary>
    Feature,

    /// <summary>It is the class that the network tells.</summary>
    Label,

    /// <summary>It is a number that the network tells.</summary>
    Target,

    /// <summary>It is left out.</summary>
    Ignored,
}

/// <summary>Rows with named columns, from which a <see cref="Preparation"/> makes what a network reads.</summary>
public interface ITable
{
    /// <summary>The number of rows.</summary>
    int Rows { get; }

    /// <summary>The columns, in order.</summary>
    IReadOnlyList<ITableColumn> Columns { get; }
}

/// <summary>One column of a table.</summary>
public interface ITableColumn
{
    /// <summary>The name.</summary>
    string Name { get; }

    /// <summary>What it holds.</summary>
    ColumnKind Kind { get; }

    /// <summary>What it is for.</summary>
    ColumnRole Role { get; }

    /// <summary>Of a label the classes of the whole table, in the order of their numbers: a part has as many as the whole. Empty for other columns.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>The value in a row.</summary>
    /// <exception cref="InvalidDataException">It is not of the column's kind.</exception>
    Cell this[int row] { get; }

    /// <summary>Whether a row has no value.</summary>
    /// <param name="row">From 0 to the table's number of rows − 1.</param>
    bool IsMissing(int row);

    /// <summary>Where a row came from, for messages: <c>'penguins.csv', line 17</c>.</summary>
    /// <param name="row">From 0 to the table's number of rows − 1.</param>
    string Place(int row);
}
