namespace Adjoint.Generator.Calculus;

/// <summary>
/// A computation on numbers, step by step: each step has its arguments before it, and no step stands twice. What several steps share is computed once, however
/// often it is derived; a tree of formulas would double with every derivative.
/// </summary>
/// <param name="Steps">The steps; an argument is the number of an earlier one.</param>
/// <param name="Outputs">The numbers of the steps that are wanted.</param>
internal sealed record Graph(EquatableArray<Operation> Steps, EquatableArray<int> Outputs)
{
    /// <summary>Whether every step is known to be finite for finite arguments, as far as numbers reach; of what may have a pole or a limited domain it is not.</summary>
    public bool IsFinite => Steps.All(static s => Ops.AreFinite.Contains(s.Op));

    /// <summary>The steps that some of the outputs depend on, with those outputs in the order given.</summary>
    public Graph Keep(IReadOnlyList<int> outputs) => Keep(Steps, [.. outputs.Select(o => Outputs[o])]);

    /// <summary>The steps that some steps depend on, with those as outputs.</summary>
    public static Graph Keep(IReadOnlyList<Operation> steps, IReadOnlyList<int> outputs)
    {
        var isLive = new bool[steps.Count];
        foreach (var output in outputs)
            isLive[output] = true;
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            foreach (var argument in isLive[i] ? steps[i].Arguments : [])
                isLive[argument] = true;
        }
        var (place, kept) = (new int[steps.Count], new List<Operation>());
        for (var i = 0; i < steps.Count; i++)
        {
            if (!isLive[i])
                continue;
            place[i] = kept.Count;
            kept.Add(steps[i] with { Arguments = steps[i].Arguments.Select(a => place[a]).ToEquatableArray() });
        }
        return new Graph(kept.ToEquatableArray(), outputs.Select(o => place[o]).ToEquatableArray());
    }
}

/// <summary>One operation.</summary>
/// <param name="Op">One of <see cref="Ops"/>, or the name of a function of <see cref="DerivativeRules"/>.</param>
/// <param name="Arguments">The numbers of the steps that it reads.</param>
/// <param name="Value">A constant's value, or the number of an input or of a part.</param>
/// <param name="Method">The method that a call is of.</param>
internal sealed record Operation(string Op, EquatableArray<int> Arguments, double Value = 0, string? Method = null)
{
    /// <summary>Whether the step is a constant with this value.</summary>
    public bool IsConstant(double value) => Op == Ops.Constant && Value == value;
}

/// <summary>The operations that are no functions.</summary>
internal static class Ops
{
    /// <summary>One of the numbers that the computation is given.</summary>
    public const string Input = nameof(Input);

    public const string Constant = nameof(Constant);

    public const string Add = "+";
    public const string Subtract = "-";
    public const string Multiply = "*";
    public const string Divide = "/";
    public const string Negate = nameof(Negate);

    // Conditions: steps whose value is true or false, which only Select and one another read.
    public const string Greater = ">";
    public const string GreaterOrEqual = ">=";
    public const string Equal = "==";
    public const string And = "&&";
    public const string Or = "||";
    public const string Not = "!";
    public const string True = "true";
    public const string False = "false";

    /// <summary>The second argument where the first is true, else the third.</summary>
    public const string Select = nameof(Select);

    /// <summary>A method of the user's whose derivative is written by hand.</summary>
    public const string Call = nameof(Call);

    /// <summary>A method of the user's that gives several numbers at once: partial derivatives written by hand.</summary>
    public const string Partials = nameof(Partials);

    /// <summary>One of the numbers that <see cref="Partials"/> gives.</summary>
    public const string Part = nameof(Part);

    /// <summary>The operations and functions that are finite for finite arguments, unless a sum or a product overflows.</summary>
    public static HashSet<string> AreFinite { get; } = new(StringComparer.Ordinal)
    {
        Input, Constant, Add, Subtract, Multiply, Negate, Greater, GreaterOrEqual, Equal, And, Or, Not, True, False, Select,
        "Tanh", "Sigmoid", "Softplus", "Erf", "Sin", "Cos", "Abs", "Sign", "CopySign", "Max", "Maximum", "Min", "MultiplyAdd",
    };
}
