namespace Adjoint.Generator.Tests.Functions;

/// <summary>Derivatives of functions over the whole grammar, each at several places, against central differences and dual numbers.</summary>
[Trait("Set", "Slow")]
public sealed class FunctionTests
{
    /// <summary>Places where no body has a kink or a jump within a step of the differences.</summary>
    private static readonly double[][] Places = [[0.83, -0.41, 0.37], [-1.13, 0.62, 1.21], [0.29, 1.37, -0.92], [1.91, 0.57, 0.64]];

    [Fact]
    public void All_derivatives_agree_with_differences_and_dual_numbers()
    {
        var bodies = FunctionBodies.Plain.Concat(FunctionBodies.Patterns).ToList();
        using var project = new FunctionProject(bodies, FunctionBodies.Plain.Count);
        for (var i = 0; i < bodies.Count; i++)
        {
            foreach (var place in Places)
                project.Check(i, place);
        }
    }

    [Fact]
    public void Random_expressions_agree_too()
    {
        var random = new Random(20_25);
        var bodies = Enumerable.Range(0, 12).Select(_ => $"=> {RandomExpression(random, 4)};").ToList();
        using var project = new FunctionProject(bodies, bodies.Count);
        for (var i = 0; i < bodies.Count; i++)
            project.Check(i, [random.NextDouble() + 0.1, random.NextDouble() - 1.2, random.NextDouble() + 0.3]);
    }

    /// <summary>An expression that is smooth and neither overflows nor leaves a function's domain.</summary>
    private static string RandomExpression(Random random, int depth)
    {
        if (depth == 0)
            return new[] { "x", "y", "z", "1.5", "0.25", "2" }[random.Next(6)];
        string Next() => RandomExpression(random, depth - 1);
        return random.Next(12) switch
        {
            0 or 1 => $"({Next()} + {Next()})",
            2 or 3 => $"({Next()} - {Next()})",
            4 => $"({Next()} * M.Tanh({Next()}))",
            5 => $"M.Sin({Next()})",
            6 => $"({Next()} / (2 + M.Cos({Next()})))",
            7 => $"M.Exp(-M.Sqrt(1 + M.Pow({Next()}, 2)))",
            8 => $"M.Log(2 + M.Sin({Next()}))",
            9 => $"(x > {random.NextDouble():0.00} - 0.5 && y < 0 ? {Next()} : {Next()})",
            10 => $"M.Atan({Next()})",
            _ => $"(M.Sin({Next()}) * M.Cos({Next()}))",
        };
    }
}
