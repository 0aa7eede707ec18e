using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Shape;

/// <summary>Attention, and the layers of the compiler's own before it.</summary>
internal partial class ShapeBuilder
{
    private void AddAttention(Attention layer, string name, NamedValue[] inputs, TensorShape shape, ShapeContext context, int attribute)
    {
        if (layer.Options.Rotary is not null)
            inputs = Rotated(layer, name, inputs);
        if (inputs.Any(static i => i.Value.Lengths is not null) && scan is null)
            AddOfLengths(layer, name, inputs, shape, context, attribute);
        else
            AddNode(layer, name, inputs, names.Next(layer.Symbol), shape, [], []);
    }

    /// <summary>Queries and keys, turned by their positions.</summary>
    private NamedValue[] Rotated(Attention layer, string name, NamedValue[] inputs)
    {
        var width = layer.WidthOf(inputs[0].Value.Shape.Last, inputs.Length);
        if (inputs.Length == 1)
            return [Turned(inputs[0], layer.Options.Heads + layer.KeyHeads, 0, ".rotary")];
        // Of fewer queries than keys the last ones are at one place.
        var first = layer.Options.Causal ? Rotation.PositionsOf(inputs[1].Value.Shape) - Rotation.PositionsOf(inputs[0].Value.Shape) : 0;
        return [Turned(inputs[0], layer.Options.Heads, first, ".rotary.q"), Turned(inputs[1], layer.KeyHeads, 0, ".rotary.k"), inputs[2]];

        NamedValue Turned(NamedValue value, int heads, int start, string suffix) => Insert(
            new Rotation(heads, width, start, layer.Options.Rotary!.Value, layer.Options.Interleaved), value, "Turned", name + suffix) is var turned && value.Value.Lengths is null
                ? turned
                : turned with { Value = values[turned.Value.Id] = turned.Value with { Lengths = value.Value.Lengths, IsMasked = value.Value.IsMasked } };
    }
}
