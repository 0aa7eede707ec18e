using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>Derivatives in declarations: the word <c>[Tangent]</c>, and what <c>[Network(Derivatives = …)]</c> asks for.</summary>
internal partial class ShapeBuilder
{
    /// <summary>What changes, and along which direction: the number of the value, and that of its component or of the value that is the direction.</summary>
    private readonly Dictionary<(int Value, int Component, int Along), TangentBuilder> directions = [];
    private readonly HashSet<int> tangentValues = [];

    private void ReadTangent(TangentWord word, int attribute)
    {
        if (Claim(layerNames.Of(word, frame.Prefix), attribute) is not { } name || Changing(word, attribute) is not { } changing || DirectionOf(word, attribute, changing) is not { } builder)
            return;
        var of = current!;
        if (builder.WithoutTangent(of.Value.Id) is { } node)
        {
            var (why, instead) = node.Operator is Attention
                ? ("Attention drops some of its pairs by chance and keeps none of them", "leave its Dropout out")
                : ($"{node.Operator.Name} makes it of all rows of the batch", "put GroupNorm or LayerNorm in its place");
            Report(Rules.NoTangent, SourcePlace.Of(attribute), node.Name, why, instead);
            return;
        }
        var first = values.Count;
        builder.Attribute = attribute;
        var tangent = builder.Of(of.Value.Id);
        // What a tangent is taken of is used, although nothing may read its numbers.
        tangentValues.UnionWith([of.Value.Id, .. Enumerable.Range(first, values.Count - first)]);
        if (tangent is not { } id)
            Report(Rules.TangentIsZero, SourcePlace.Of(attribute), of.Source, changing.Source);
        else if (nodes.Count > Limits.Layers)
            Report(Rules.TooLarge, SourcePlace.Of(attribute), $"'{declaration.Name}'", nodes.Count, "layers", Limits.Layers);
        else
            frame.Named[name] = current = new NamedValue(values[id], $"'{name}'", attribute);
    }

    /// <summary>The value that changes: the one that is named, or else the first input.</summary>
    private NamedValue? Changing(TangentWord word, int attribute)
    {
        var changing = word.Of is { } written ? Find(written, new SourcePlace(attribute, "value")) : new NamedValue(values[inputs[0]], "the input", 0);
        return changing is not null && AreNumbers(changing, word.Name, attribute) ? changing : null;
    }

    /// <summary>The tangents along a direction; null after a problem was reported.</summary>
    private TangentBuilder? DirectionOf(TangentWord word, int attribute, NamedValue changing)
    {
        NamedValue? along = null;
        if (word.Along is { } written)
        {
            along = Find(written, new SourcePlace(attribute, "Along"));
            if (along is null)
                return null;
            if (along.Value.Shape != changing.Value.Shape)
            {
                Report(Rules.ShapesDiffer, new SourcePlace(attribute, "Along"), "Tangent", changing.Source, changing.Value.Shape, along.Source, along.Value.Shape, "name a value of the same shape");
                return null;
            }
        }
        var (size, component) = (changing.Value.Size, word.Component ?? (changing.Value.Size == 1 ? 0 : -1));
        if (along is null && (component < 0 || component >= size))
        {
            var range = FormattableString.Invariant($"written, and from 0 to {size - 1}, for {changing.Source} has {size} numbers");
            Report(Rules.ValueOutOfRange, word.Component is null ? SourcePlace.Of(attribute) : new SourcePlace(attribute, "Component"), "The Component of Tangent", range, component);
            return null;
        }
        return Builder(word, attribute, changing.Value, component, along?.Value);
    }

    private TangentBuilder Builder(TangentWord word, int attribute, Value changing, int component, Value? along)
    {
        var key = (changing.Id, along is null ? component : -1, along?.Id ?? -1);
        if (directions.TryGetValue(key, out var found))
            return found;
        var letter = word.Of ?? changing.Name;
        var suffix = "_" + letter + (along is not null ? "_" + word.Along : changing.Size == 1 ? "" : FormattableString.Invariant($"{component}"));
        var builder = new TangentBuilder(values, nodes, suffix) { Attribute = attribute };
        directions.Add(key, builder);
        var direction = along?.Id ?? builder.AddValue(builder.NameOf(changing.Name), changing.Shape);
        if (along is null)
        {
            builder.AddNode(new Node(new Direction(component), attribute, builder.NameOf(changing.Name), [changing.Id], direction, []));
            tangentValues.Add(direction);
        }
        builder.Seed(changing.Id, direction);
        return builder;
    }

    /// <summary>Whether each derivative that is asked for has all that it needs.</summary>
    private void CheckDerivatives()
    {
        var asked = declaration.Derivatives;
        if (asked.HasFlag(DerivativeKinds.Jacobian) && values[inputs[0]].Tokens > 0)
            Report(Rules.DerivativeNeeds, SourcePlace.Class, "Derivatives.Jacobian", "an input of numbers",
                $"'{declaration.Name}' reads {(values[inputs[0]].AreEdges ? "edges" : "tokens")}", "use Jvp along the parameters, or Vjp");
        else if (asked.HasFlag(DerivativeKinds.Jacobian) && (inputs.Count > 1 || outputs.Count > 1))
        {
            var found = FormattableString.Invariant($"'{declaration.Name}' has {inputs.Count} and {outputs.Count}");
            Report(Rules.DerivativeNeeds, SourcePlace.Class, "Derivatives.Jacobian", "one input and one output", found, "use Vjp or Jvp, which take any number");
        }
        else if (OfLoss(asked) is { } derivative)
        {
            if (losses.Count == 0)
                Report(Rules.DerivativeNeeds, SourcePlace.Class, derivative, "a loss", $"'{declaration.Name}' declares none", "write one, such as [MeanSquaredError]");
            else if (!parameters.Place().Any(static p => p.IsTrained))
                Report(Rules.DerivativeNeeds, SourcePlace.Class, derivative, "trained parameters", $"'{declaration.Name}' has none", "leave it out");
        }
    }

    /// <summary>The first of the derivatives of the loss that are asked for.</summary>
    private static string? OfLoss(DerivativeKinds asked) =>
        asked.HasFlag(DerivativeKinds.HessianVectorProduct) ? "Derivatives.HessianVectorProduct"
        : asked.HasFlag(DerivativeKinds.RowGradients) ? "Derivatives.RowGradients"
        : asked.HasFlag(DerivativeKinds.RowGradientNorms) ? "Derivatives.RowGradientNorms"
        : asked.HasFlag(DerivativeKinds.Verified) ? "VerifyGradients"
        : null;
}
