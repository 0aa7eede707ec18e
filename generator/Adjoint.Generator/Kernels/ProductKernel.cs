namespace Adjoint.Generator.Kernels;

/// <summary>Products of matrices of which both are values: <c>r[i, j] = Σₗ p[i, l] q[l, j]</c>, for each row of the batch its own.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Summary">What it computes, for its documentation, without the full stop.</param>
/// <param name="Methods">Its methods in order. <c>Forward</c> has a form for one row too, <c>Row</c>.</param>
internal sealed record ProductKernel(string Name, string Summary, EquatableArray<Product> Methods) : Kernel(Name)
{
    // A row's numbers are read to the last, and not beyond.
    public override bool RowReadsScalars => true;

    public override string RowMethod(string method) => "Row";
}

/// <summary>One product, or several for each unit.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Summary">What it computes, for its documentation.</param>
/// <param name="Rows">The rows of the result.</param>
/// <param name="Terms">The terms of each of its sums.</param>
/// <param name="Columns">The columns of the result.</param>
/// <param name="Repeats">The products of a unit; they are added up where the result has no place for each.</param>
/// <param name="P">The left factor, read as [Rows, Terms].</param>
/// <param name="Q">The right factor, read as [Terms, Columns].</param>
/// <param name="R">The result, written as [Rows, Columns].</param>
internal sealed record Product(string Name, string Summary, int Rows, int Terms, int Columns, int Repeats, MatrixLayout P, MatrixLayout Q, MatrixLayout R);

/// <summary>How a matrix lies in a buffer, whichever way round it is read.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Down">The features from one row to the next.</param>
/// <param name="Across">The features from one column to the next.</param>
/// <param name="Repeat">The features from one of a unit's products to the next; 0 where all of them share the matrix.</param>
/// <param name="Features">The features of a unit.</param>
internal sealed record MatrixLayout(string Buffer, int Down, int Across, int Repeat, int Features)
{
    /// <summary>The same matrix with rows for columns.</summary>
    public MatrixLayout Transposed => this with { Down = Across, Across = Down };

    /// <summary>The same matrix in a buffer of another name.</summary>
    public MatrixLayout In(string buffer) => this with { Buffer = buffer };
}
