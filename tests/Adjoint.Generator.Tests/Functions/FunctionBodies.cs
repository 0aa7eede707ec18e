namespace Adjoint.Generator.Tests.Functions;

/// <summary>Bodies of functions of x, y and z over the whole grammar; T is the type of numbers, M the class of functions.</summary>
internal static class FunctionBodies
{
    /// <summary>Bodies that dual numbers can run as well.</summary>
    public static IReadOnlyList<string> Plain { get; } =
    [
        "=> M.Sin(x + y) + y * y * z;",
        "=> x;",
        "=> 3.5;",
        "=> -x * +y / (z + 3);",
        "=> x / (1 + M.Exp(-x)) + y;",
        "=> M.Log(1 + M.Exp(x * y)) - z;",
        "=> M.Exp(x) / (1 + M.Exp(x)) * M.Exp(x - y);",
        "=> M.Sqrt(x * x + y * y + z * z + 0.5);",
        "=> M.Pow(x * x + 1, y) + M.Pow(z, 3) + M.Pow(x, 2) + M.Pow(y * y + 1, 0.5) + M.Pow(z * z + 1, -1.5) + M.Pow(x * x + 2, 2.7);",
        "=> M.Tan(0.3 * x) * M.Atan(y) + M.Atan2(y + 3, x);",
        "=> M.Asin(x / 5) + M.Acos(y / 5) + M.Sinh(z) - M.Cosh(x);",
        "=> M.Asinh(x) + M.Acosh(y * y + 2) + M.Atanh(z / 4) + M.Tanh(x * y);",
        "=> M.Log2(x * x + 1) + M.Log10(y * y + 2) + M.Cbrt(z + 7) + M.Log(z * z + 3, 2.5);",
        "=> M.Abs(x) * M.Max(y, z) + M.Min(x, 0.25) + M.Clamp(z, -0.5, 0.75);",
        "=> M.Floor(x) + M.Truncate(y) * z + M.Round(x) * y + M.Ceiling(z);",
        "=> M.CopySign(x, y) + M.FusedMultiplyAdd(x, y, z) + x % 0.7;",
        "=> x > 0 ? M.Log(x) * y : M.Exp(x) + z;",
        "=> x > y && z > 0 || y < -0.5 ? x * z : y * z * z;",
        "=> !(x >= y) ? M.Sin(x) : M.Cos(y) + z;",
        "=> x == y ? z : x != z ? x * y : y;",
        "{ var a = x * y; var b = a + z; return a * b + M.Sin(b); }",
        "{ T sum = 0; for (var i = 1; i <= 4; i++) sum += x * i / (y * y + i); return sum * z; }",
        "{ T product = 1; for (var i = 0; i < 3; i++) { for (var j = i; j < 3; j++) product *= x + i * y + j; } return product + z; }",
        "{ if (x > 0) return x * y; if (y > 0) return y * z; return x * z * z; }",
        "{ T a = x, b = y; if (a > b) { (a, b) = (b, a); } else { a += z; } a *= 2; b -= 1; a /= b + 4; return a * b; }",
        "{ T p = 0; for (var k = 6; k >= 0; k -= 2) p = p * x + (k % 4 == 0 ? y : z); return p; }",
        "{ for (var i = 0; i < 3; i++) { if (x > i) return x * y + i; } return z * x; }",
        "{ T s = x; s = s * s; s = s * s; s++; --s; return s / (1 + y * y) + z; }",
        "{ const double half = 0.5; var c = M.Cos(half * x); return c * c + M.Sin(half * x) * M.Sin(half * x) + y * M.PI * z; }",
        "=> M.Exp(-(x * x + y * y) / 2) / M.Sqrt(2 * M.PI) * (x + z);",
        "=> 1 / (1 + M.Exp(-x)) + M.Log(1 / (1 + M.Exp(-y))) + (M.Exp(z) - 1) + M.Log(1 + z * z);",
        "=> Twice(x * y) + Norm(x, Twice(z));",
        "{ Split(x, y, out var a, out var b); return a * b + z; }",
        "=> M.Sqrt(x * x) + x * (1 / (y * y + 1)) + (x + x) - (z - z) + y / (y * y + 2) * 0 + (-x) * (-y) + 2 * (3 * z);",
        "{ var p = (x + y, x * z); return p.Item1 * p.Item2; }",
        "{ var big = x > 0.5 || z > 0.5; var small = !big && y < 0; return big ? M.Exp(y) : small ? x * y * z : M.Sqrt(z + 10); }",
    ];

    /// <summary>Bodies with patterns, which only C#'s own numbers have.</summary>
    public static IReadOnlyList<string> Patterns { get; } =
    [
        "=> x switch { < -0.5 => x * y, >= -0.5 and < 0.5 => y * y, 0.75 or 0.8 => z, var other when other > y => other * z, _ => x * x };",
        "=> x is > 0 and not > 1.5 ? x * z : y * z;",
        "{ double total = 0; for (int i = 0; i < 4; ++i) total += i switch { 0 => x, 1 => y * x, 2 or 3 => z * i, _ => 1 }; return total; }",
        "=> double.Sin(x) + double.Exp(y) * double.Pow(z, 2) + SpecialFunctions.Erf(x) + SpecialFunctions.Softplus(y) + SpecialFunctions.Sigmoid(z) + double.Hypot(x, y + 5);",
        "=> SpecialFunctions.Expm1(x) * SpecialFunctions.Log1p(y * y) + double.Exp2(z) + x * (1f / 2) + double.LogP1(z * z) + Math.Sign(y) * x;",
    ];
}
