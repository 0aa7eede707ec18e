using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Products of two values, element by element from the definition.</summary>
internal static class NaiveProducts
{
    /// <summary>Each element of the result is the sum over l of row i of A and column j of B, in the product that its leading coordinates name.</summary>
    public static T[] MatMul<T>(AttributeUse use, T[][] factors, TensorShape[] shapes, TensorShape result)
        where T : struct, IReal<T>
    {
        var (turnsA, turnsB) = (use.Bool("TransposeA"), use.Bool("TransposeB"));
        var terms = turnsA ? shapes[0].Sizes[^2] : shapes[0].Sizes[^1];
        var (rows, columns) = (result.Sizes[^2], result.Sizes[^1]);
        var sizes = shapes.Select(static shape => (Product: shape.Rank == 2 ? 0 : shape.Sizes[^2] * shape.Sizes[^1], Width: shape.Sizes[^1])).ToArray();
        return [.. Enumerable.Range(0, (int)result.Size).Select(at =>
        {
            var (product, i, j) = (at / (rows * columns), at / columns % rows, at % columns);
            var sum = T.Of(0);
            for (var l = 0; l < terms; l++)
                sum += Element(0, product, turnsA ? l : i, turnsA ? i : l) * Element(1, product, turnsB ? j : l, turnsB ? l : j);
            return sum;
        })];

        // One matrix is the factor of every product.
        T Element(int factor, int product, int row, int column) => factors[factor][(product * sizes[factor].Product) + (row * sizes[factor].Width) + column];
    }
}
