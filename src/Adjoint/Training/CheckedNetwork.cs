using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>A network of either type of numbers, as checks of gradients see it.</summary>
internal abstract class CheckedNetwork<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    public abstract ParameterLayout Layout { get; }

    public abstract Span<T> Parameters { get; }

    public abstract long TrainingStep { get; set; }

    public abstract double Loss(ReadOnlySpan<T> x, ReadOnlySpan<TTarget> targets);

    public abstract double Gradient(ReadOnlySpan<T> x, ReadOnlySpan<TTarget> targets, Span<T> gradient);

    public abstract void Read(int tensor, Span<T> values);

    public abstract void Write(int tensor, ReadOnlySpan<T> values);
}

/// <summary>A network of floats.</summary>
internal sealed class CheckedFloats<TTarget>(ITrainableNetwork<TTarget> network) : CheckedNetwork<float, TTarget>
    where TTarget : unmanaged
{
    public override ParameterLayout Layout => network.Layout;

    public override Span<float> Parameters => network.Parameters;

    public override long TrainingStep { get => network.TrainingStep; set => network.TrainingStep = value; }

    public override double Loss(ReadOnlySpan<float> x, ReadOnlySpan<TTarget> targets) => network.Loss(x, targets);

    public override double Gradient(ReadOnlySpan<float> x, ReadOnlySpan<TTarget> targets, Span<float> gradient) => network.Gradient(x, targets, gradient);

    public override void Read(int tensor, Span<float> values) => network.View(tensor).CopyTo(values);

    public override void Write(int tensor, ReadOnlySpan<float> values) => network.View(tensor).CopyFrom(values);
}

/// <summary>A network of doubles.</summary>
internal sealed class CheckedDoubles<TTarget>(DoublePrecision.ITrainableNetwork<TTarget> network) : CheckedNetwork<double, TTarget>
    where TTarget : unmanaged
{
    public override ParameterLayout Layout => network.Layout;

    public override Span<double> Parameters => network.Parameters;

    public override long TrainingStep { get => network.TrainingStep; set => network.TrainingStep = value; }

    public override double Loss(ReadOnlySpan<double> x, ReadOnlySpan<TTarget> targets) => network.Loss(x, targets);

    public override double Gradient(ReadOnlySpan<double> x, ReadOnlySpan<TTarget> targets, Span<double> gradient) => network.Gradient(x, targets, gradient);

    public override void Read(int tensor, Span<double> values) => network.View(tensor).CopyTo(values);

    public override void Write(int tensor, ReadOnlySpan<double> values) => network.View(tensor).CopyFrom(values);
}
