using Adjoint.Runtime;

namespace Adjoint.Tests.Optimizers;

/// <summary>The triangle of a matrix whose rows come some at a time, against sums over its rows.</summary>
public sealed class TriangularFactorTests
{
    /// <summary>Around the widths of panels and strips.</summary>
    public static TheoryData<int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int>();
            foreach (var size in new[] { 1, 5, 15, 16, 17, 37, 81, 129 })
            {
                foreach (var together in new[] { 1, 7, 8, 33, 64 })
                    sizes.Add(size, together);
            }
            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void However_many_rows_come_together_it_is_the_triangle_of_the_matrix(int size, int together)
    {
        const int rows = 150;
        var (random, stride) = (new Random(size), size + 1);
        double[] all = [.. Enumerable.Range(0, rows * stride).Select(_ => random.NextDouble() - 0.5)];
        // A column of zeros is a reflection that does nothing.
        for (var row = 0; row < rows && size > 16; row++)
            all[row * stride + 3] = 0;
        var factor = new TriangularFactor(size);
        for (var first = 0; first < rows; first += together)
        {
            var count = Math.Min(together, rows - first);
            factor.Add(all[(first * stride)..((first + count) * stride)], count);
        }
        // RᵀR = AᵀA, and Rᵀ Qᵀb = Aᵀb: what signs the rows of R have does not matter.
        var found = new double[size * stride];
        for (var k = 0; k < size; k++)
        {
            for (var i = k; i < size; i++)
            {
                for (var j = 0; j < stride; j++)
                    found[i * stride + j] += factor.Row(k)[i - k] * (j == size ? factor.Right(k) : j < k ? 0 : factor.Row(k)[j - k]);
            }
        }
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < stride; j++)
            {
                var expected = Enumerable.Range(0, rows).Sum(row => all[row * stride + i] * all[row * stride + j]);
                Assert.Equal(expected, found[i * stride + j], 1e-11);
            }
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(4, 3, 16)]
    [InlineData(5, 16, 33)]
    [InlineData(7, 9, 15)]
    [InlineData(64, 16, 47)]
    public unsafe void A_product_of_matrices_is_every_sum_by_itself_and_touches_nothing_else(int rows, int inner, int columns)
    {
        const double guard = 12345.678;
        var (random, stride) = (new Random(rows), columns + 3);
        double[] a = [.. Enumerable.Range(0, rows * inner).Select(_ => random.NextDouble() - 0.5)], b = [.. Enumerable.Range(0, inner * stride).Select(_ => random.NextDouble() - 0.5)];
        foreach (var isTransposed in new[] { false, true })
        {
            double[] c = [.. Enumerable.Range(0, (rows + 2) * stride).Select(i => i / stride is var row && row > 0 && row <= rows && i % stride < columns ? random.NextDouble() : guard)];
            double[] expected = [.. c];
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    ref var sum = ref expected[(row + 1) * stride + column];
                    for (var k = 0; k < inner; k++)
                        sum = VectorMath.MultiplyAdd(isTransposed ? a[k * rows + row] : a[row * inner + k], b[k * stride + column], sum);
                }
            }
            fixed (double* pa = a, pb = b, pc = c)
                MatrixProduct.Add(pc + stride, stride, pa, isTransposed ? 1 : inner, isTransposed ? rows : 1, pb, stride, rows, inner, columns);
            Assert.Equal(expected, c);
        }
    }
}
