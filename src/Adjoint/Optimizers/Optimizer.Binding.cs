using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>What ties an optimizer to the one network that it serves, and what it refuses before any work is done.</summary>
public abstract unsafe partial class Optimizer
{
    private object? bound;
    private ParameterLayout? boundLayout;
    private TrainedPart? boundPart;
    private bool disposed;

    /// <summary>The rate that <see cref="Bind"/> has found for the coming step; null until then.</summary>
    private float? rate;

    /// <summary>
    /// Ties the optimizer to a network and allocates its moments, unless that is done, and finds the rate of the coming step. Called by generated code,
    /// so that a step fails before any work.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The optimizer belongs to another network, its settings contradict each other, a group has no tensor, or its schedule gives a rate that is negative or not finite.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The optimizer has been disposed of.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Bind<T>(ParameterBlock<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BindPart(parameters, part: null);

    /// <summary>The same for an objective, which trains a part of the parameters.</summary>
    internal void BindPart<T>(ParameterBlock<T> parameters, TrainedPart? part)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        CheckFor(parameters, part);
        rate = CheckedRate();
        Attach(parameters, part);
    }

    /// <summary>Refuses another network or objective than the one whose moments are kept, and settings that contradict each other.</summary>
    private void CheckFor<T>(ParameterBlock<T> parameters, TrainedPart? part)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (bound is null)
            Validate();
        else if (!ReferenceEquals(bound, parameters))
            throw new InvalidOperationException(ForeignNetwork(boundLayout!, parameters.Layout));
        else if (boundPart?.Objective != part?.Objective)
            throw new InvalidOperationException(ForeignObjective(boundPart, part));
    }

    /// <summary>The rate of the coming step. Schedules may be anybody's, so what they say is looked at.</summary>
    private float CheckedRate()
    {
        var found = schedule.At(Steps) * RateFactor;
        if (float.IsFinite(found) && found >= 0)
            return found;
        var (part, step) = schedule.Part(Steps);
        var source = string.Create(CultureInfo.InvariantCulture, $"{part.GetType().Name}.At({step}) gives this {GetType().Name} optimizer the learning rate {found} for step {Steps}");
        throw new InvalidOperationException($"{source}; a rate must be finite and at least 0. The step was not taken: correct the schedule.");
    }

    /// <summary>Allocates what the optimizer keeps for a network, unless that is done.</summary>
    private void Attach<T>(ParameterBlock<T> parameters, TrainedPart? part)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (bound is not null)
            return;
        var count = parameters.Layout.Count;
        groups = UpdateGroup.Divide(parameters.Layout, Groups, part);
        updated = UpdateGroup.Union(groups);
        if (typeof(T) == typeof(double))
            doubleMoments = Buffers<double>(count);
        else
            moments = Buffers<float>(count);
        segments = UpdateSegment.Divide(parameters.Layout, DecayBiases);
        partialSums = ClipNorm is null ? [] : new double[GradientNorm<T>.Chunks(count)];
        (bound, boundLayout, boundPart) = (parameters, parameters.Layout, part);
    }

    private string ForeignObjective(TrainedPart? own, TrainedPart? other)
    {
        static string Named(TrainedPart? part) => part is null ? "the network as a whole" : $"the objective '{part.Objective}'";
        return $"This {GetType().Name} optimizer belongs to {Named(own)} of '{boundLayout!.Network}', whose moments it keeps; it was asked to take a step of {Named(other)}. "
            + "Create one optimizer per objective.";
    }

    private string ForeignNetwork(ParameterLayout own, ParameterLayout other)
    {
        var stranger = own.Network == other.Network ? $"another instance of '{other.Network}'" : $"'{other.Network}'";
        return $"This {GetType().Name} optimizer belongs to network '{own.Network}', whose moments it keeps; it was asked to update {stranger}. "
            + "Create one optimizer per network.";
    }
}
