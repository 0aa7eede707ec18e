using System.Text;

namespace Adjoint.Generator.Tests.Functions;

/// <summary>A project with many functions, all their derivatives, and the same functions over dual numbers.</summary>
internal static class FunctionSource
{
    private const string Helpers = """
            [Differentiable] public static T Twice(T v) => 2 * v;
            [Differentiable] public static T Norm(T a, T b) { var s = a * a + b * b; return M.Sqrt(s + 1); }
            [Differentiable] public static void Split(T a, T b, out T sum, out T difference) { sum = a + b; difference = Twice(a) - b; }

        """;

    /// <summary>Numbers a + b ε with ε² = 0: the other witness. Written by hand, rule by rule.</summary>
    private const string Duals = """
        public readonly struct Dual(double v, double d)
        {
            public readonly double V = v, D = d;
            public static implicit operator Dual(double v) => new(v, 0);
            public static Dual operator +(Dual a) => a;
            public static Dual operator -(Dual a) => new(-a.V, -a.D);
            public static Dual operator +(Dual a, Dual b) => new(a.V + b.V, a.D + b.D);
            public static Dual operator -(Dual a, Dual b) => new(a.V - b.V, a.D - b.D);
            public static Dual operator *(Dual a, Dual b) => new(a.V * b.V, a.D * b.V + a.V * b.D);
            public static Dual operator /(Dual a, Dual b) => new(a.V / b.V, (a.D * b.V - a.V * b.D) / (b.V * b.V));
            public static Dual operator %(Dual a, double b) => new(a.V % b, a.D);
            public static Dual operator ++(Dual a) => a + 1;
            public static Dual operator --(Dual a) => a - 1;
            public static bool operator <(Dual a, Dual b) => a.V < b.V;
            public static bool operator >(Dual a, Dual b) => a.V > b.V;
            public static bool operator <=(Dual a, Dual b) => a.V <= b.V;
            public static bool operator >=(Dual a, Dual b) => a.V >= b.V;
            public static bool operator ==(Dual a, Dual b) => a.V == b.V;
            public static bool operator !=(Dual a, Dual b) => a.V != b.V;
            public override bool Equals(object? o) => o is Dual d && d == this;
            public override int GetHashCode() => V.GetHashCode();
        }

        public static class DualMath
        {
            public const double PI = Math.PI;
            static Dual Of(Dual a, double v, double slope) => new(v, a.D == 0 ? 0 : slope * a.D);
            public static Dual Sin(Dual a) => Of(a, Math.Sin(a.V), Math.Cos(a.V));
            public static Dual Cos(Dual a) => Of(a, Math.Cos(a.V), -Math.Sin(a.V));
            public static Dual Tan(Dual a) => Sin(a) / Cos(a);
            public static Dual Exp(Dual a) => Of(a, Math.Exp(a.V), Math.Exp(a.V));
            public static Dual Log(Dual a) => Of(a, Math.Log(a.V), 1 / a.V);
            public static Dual Log(Dual a, double b) => Log(a) / Math.Log(b);
            public static Dual Log2(Dual a) => Log(a, 2);
            public static Dual Log10(Dual a) => Log(a, 10);
            public static Dual Sqrt(Dual a) => Of(a, Math.Sqrt(a.V), a.V == 0 ? 0 : 0.5 / Math.Sqrt(a.V));
            public static Dual Cbrt(Dual a) => Of(a, Math.Cbrt(a.V), Math.Cbrt(a.V) / (3 * a.V));
            public static Dual Pow(Dual a, Dual b) => b.D == 0 ? Of(a, Math.Pow(a.V, b.V), b.V * Math.Pow(a.V, b.V - 1)) : Exp(b * Log(a));
            public static Dual Asin(Dual a) => Of(a, Math.Asin(a.V), 1 / Math.Sqrt(1 - a.V * a.V));
            public static Dual Acos(Dual a) => Of(a, Math.Acos(a.V), -1 / Math.Sqrt(1 - a.V * a.V));
            public static Dual Atan(Dual a) => Of(a, Math.Atan(a.V), 1 / (1 + a.V * a.V));
            public static Dual Atan2(Dual y, Dual x) => new(Math.Atan2(y.V, x.V), (y.D * x.V - x.D * y.V) / (x.V * x.V + y.V * y.V));
            public static Dual Sinh(Dual a) => Of(a, Math.Sinh(a.V), Math.Cosh(a.V));
            public static Dual Cosh(Dual a) => Of(a, Math.Cosh(a.V), Math.Sinh(a.V));
            public static Dual Tanh(Dual a) => Of(a, Math.Tanh(a.V), 1 / (Math.Cosh(a.V) * Math.Cosh(a.V)));
            public static Dual Asinh(Dual a) => Of(a, Math.Asinh(a.V), 1 / Math.Sqrt(a.V * a.V + 1));
            public static Dual Acosh(Dual a) => Of(a, Math.Acosh(a.V), 1 / Math.Sqrt(a.V * a.V - 1));
            public static Dual Atanh(Dual a) => Of(a, Math.Atanh(a.V), 1 / (1 - a.V * a.V));
            public static Dual Abs(Dual a) => Of(a, Math.Abs(a.V), Math.Sign(a.V));
            public static Dual Max(Dual a, Dual b) => a.V > b.V ? a : b;
            public static Dual Min(Dual a, Dual b) => a.V < b.V ? a : b;
            public static Dual Clamp(Dual a, Dual low, Dual high) => Min(Max(a, low), high);
            public static Dual Floor(Dual a) => Math.Floor(a.V);
            public static Dual Ceiling(Dual a) => Math.Ceiling(a.V);
            public static Dual Truncate(Dual a) => Math.Truncate(a.V);
            public static Dual Round(Dual a) => Math.Round(a.V);
            public static Dual CopySign(Dual a, Dual b) => Math.CopySign(1, a.V) == Math.CopySign(1, b.V) ? a : -a;
            public static Dual FusedMultiplyAdd(Dual a, Dual b, Dual c) => a * b + c;
        }

        """;

    /// <summary>The project: class Plain with F0, F1, … and their derivatives, class Duals with the functions alone.</summary>
    public static string Of(IReadOnlyList<string> bodies, int withDuals)
    {
        var source = new StringBuilder("using System;\nusing Adjoint;\n\n").Append(Duals);
        source.Append("public static partial class Plain\n{\n").Append(Helpers.Replace("T ", "double ").Replace("M.", "Math."));
        for (var i = 0; i < bodies.Count; i++)
        {
            source.Append($"    [Differentiable] public static double F{i}(double x, double y, double z) {Written(bodies[i], "double", "Math")}\n");
            source.Append($"    [Gradient(nameof(F{i}))] public static partial double G{i}(double x, double y, double z, Span<double> gradient);\n");
            source.Append($"    [Jvp(nameof(F{i}))] public static partial (double, double) J{i}(double x, double y, double z, double vx, double vy, double vz);\n");
            source.Append($"    [Hessian(nameof(F{i}))] public static partial double H{i}(double x, double y, double z, Span<double> gradient, Span<double> hessian);\n");
            source.Append($"    [HessianVectorProduct(nameof(F{i}))] public static partial void P{i}(double x, double y, double z, double vx, double vy, double vz, Span<double> product);\n");
            source.Append($"    [DerivativeCheck(nameof(F{i}))] public static partial double C{i}(double x, double y, double z);\n");
        }
        source.Append("}\n\npublic static class Duals\n{\n").Append(Helpers.Replace("[Differentiable] ", "").Replace("T ", "Dual ").Replace("M.", "DualMath."));
        for (var i = 0; i < withDuals; i++)
            source.Append(
                $"    static Dual F{i}(Dual x, Dual y, Dual z) {Written(bodies[i], "Dual", "DualMath")}\n    public static double D{i}(double x, double y, double z, double vx, double vy, double vz) => F{i}(new(x, vx), new(y, vy), new(z, vz)).D;\n");
        return source.Append("}\n").ToString();
    }

    private static string Written(string body, string number, string functions) => body.Replace("T ", number + " ").Replace("M.", functions + ".");
}
