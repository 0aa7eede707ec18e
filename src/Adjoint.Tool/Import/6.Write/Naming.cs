using Adjoint.Tool.Import.Layers;

namespace Adjoint.Tool.Import.Write;

/// <summary>Hands out names as the language does, so that tensors are saved under the names that the class will ask for.</summary>
internal sealed class Naming
{
    /// <summary>What names begin with where a layer has none of its own, if not with its word in small letters.</summary>
    private static readonly Dictionary<string, string> Stems = new(StringComparer.Ordinal)
    {
        ["Conv1D"] = "conv", ["Conv2D"] = "conv", ["Conv3D"] = "conv", ["ConvTranspose2D"] = "convTranspose", ["BatchNorm"] = "bn",
        ["PositionEmbedding"] = "position", ["MultiHeadAttention"] = "attention",
    };

    /// <summary>Members of a generated class, of which no layer may have the name.</summary>
    private static readonly string[] Reserved =
    [
        "Predict", "Probabilities", "Loss", "Gradient", "TrainStep", "Save", "SaveOnnx", "Load", "Apply", "Evaluate", "Inspect", "Layout", "Summary",
        "Precision", "Inputs", "Outputs", "Targets", "InputSize",
        "OutputSize", "ParameterCount", "FlopsPerRow", "Threads", "TrainingStep", "Parameters", "View", "Vjp", "Jvp", "Jacobian",
        "HessianVectorProduct", "RowGradients", "RowGradientNorms", "NewState", "Step",
        "Prefill", "VerifyGradients", "LoadParameters", "AddLoss", "Carry", "Equals", "ReferenceEquals", "GetHashCode", "GetType", "ToString",
        "MemberwiseClone", "Finalize", "Clone", "program", "runner",
        "EqualityContract", "PrintMembers",
    ];

    /// <summary>Names of other parameters of the generated methods.</summary>
    private static readonly string[] Parameters =
    [
        "optimizer", "gradient", "batch", "labels", "targets", "path", "options", "seed", "state", "outputs", "input", "output", "value", "row",
        "rows", "loss", "network", "lengths", "program", "runner",
    ];

    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    private Naming()
    {
    }

    /// <summary>The names of a class.</summary>
    public static Naming OfClass(string className, IEnumerable<string> functions)
    {
        var naming = new Naming();
        naming.taken.UnionWith([.. Reserved, className, .. functions]);
        return naming;
    }

    /// <summary>The names within a block, whose uses put another before them.</summary>
    public static Naming OfBlock() => new();

    /// <summary>The name of a layer, and whether it has to be written.</summary>
    /// <param name="stem">What the name begins with where there is none.</param>
    /// <param name="given">The name that it should have; null for any.</param>
    public (string Name, bool IsWritten) Layer(string stem, string? given)
    {
        var usual = Next(stem, counts.GetValueOrDefault(stem));
        if (given is not null && given != usual.Name && !values.Contains(given) && IsFree(given))
        {
            Take(given);
            return (given, true);
        }
        counts[stem] = usual.Count;
        Take(usual.Name);
        return (usual.Name, false);
    }

    /// <summary>Takes names together: all of them, or none.</summary>
    public bool TryTake(IReadOnlyList<string> names)
    {
        if (!names.All(name => IsFree(name) && !values.Contains(name)))
            return false;
        foreach (var name in names)
            Take(name);
        return true;
    }

    /// <summary>The name of an input or an output, made of the model's: a parameter of methods, and with Size after it a constant.</summary>
    public string Port(string name, string otherwise)
    {
        var letters = string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '_')).Trim('_');
        if (letters.Length > 60)
            letters = letters[..60];
        letters = letters.Length == 0 ? otherwise : char.IsAsciiLetter(letters[0]) ? letters : otherwise + letters;
        if (letters.All(char.IsUpper))
            letters = letters.ToLowerInvariant();
        var free = letters;
        for (var i = 2; values.Contains(free) || !IsFree(free) || !IsFree(free + "Size") || Parameters.Contains(free, StringComparer.OrdinalIgnoreCase); i++)
            free = FormattableString.Invariant($"{letters}_{i}");
        values.Add(free);
        taken.Add(free + "Size");
        return free;
    }

    /// <summary>Takes the name of a parameter that the language gives itself.</summary>
    public void Reserve(string name) => values.Add(name);

    /// <summary>A name for a value, such as <c>skip2</c>, that no layer has.</summary>
    public string Value(string role)
    {
        for (var i = 1; ; i++)
        {
            var name = i == 1 ? role : FormattableString.Invariant($"{role}{i}");
            if (IsFree(name) && values.Add(name))
                return name;
        }
    }

    public static string StemOf(Layer layer) => Stems.GetValueOrDefault(layer.Word, layer.Word.ToLowerInvariant());

    private (string Name, int Count) Next(string stem, int count)
    {
        string name;
        do
            name = FormattableString.Invariant($"{stem}{++count}");
        while (!IsFree(name));
        return (name, count);
    }

    private bool IsFree(string name) => !taken.Contains(Member(name)) && !taken.Contains(Member(name) + "Parameters");

    private void Take(string name)
    {
        taken.Add(Member(name));
        taken.Add(Member(name) + "Parameters");
        values.Add(name);
    }

    private static string Member(string name) => name.Replace('.', '_');
}
