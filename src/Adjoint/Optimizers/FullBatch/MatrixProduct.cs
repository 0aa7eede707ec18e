using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>C ← C + A B, for matrices of doubles, which may be parts of larger ones. Every element is Σₖ aᵢₖ bₖⱼ in the order of k: the same bits at any width of vectors.</summary>
internal static unsafe class MatrixProduct
{
    /// <summary>Rows of C that are computed together, so that each vector of B is loaded once for all of them.</summary>
    private const int Tall = 4;

    /// <param name="c">C, row after row.</param>
    /// <param name="strideC">From a row of C to the next.</param>
    /// <param name="a">A.</param>
    /// <param name="rowA">From a row of A to the next; with <paramref name="columnA"/> exchanged, A is transposed.</param>
    /// <param name="columnA">From a column of A to the next.</param>
    /// <param name="b">B, row after row.</param>
    /// <param name="strideB">From a row of B to the next.</param>
    /// <param name="rows">The rows of A and C.</param>
    /// <param name="inner">The columns of A and the rows of B.</param>
    /// <param name="columns">The columns of B and C.</param>
    public static void Add(double* c, nint strideC, double* a, nint rowA, nint columnA, double* b, nint strideB, nint rows, nint inner, nint columns)
    {
        nint column = 0;
        if (Vector512.IsHardwareAccelerated)
            column = Strips<DoubleLanes512, Vector512<double>>(c, strideC, a, rowA, columnA, b, strideB, rows, inner, column, columns);
        else if (Vector256.IsHardwareAccelerated)
            column = Strips<DoubleLanes256, Vector256<double>>(c, strideC, a, rowA, columnA, b, strideB, rows, inner, column, columns);
        else
            column = Strips<DoubleLanes128, Vector128<double>>(c, strideC, a, rowA, columnA, b, strideB, rows, inner, column, columns);
        Strips<DoubleLane, double>(c, strideC, a, rowA, columnA, b, strideB, rows, inner, column, columns);
    }

    /// <summary>As many strips of columns, each two vectors wide, as are whole; returns the first column that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static nint Strips<L, V>(double* c, nint strideC, double* a, nint rowA, nint columnA, double* b, nint strideB, nint rows, nint inner, nint first, nint columns)
        where L : struct, ILanes<double, V>
        where V : unmanaged
    {
        var wide = (nint)(sizeof(V) / sizeof(double));
        // Of plain numbers a strip is one column, and its two halves are the same element, computed twice.
        var step = wide == 1 ? 1 : 2 * wide;
        var second = step - wide;
        var column = first;
        for (; column + step <= columns; column += step)
        {
            nint row = 0;
            for (; row + Tall <= rows; row += Tall)
                Tile<L, V>(c + row * strideC + column, strideC, a + row * rowA, rowA, columnA, b + column, strideB, inner, second);
            for (; row < rows; row++)
                Line<L, V>(c + row * strideC + column, a + row * rowA, columnA, b + column, strideB, inner, second);
        }
        return column;
    }

    /// <summary>Four rows of a strip.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile<L, V>(double* c, nint strideC, double* a, nint rowA, nint columnA, double* b, nint strideB, nint inner, nint second)
        where L : struct, ILanes<double, V>
        where V : unmanaged
    {
        double* c0 = c, c1 = c + strideC, c2 = c1 + strideC, c3 = c2 + strideC;
        V s00 = *(V*)c0, s01 = *(V*)(c0 + second), s10 = *(V*)c1, s11 = *(V*)(c1 + second);
        V s20 = *(V*)c2, s21 = *(V*)(c2 + second), s30 = *(V*)c3, s31 = *(V*)(c3 + second);
        for (nint k = 0; k < inner; k++)
        {
            V b0 = *(V*)b, b1 = *(V*)(b + second);
            var factor = L.Create(a[0]);
            (s00, s01) = (L.MultiplyAdd(factor, b0, s00), L.MultiplyAdd(factor, b1, s01));
            factor = L.Create(a[rowA]);
            (s10, s11) = (L.MultiplyAdd(factor, b0, s10), L.MultiplyAdd(factor, b1, s11));
            factor = L.Create(a[2 * rowA]);
            (s20, s21) = (L.MultiplyAdd(factor, b0, s20), L.MultiplyAdd(factor, b1, s21));
            factor = L.Create(a[3 * rowA]);
            (s30, s31) = (L.MultiplyAdd(factor, b0, s30), L.MultiplyAdd(factor, b1, s31));
            a += columnA;
            b += strideB;
        }
        (*(V*)c0, *(V*)(c0 + second), *(V*)c1, *(V*)(c1 + second)) = (s00, s01, s10, s11);
        (*(V*)c2, *(V*)(c2 + second), *(V*)c3, *(V*)(c3 + second)) = (s20, s21, s30, s31);
    }

    /// <summary>One row of a strip.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Line<L, V>(double* c, double* a, nint columnA, double* b, nint strideB, nint inner, nint second)
        where L : struct, ILanes<double, V>
        where V : unmanaged
    {
        V s0 = *(V*)c, s1 = *(V*)(c + second);
        for (nint k = 0; k < inner; k++)
        {
            var factor = L.Create(*a);
            (s0, s1) = (L.MultiplyAdd(factor, *(V*)b, s0), L.MultiplyAdd(factor, *(V*)(b + second), s1));
            a += columnA;
            b += strideB;
        }
        (*(V*)c, *(V*)(c + second)) = (s0, s1);
    }
}
