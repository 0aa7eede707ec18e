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
        return [.. Enumerable.Range(0, (int)result.Size).Select(at =>
        {
            var (product, i, j) = (at / (rows * columns), at / columns % rows, at % columns);
            var sum = T.Of(0);
            for (var l = 0; l < terms; l++)
                sum += Element(0, product, turnsA ? l : i, turnsA ? i : l) * Element(1, product, turnsB ? j : l, turnsB ? l : j);
            return sum;
        })];

        T Element(int factor, int product, int row, int column)
        {
            var (height, width) = (shapes[factor].Sizes[^2], shapes[factor].Sizes[^1]);
            return factors[factor][((shapes[factor].Rank == 2 ? 0 : product) * height * width) + (row * width) + column];
        }
    }
}
