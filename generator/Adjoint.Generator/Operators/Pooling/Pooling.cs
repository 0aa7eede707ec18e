using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Operators;

/// <summary>Pooling with windows over the last one or two axes; the first axis is the channels, each of which is pooled by itself.</summary>
/// <param name="Dimensions">1 for [channels, length], 2 for [channels, height, width].</param>
/// <param name="Options">The windows.</param>
internal abstract record Pooling(int Dimensions, PoolOptions Options) : Operator
{
    public override string Symbol => "p";

    public override bool ReadsChannelsFirst => true;

    /// <summary>What the output is, in terms of the input's name.</summary>
    public abstract string Formula(string x);

    /// <summary>What the input's gradient is, in terms of the name of the output's gradient.</summary>
    public abstract string Derivative(string dy);

    public override TensorShape? Infer(ShapeContext context)
    {
        if (!Axes.RequireImage(context, Name, Dimensions))
            return null;
        var windows = new int[Dimensions];
        for (var i = 0; i < Dimensions; i++)
        {
            if (!PoolArguments.Check(context, Options, Dimensions, i))
                return null;
            windows[i] = PoolArguments.Read(Options, i, context.Input).Windows;
        }
        return new([context.Input.Sizes[0], .. windows]);
    }

    public override long Flops(NodeContext node) =>
        Enumerable.Range(0, Dimensions).Aggregate((long)node.Output.Size, (flops, i) => flops * PoolArguments.Read(Options, i, node.Input.Shape).Kernel);

    public override Equation Forward(NodeContext node) => node.Is(Formula(node.x()));

    /// <summary>The windows along each axis.</summary>
    protected IReadOnlyList<WindowAxis> WindowsOf(TensorShape input) => [.. Enumerable.Range(0, Dimensions).Select(i => PoolArguments.Read(Options, i, input))];

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, Derivative(node.dy))] : [];
}
