using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>
/// Rows of different lengths: steps from the length on do not exist. What treats each step by itself may leave anything there, but nothing reads it:
/// where steps meet, or where they go out, they are masked first.
/// </summary>
internal partial class ShapeBuilder
{
    /// <summary>Of the loop that is being read, the value that says how many steps a row has; null where all have as many.</summary>
    private int? lengths;

    /// <summary>The lengths of an input's rows, an input of its own; the current value has no steps behind them.</summary>
    private void ReadLengths(Value value, string port, int attribute)
    {
        var steps = value.Shape.Sizes[0];
        if (value.Shape.Rank < 2 && value.Tokens == 0)
        {
            Report(Rules.RankDiffers, new SourcePlace(attribute, "Lengths"), "Lengths", "steps×features", current!.Source, value.Shape, "write the number of steps first");
            return;
        }
        if (!IsPortName(port, attribute, "Lengths"))
            return;
        var n = AddValue(names.Next("n"), new([1]), steps + 1);
        AddInput(n, attribute);
        frame.Named[port] = new NamedValue(n, $"the lengths '{port}'", attribute);
        current = current! with { Value = values[value.Id] = value with { Lengths = n.Id } };
        if (value.Tokens == 0)
            current = Masked(current, frame.Prefix + "lengths");
    }

    /// <summary>A value of zeros behind the end of each row.</summary>
    private NamedValue Masked(NamedValue value, string name) =>
        value.Value is not { Lengths: { } n, IsMasked: false } ? value : value with { Value = Mask(value.Value, n, new MaskSteps(), name) };

    private Value Mask(Value value, int n, Operator @operator, string name)
    {
        var masked = AddValue(names.Next(value.Name + "Masked"), value.Shape);
        masked = values[masked.Id] = masked with { Lengths = n, IsMasked = true, IsBidirectional = value.IsBidirectional };
        nodes.Add(new Node(@operator, frame.Path[0].Current, frame.Prefix + name, [value.Id, n], masked.Id, []));
        return masked;
    }

    /// <summary>
    /// Adds a layer that reads a sequence whose rows have lengths of their own, if it can leave out the steps behind them; else reports it.
    /// </summary>
    private void AddOfLengths(Operator @operator, string name, NamedValue[] inputs, TensorShape shape, ShapeContext context, int attribute)
    {
        var first = inputs.First(static i => i.Value.Lengths is not null).Value;
        var n = new NamedValue(values[first.Lengths!.Value], "the lengths", attribute);
        if (inputs.FirstOrDefault(i => i.Value.Lengths is { } other && other != n.Value.Id) is { } stranger)
            Report(Rules.NoLengths, SourcePlace.Of(attribute), $"'{frame.Prefix}{name}'", $"reads {stranger.Source}, whose rows have other lengths", "write Mask before one of them, which makes the steps behind the end 0");
        else if (@operator is MaskSteps)
            Add(@operator, [inputs[0], n]);
        else if (@operator is Last)
            Add(new LastOfSteps(inputs[0].Value.IsBidirectional), [inputs[0], n]);
        else if (@operator is Reduction reduction && Axes.Of(reduction.Options.Axes, context.Input.Rank).SequenceEqual([0]))
            AddReduction(reduction, name, inputs[0], n, shape);
        else if (@operator is RowOperator row && Axes.Normalised(row.Options.Axis, context.Input.Rank) == 0)
            AddOverSteps(row, name, inputs[0], n, shape);
        else if (@operator is not (PositionEmbedding or SinusoidalPositions) && @operator.StepAxis(context.Input, shape, 0) != 0)
            Report(Rules.NoLengths, SourcePlace.Of(attribute), $"'{frame.Prefix}{name}'", "brings steps together, and those behind a row's end are not there", "write Mask before it, which makes them 0");
        else
        {
            Add(@operator, inputs);
            // What is 0 stays 0 where nothing is added to it.
            var isMasked = @operator is Concat or Dropout && inputs.All(static i => i.Value.IsMasked);
            values[current!.Value.Id] = current.Value with { Lengths = n.Value.Id, IsMasked = isMasked };
            frame.Named[name] = current = current with { Value = values[current.Value.Id] };
        }

        void Add(Operator added, IReadOnlyList<NamedValue> read) =>
            AddNode(added, name, read, names.Next(added.IsView ? "v" : added.Symbol), shape, context.Parameters, context.Intermediates);
    }

    /// <summary>What is left out of a sum is 0, and of a maximum −∞; a row without steps yields 0.</summary>
    private void AddReduction(Reduction reduction, string name, NamedValue x, NamedValue n, TensorShape shape)
    {
        var steps = reduction is Max ? x with { Value = Mask(x.Value, n.Value.Id, new MaskSteps(double.NegativeInfinity), name + ".steps") } : Masked(x, name + ".steps");
        Operator whole = reduction is Mean ? new Sum(reduction.Options) : reduction;
        var all = AddValue(names.Next(x.Value.Name + "All"), shape);
        nodes.Add(new Node(whole, frame.Path[0].Current, $"{frame.Prefix}{name}.all", [steps.Value.Id], all.Id, []));
        AddNode(new OfLength(reduction is Mean), name, [x with { Value = all }, n], names.Next("h"), shape, [], []);
    }

    /// <summary>A softmax over the steps that exist.</summary>
    private void AddOverSteps(RowOperator row, string name, NamedValue x, NamedValue n, TensorShape shape)
    {
        var steps = Mask(x.Value, n.Value.Id, new MaskSteps(double.NegativeInfinity), name + ".steps");
        var all = AddValue(names.Next(x.Value.Name + "All"), shape);
        nodes.Add(new Node(row, frame.Path[0].Current, $"{frame.Prefix}{name}.all", [steps.Id], all.Id, []));
        AddNode(new MaskSteps(), name, [x with { Value = all }, n], names.Next(row.Symbol), shape, [], []);
        values[current!.Value.Id] = current.Value with { Lengths = n.Value.Id, IsMasked = true };
        frame.Named[name] = current = current with { Value = values[current.Value.Id] };
    }
}
