using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>
/// How the axes of a tensor of ONNX are those of a value of the language, which has no axis for the rows: that one is left out. Where an axis is a multiple of
/// the rows, as after laying rows and positions together, the multiple stays as an axis of its own.
/// </summary>
internal sealed class Layout
{
    private readonly long[] dims;
    private readonly int[] places;

    public Layout(long[] dims)
    {
        this.dims = dims;
        places = new int[dims.Length];
        RowsAxis = Array.FindIndex(dims, Sizes.HasRows);
        if (RowsAxis != Array.FindLastIndex(dims, Sizes.HasRows))
            throw new ImportException($"its shape [{Sizes.Text(dims)}] has the rows twice");
        List<int> shape = [];
        for (var axis = 0; axis < dims.Length; axis++)
        {
            var size = axis == RowsAxis ? dims[axis] / Sizes.Rows : dims[axis];
            if (size is < 1 or > int.MaxValue)
                throw new ImportException($"its shape [{Sizes.Text(dims)}] is {(size < 1 ? "empty" : "too large")}");
            places[axis] = axis == RowsAxis && size == 1 ? -1 : shape.Count;
            if (places[axis] >= 0)
                shape.Add((int)size);
        }
        Shape = shape.Count == 0 ? [1] : shape;
        if (Shape.Aggregate(1.0, static (product, size) => product * size) > int.MaxValue)
            throw new ImportException($"its shape [{Sizes.Text(dims)}] is too large");
    }

    /// <summary>The axis that the rows are; −1 for none.</summary>
    public int RowsAxis { get; }

    /// <summary>The sizes of one row.</summary>
    public IReadOnlyList<int> Shape { get; }

    public static Layout Of(Value value)
    {
        try
        {
            return new Layout(value.Dims);
        }
        catch (ImportException problem)
        {
            throw new ImportException($"'{value.Name}': {problem.Message}");
        }
    }

    /// <summary>The language's axis for one of the model's.</summary>
    /// <exception cref="ImportException">It is that of the rows.</exception>
    public int Axis(int axis) => axis == RowsAxis
        ? throw new ImportException($"it works along axis {axis} of [{Sizes.Text(dims)}], which is that of the rows")
        : places[axis];

    /// <summary>The language's axes in an order of the model's.</summary>
    public int[] Order(int[] order) => [.. order.Select(axis => places[axis]).Where(static place => place >= 0)];

    /// <summary>The numbers before the axis of the rows.</summary>
    public long Before => Sizes.Count(dims.Take(Math.Max(0, RowsAxis)));
}
