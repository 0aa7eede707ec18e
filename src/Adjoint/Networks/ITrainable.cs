using System.Numerics;
using Adjoint.Data;

namespace Adjoint;

/// <summary>
/// A network that declares a loss, whatever it computes in and however many inputs, outputs and targets it has: what a loop that trains, accumulates gradients or measures
/// needs. Generated networks implement it explicitly.
/// </summary>
public interface ITrainable : INetwork
{
    /// <summary>One step of training on a mini-batch.</summary>
    /// <param name="batch">Rows for each input and target.</param>
    /// <param name="optimizer">Belongs to the first network that it steps.</param>
    /// <returns>The mean loss before the step. NaN or infinite means that the step was refused, because the loss or its gradient is not finite, and that nothing has changed.</returns>
    /// <exception cref="ArgumentException">The batch does not fit; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">The optimizer belongs to another network, or another thread trains this network at the same moment; nothing was written.</exception>
    double TrainStep(MiniBatch batch, Optimizer optimizer);

    /// <summary>The mean loss over a mini-batch, and its gradient with respect to the parameters.</summary>
    /// <param name="batch">Rows for each input and target.</param>
    /// <param name="gradient">Receives the gradient.</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ArgumentException">The batch or the buffer does not fit; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">Another thread trains this network at the same moment; nothing was written.</exception>
    double Gradient(MiniBatch batch, GradientBuffer gradient);

    /// <summary>Changes the parameters by a gradient, as the last part of a step of training: one that was collected from several batches, or came from elsewhere.</summary>
    /// <param name="gradient">The gradient of the mean loss; it is left as it is.</param>
    /// <param name="optimizer">Belongs to the first network that it steps.</param>
    /// <returns>Whether the step was taken; a gradient that is not finite is refused, and nothing has changed.</returns>
    /// <exception cref="ArgumentException">The buffer does not fit; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">The optimizer belongs to another network, or another thread trains this network at the same moment; nothing was written.</exception>
    bool Apply(GradientBuffer gradient, Optimizer optimizer);

    /// <summary>
    /// Adds the rows of a mini-batch, as they are predicted, to a sum whose <see cref="LossSum.Mean"/> is the mean loss of all rows added to it: as one call of <c>Loss</c> on all of
    /// them would give it.
    /// </summary>
    /// <param name="batch">Rows for each input and target.</param>
    /// <param name="sum">The sum, new or of earlier batches of the same network.</param>
    /// <exception cref="ArgumentException">The batch does not fit, or the sum is of another number of losses; nothing was added.</exception>
    void AddLoss(MiniBatch batch, LossSum sum);

    /// <summary>
    /// Evaluates a mini-batch as <see cref="AddLoss"/> does, and shows the output of each layer in the order in which they are computed, some rows at a time:
    /// to see what a layer does, and where numbers grow too large. It is not made for speed, and allocates.
    /// </summary>
    /// <param name="batch">Rows for each input and target.</param>
    /// <param name="see">Is called for each layer, on the thread of the caller.</param>
    /// <exception cref="ArgumentException">The batch does not fit; nothing was shown.</exception>
    void Inspect(MiniBatch batch, LayerObserver see);
}

/// <summary>A network that declares a loss, and the numbers that it computes in.</summary>
/// <typeparam name="TNumber"><see cref="float"/>, or <see cref="double"/> where the declaration says so.</typeparam>
public interface ITrainableNetwork<TNumber> : INetwork<TNumber>, ITrainable
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    /// <summary>The mean loss over a mini-batch, without dropout.</summary>
    /// <param name="batch">Rows for each input and target.</param>
    /// <returns>The mean over all rows that count; of several losses, their weighted sum.</returns>
    /// <exception cref="ArgumentException">The batch does not fit.</exception>
    TNumber Loss(MiniBatch batch);

    /// <summary>The mean loss over a mini-batch and its gradient with respect to the parameters, in their order.</summary>
    /// <param name="batch">Rows for each input and target.</param>
    /// <param name="gradient">Receives the gradient, a number for each parameter.</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ArgumentException">The batch does not fit, or the gradient has another length; nothing was written.</exception>
    TNumber Gradient(MiniBatch batch, Span<TNumber> gradient);

    /// <summary>One step of training on a mini-batch; returns the mean loss before it.</summary>
    /// <inheritdoc cref="ITrainable.TrainStep"/>
    new TNumber TrainStep(MiniBatch batch, Optimizer optimizer);
}
