using System.Text.Json;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;
using Adjoint.Generator.Tests.Functions;
using Adjoint.Generator.Tests.Gradients;

namespace Adjoint.Generator.Tests.Golden;

/// <summary>Jacobians, Hessians and products with them, of networks and of plain functions, as PyTorch's automatic differentiation has them.</summary>
[Trait("Set", "Slow")]
public sealed class DerivativeTests
{
    private const double Tolerance = 5e-6;

    private delegate void TwoSidedVjp(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> dy, Span<float> da, Span<float> db, Span<float> gradient);

    private delegate void TwoSidedJvp(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> aTangent, ReadOnlySpan<float> bTangent, ReadOnlySpan<float> parameterTangent, Span<float> y, Span<float> yTangent);

    private delegate float TwoSidedProduct(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> targets, ReadOnlySpan<float> direction, Span<float> product);

    [Fact]
    public void Derivatives_of_networks_are_PyTorchs()
    {
        var recorded = GoldenFile.Derivatives("networks").EnumerateObject().Where(static n => IsPlain(n.Value)).ToList();
        using var assembly = new SubjectAssembly(recorded.Select(static n => n.Name), derivatives: "Vjp, Jvp, Jacobian, HessianVectorProduct");
        foreach (var (declaration, expected) in recorded.Select(static n => (n.Name, n.Value)))
        {
            var subject = assembly.CreateAsDrawn(declaration);
            var direction = Prepare(subject, expected);
            var (x, along, dy) = (Inputs(expected, "inputs")[0], Inputs(expected, "inputTangents")[0], Singles(expected.Numbers("cotangent")));
            var (dx, gradient, y, tangent) = (new float[x.Length], new float[direction.Length], new float[dy.Length], new float[dy.Length]);

            ((IVjpNetwork<float>)subject.Generated).Vjp(x, dy, dx, gradient);
            Same(Inputs(expected.GetProperty("vjp"), "inputs")[0], dx, $"dx of '{declaration}'");
            SameTensors(subject, expected.GetProperty("vjp").GetProperty("parameters"), gradient, $"Vjp of '{declaration}'");

            ((IJvpNetwork<float>)subject.Generated).Jvp(x, along, direction, y, tangent);
            Same(expected.Numbers("y"), y, $"y of '{declaration}'");
            Same(expected.Numbers("jvp"), tangent, $"Jvp of '{declaration}'");
            ((IJvpNetwork<float>)subject.Generated).Jvp(x, along, [], tangent);
            Same(expected.Numbers("jvpOfInputs"), tangent, $"Jvp along the inputs of '{declaration}'");

            var jacobian = new float[x.Length * subject.OutputSize];
            ((IJacobianNetwork<float>)subject.Generated).Jacobian(x, jacobian);
            Same(expected.Numbers("jacobian"), jacobian, $"The Jacobian of '{declaration}'");

            var slope = Product(subject, expected, x, direction, gradient);
            Agreement.Require(expected.GetProperty("along").GetDouble(), slope, Math.Max(1, Math.Abs(slope)), Tolerance, $"The loss's derivative of '{declaration}'");
            SameTensors(subject, expected.GetProperty("hvp"), gradient, $"The product with the Hessian of '{declaration}'");
            if (expected.TryGetProperty("hessian", out _))
                CheckHessian(subject, expected, x);
        }
    }

    [Fact]
    public void Derivatives_of_a_network_of_two_inputs_are_PyTorchs()
    {
        var recorded = GoldenFile.Derivatives("networks").EnumerateObject().Single(static n => !IsPlain(n.Value));
        var (declaration, expected) = (recorded.Name, recorded.Value);
        using var assembly = new SubjectAssembly([declaration], derivatives: "Vjp, Jvp, HessianVectorProduct");
        var subject = assembly.CreateAsDrawn(declaration);
        var direction = Prepare(subject, expected);
        var (x, along, dy) = (Inputs(expected, "inputs"), Inputs(expected, "inputTangents"), Singles(expected.Numbers("cotangent")));
        var (da, db, gradient, y, tangent) = (new float[x[0].Length], new float[x[1].Length], new float[direction.Length], new float[dy.Length], new float[dy.Length]);

        Method<TwoSidedVjp>(subject, "Vjp")(x[0], x[1], dy, da, db, gradient);
        var pulled = Inputs(expected.GetProperty("vjp"), "inputs");
        Same(pulled[0], da, "da");
        Same(pulled[1], db, "db");
        SameTensors(subject, expected.GetProperty("vjp").GetProperty("parameters"), gradient, "Vjp");

        Method<TwoSidedJvp>(subject, "Jvp")(x[0], x[1], along[0], along[1], direction, y, tangent);
        Same(expected.Numbers("y"), y, "y");
        Same(expected.Numbers("jvp"), tangent, "Jvp");

        var slope = Method<TwoSidedProduct>(subject, "HessianVectorProduct")(x[0], x[1], Singles(expected.Numbers("targets")), direction, gradient);
        Agreement.Require(expected.GetProperty("along").GetDouble(), slope, Math.Max(1, Math.Abs(slope)), Tolerance, "The loss's derivative");
        SameTensors(subject, expected.GetProperty("hvp"), gradient, "The product with the Hessian");
    }

    [Fact]
    public void Derivatives_of_functions_are_PyTorchs()
    {
        var recorded = GoldenFile.Derivatives("functions").EnumerateObject().ToList();
        using var project = new FunctionProject([.. recorded.Select(static f => f.Name)], withDuals: 0);
        for (var i = 0; i < recorded.Count; i++)
        {
            var (body, expected) = (recorded[i].Name, recorded[i].Value);
            var (at, v) = (expected.Numbers("at"), expected.Numbers("direction"));
            var (gradient, hessian, product) = (new double[3], new double[9], new double[3]);
            var value = project.Method<FunctionProject.Gradient>("G", i)(at[0], at[1], at[2], gradient);
            Close([expected.GetProperty("value").GetDouble()], [value], body);
            Close(expected.Numbers("gradient"), gradient, body);
            Close([expected.GetProperty("jvp").GetDouble()], [project.Method<FunctionProject.Jvp>("J", i)(at[0], at[1], at[2], v[0], v[1], v[2]).Tangent], body);
            project.Method<FunctionProject.Hessian>("H", i)(at[0], at[1], at[2], new double[3], hessian);
            Close(expected.Numbers("hessian"), hessian, body);
            project.Method<FunctionProject.Product>("P", i)(at[0], at[1], at[2], v[0], v[1], v[2], product);
            Close(expected.Numbers("hvp"), product, body);
        }
    }

    private static bool IsPlain(JsonElement network) => network.GetProperty("inputs").GetArrayLength() == 1;

    /// <summary>Gives the network its recorded parameters; returns the recorded direction in the order of the parameter block.</summary>
    private static float[] Prepare(Subject subject, JsonElement expected)
    {
        SetParameters(subject, expected.GetProperty("parameterTangent"));
        var direction = subject.Parameters.ToArray();
        SetParameters(subject, expected.GetProperty("parameters"));
        return direction;
    }

    private static void SetParameters(Subject subject, JsonElement values)
    {
        Assert.Equal(Trained(subject).Select(static p => p.Name), values.EnumerateObject().Select(static p => p.Name));
        foreach (var tensor in Trained(subject))
            subject.Set(tensor, values.Numbers(tensor.Name));
    }

    /// <summary>Column by column: the products with the unit vectors, in the order in which PyTorch has the numbers.</summary>
    private static void CheckHessian(Subject subject, JsonElement expected, float[] x)
    {
        var (hessian, count, column) = (new float[subject.Parameters.Length * subject.Parameters.Length], subject.Parameters.Length, 0);
        var product = new float[count];
        foreach (var tensor in Trained(subject))
        {
            for (var i = 0; i < tensor.Length; i++, column++)
            {
                subject.Parameters.Clear();
                subject.Set(tensor, [.. Enumerable.Range(0, tensor.Length).Select(j => i == j ? 1.0 : 0)]);
                var unit = subject.Parameters.ToArray();
                SetParameters(subject, expected.GetProperty("parameters"));
                Product(subject, expected, x, unit, product);
                var rows = Trained(subject).SelectMany(t => Subject.RowMajor(t, product)).ToArray();
                for (var row = 0; row < count; row++)
                    hessian[row * count + column] = rows[row];
            }
        }
        Same(expected.Numbers("hessian"), hessian, $"The Hessian of '{subject.Text}'");
    }

    private static float Product(Subject subject, JsonElement expected, float[] x, float[] direction, float[] product) => subject.TakesLabels && subject.Generated is IHessianNetwork<float> classifier
        ? classifier.HessianVectorProduct(x, [.. expected.GetProperty("labels").EnumerateArray().Select(static l => l.GetInt32())], direction, product)
        : ((IHessianNetwork<float>)subject.Generated).HessianVectorProduct(x, Singles(expected.Numbers("targets")), direction, product);

    private static IEnumerable<Parameter> Trained(Subject subject) => subject.Shaped.Parameters.Where(static p => p.IsTrained);

    private static T Method<T>(Subject subject, string name)
        where T : Delegate => typeof(T).GetMethod("Invoke")!.GetParameters() is var parameters
            ? subject.Generated.GetType().GetMethod(name, [.. parameters.Select(static p => p.ParameterType)])!.CreateDelegate<T>(subject.Generated)
            : throw new InvalidOperationException();

    private static float[][] Inputs(JsonElement element, string property) =>
        [.. element.GetProperty(property).EnumerateArray().Select(static input => input.EnumerateArray().Select(static v => v.GetSingle()).ToArray())];

    private static float[] Singles(double[] values) => [.. values.Select(static v => (float)v)];

    private static void Same(float[] expected, float[] actual, string what) => Same([.. expected.Select(static v => (double)v)], actual, what);

    private static void Same(double[] expected, float[] actual, string what) => Agreement.Require(expected, actual, Tolerance, static i => $"number {i}", what);

    private static void SameTensors(Subject subject, JsonElement expected, float[] block, string what)
    {
        // Relative to the largest number of all tensors, for that is what rounding is relative to.
        var (values, numbers) = (Trained(subject).SelectMany(t => expected.Numbers(t.Name)).ToArray(), Trained(subject).SelectMany(t => Subject.RowMajor(t, block)).ToArray());
        Same(values, numbers, what);
    }

    private static void Close(double[] expected, double[] actual, string what)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-12 * (1 + expected.Max(Math.Abs)), $"{what}: {actual[i]:G17}, not {expected[i]:G17}");
    }
}
