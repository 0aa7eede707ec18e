namespace Adjoint.Generator.Declare;

/// <summary>Compares the parameters of a method with what its kind of derivative needs, one after the other.</summary>
internal sealed class SignatureReader
{
    private readonly DerivativeDeclaration method;
    private readonly FunctionDeclaration function;
    private readonly List<Slot> slots = [];
    private readonly List<SpanLength> spans = [];
    private int next;

    public SignatureReader(DerivativeDeclaration method) => (this.method, function) = (method, method.Function!);

    private string Number => function.Number;

    private string Span => $"Span<{Number}>";

    private string ReadOnly => $"ReadOnlySpan<{Number}>";

    private int Left => method.Parameters.Count - next;

    private bool IsSingleOutput => function.Outputs.Count == 1;

    public Signature? Read()
    {
        var isBatched = method.Kind == DerivativeKind.Gradient && IsBatched();
        var directions = -1;
        if (isBatched)
        {
            next = function.Parameters.Count;
            return ReadArrays() ? new Signature(true, -1, slots.ToEquatableArray(), []) : null;
        }
        if (!ReadInputs())
            return null;
        if (method.Kind is DerivativeKind.Jvp or DerivativeKind.HessianVectorProduct)
        {
            directions = next;
            if (!ReadInputs())
                return null;
        }
        return ReadResults() && Left == 0 ? new Signature(false, directions, slots.ToEquatableArray(), spans.ToEquatableArray()) : null;
    }

    private bool IsBatched() =>
        IsSingleOutput && function.Parameters.All(static p => p.Length == 0) && method.Parameters.Count > function.Parameters.Count
        && method.Parameters.Take(function.Parameters.Count).All(p => p.Type == ReadOnly);

    private bool Next(string type)
    {
        if (Left == 0 || method.Parameters[next].Type != type)
            return false;
        next++;
        return true;
    }

    private bool ReadInputs()
    {
        foreach (var parameter in function.Parameters)
        {
            if (parameter.Length > 0)
                spans.Add(new SpanLength(next, parameter.Length));
            if (!Next(parameter.Length == 0 ? Number : ReadOnly))
                return false;
        }
        return true;
    }

    private bool ReadArrays()
    {
        var n = function.Parameters.Count;
        if (method.Returns != "void" || (Left != n && Left != n + 1) || method.Parameters.Skip(next).Any(p => p.Type != Span))
            return false;
        for (var result = Left == n ? 1 : 0; result <= n; result++)
            slots.Add(new Slot(result, next++, 0));
        return true;
    }

    private bool ReadResults() => method.Kind switch
    {
        DerivativeKind.Gradient or DerivativeKind.HessianVectorProduct => IsSingleOutput && ReadEach() && ReadValue(),
        DerivativeKind.Hessian => IsSingleOutput && ReadHessian() && ReadValue(),
        DerivativeKind.Jacobian => ReadSpans(function.Outputs.Count * function.InputCount) && method.Returns == "void",
        DerivativeKind.Jvp => IsSingleOutput ? ReadReturnedTangent() : ReadSpans(function.Outputs.Count) && method.Returns == "void",
        _ => method.Returns == "double",
    };

    /// <summary>A result for each input: in one span, or in a place for each parameter.</summary>
    private bool ReadEach()
    {
        var first = ResultOrder.FirstDerivative(function);
        if (Left == 1 && method.Parameters[next].Type == Span)
            return Fill(function.InputCount, first);
        foreach (var parameter in function.Parameters)
        {
            if (parameter.Length > 0 ? !Fill(parameter.Length, first) : !Put(first))
                return false;
            first += parameter.Count;
        }
        return true;
    }

    /// <summary>A span for the function's values, if it is there, and one for the derivatives.</summary>
    private bool ReadSpans(int derivatives)
    {
        var outputs = function.Outputs.Count;
        return (Left != 2 || Fill(outputs, 0)) && Fill(derivatives, outputs);
    }

    private bool ReadHessian()
    {
        var n = function.InputCount;
        return (Left != 2 || Fill(n, 1)) && Fill(n * n, ResultOrder.FirstOfHessian(function));
    }

    private bool ReadReturnedTangent()
    {
        if (method.Returns == Number)
            slots.Add(new Slot(1, -1, -1));
        else if (IsPair(method.Returns))
            slots.AddRange([new Slot(0, -1, 0), new Slot(1, -1, 1)]);
        else
            return false;
        return true;
    }

    /// <summary>A tuple of two numbers, whatever its elements are called.</summary>
    private bool IsPair(string type)
    {
        var elements = type.Trim('(', ')').Split(',');
        return type.StartsWith("(", StringComparison.Ordinal) && elements.Length == 2 && elements.All(e => e.Trim().Split(' ')[0] == Number);
    }

    private bool ReadValue()
    {
        if (method.Returns == Number)
            slots.Add(new Slot(0, -1, -1));
        return method.Returns == Number || method.Returns == "void";
    }

    private bool Put(int result)
    {
        slots.Add(new Slot(result, next, -1));
        return Next("out " + Number);
    }

    private bool Fill(int length, int firstResult)
    {
        spans.Add(new SpanLength(next, length));
        for (var i = 0; i < length; i++)
            slots.Add(new Slot(firstResult + i, next, i));
        return Next(Span);
    }

    /// <summary>The usual signature of the method's kind.</summary>
    public static string Expected(DerivativeDeclaration method)
    {
        var function = method.Function!;
        var (number, isSingle) = (function.Number, function.Outputs.Count == 1);
        string Input(FunctionParameter p, string prefix) => (p.Length == 0 ? number : $"ReadOnlySpan<{number}>") + " " + prefix + p.Name;
        string Output(FunctionParameter p) => (p.Length == 0 ? "out " + number : $"Span<{number}>") + " d" + p.Name;
        var parameters = function.Parameters.Select(p => Input(p, "")).ToList();
        if (method.Kind is DerivativeKind.Jvp or DerivativeKind.HessianVectorProduct)
            parameters.AddRange(function.Parameters.Select(p => Input(p, "v")));
        switch (method.Kind)
        {
            case DerivativeKind.Gradient or DerivativeKind.HessianVectorProduct:
                parameters.AddRange(function.Parameters.Select(Output));
                break;
            case DerivativeKind.Jacobian:
                parameters.Add($"Span<{number}> jacobian");
                break;
            case DerivativeKind.Hessian:
                parameters.Add($"Span<{number}> hessian");
                break;
            case DerivativeKind.Jvp when !isSingle:
                parameters.Add($"Span<{number}> tangent");
                break;
        }
        var returns = method.Kind switch
        {
            DerivativeKind.DerivativeCheck => "double",
            DerivativeKind.Jacobian => "void",
            _ => isSingle ? number : "void",
        };
        return $"{method.Modifiers} {returns} {method.Name}({string.Join(", ", parameters)})";
    }
}
