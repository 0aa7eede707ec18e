using System.Numerics;
using Adjoint.Data;

namespace Adjoint;

/// <summary>
/// A network with a loss that reads logits, <c>CrossEntropy</c> or <c>BinaryCrossEntropy</c>: it can say the probabilities that they stand for. Generated networks implement it.
/// </summary>
public interface IClassifier : ITrainable
{
    /// <summary>
    /// Predicts a mini-batch, with logits as probabilities: softmax over the classes of <c>CrossEntropy</c>, the logistic function for <c>BinaryCrossEntropy</c>. Outputs that no such loss judges are
    /// as <see cref="INetwork.Predict"/> computes them. A logit of −∞ is the probability 0; a logit of NaN or +∞ makes all probabilities of its softmax NaN.
    /// </summary>
    /// <param name="batch">Rows for each input; targets are not looked at.</param>
    /// <param name="outputs">Receives the rows of each output, in the order of <see cref="INetwork.Outputs"/>.</param>
    /// <exception cref="ArgumentException">The batch or an output does not fit; nothing was written.</exception>
    void Probabilities(MiniBatch batch, params PortRows[] outputs);
}

/// <summary>A network with a loss that reads logits, and the numbers that it computes in.</summary>
/// <typeparam name="TNumber"><see cref="float"/>, or <see cref="double"/> where the declaration says so.</typeparam>
public interface IClassifier<TNumber> : ITrainableNetwork<TNumber>, IClassifier
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    /// <summary>Predicts any number of rows, with logits as probabilities.</summary>
    /// <param name="x">The inputs, as <see cref="INetwork{TNumber}.Predict(ReadOnlySpan{TNumber}, Span{TNumber})"/> takes them.</param>
    /// <param name="y">Receives the outputs, as <see cref="INetwork{TNumber}.Predict(ReadOnlySpan{TNumber}, Span{TNumber})"/> writes them.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap; nothing was written.</exception>
    void Probabilities(ReadOnlySpan<TNumber> x, Span<TNumber> y);
}
