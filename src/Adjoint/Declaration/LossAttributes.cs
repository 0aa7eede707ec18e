namespace Adjoint;

/// <summary>
/// A line of a declaration that compares the network's output with a target and yields one number, the mean over the rows. By itself, a function of your own of
/// an element of the output and one of the target, marked <c>[Differentiable]</c>: the mean over all elements.
/// </summary>
public class LossAttribute : LayerAttribute
{
    /// <summary>Declares a loss that is a function of your own.</summary>
    /// <param name="function">The name of a function in the network's own class; write <c>nameof</c>.</param>
    public LossAttribute(string function) => Function = function;

    /// <summary>Declares a loss that is a function of your own.</summary>
    /// <param name="type">The class that the function is in.</param>
    /// <param name="function">The function's name; write <c>nameof</c>.</param>
    public LossAttribute(Type type, string function) => (Type, Function) = (type, function);

    /// <summary>Declares one of the library's losses.</summary>
    private protected LossAttribute()
    {
    }

    /// <summary>The class that the function is in, where it is not the network's own.</summary>
    public Type? Type { get; }

    /// <summary>The function's name; null for the library's losses.</summary>
    public string? Function { get; }

    /// <summary>The factor on this loss; 1 by default. In an objective, and of a penalty, it may be negative: the mean is maximised then.</summary>
    public double Weight { get; set; } = 1;

    /// <summary>The output that this loss judges; where there is only one output, it need not be named.</summary>
    public string? On { get; set; }

    /// <summary>
    /// What the output is compared with, where the caller does not give it: the name of a value above, as <c>Target = "x"</c> of an autoencoder, or a number for every element, as
    /// <c>Target = 1</c>. Only for losses that compare with numbers. A named value is data here and gets no gradient; where it depends on parameters that the loss trains, put <c>Detach</c> after it.
    /// </summary>
    public object? Target { get; set; }
}

/// <summary>What a classification loss is given for each row.</summary>
public enum Targets
{
    /// <summary>Labels: one class index for each row, or with <see cref="BinaryCrossEntropyAttribute"/> 0 or 1 for each logit.</summary>
    Classes,

    /// <summary>Numbers: one probability for each class, which sum to 1, or with <see cref="BinaryCrossEntropyAttribute"/> one for each logit.</summary>
    Probabilities,
}

/// <summary>
/// Cross-entropy of softmax: <c>ℓ = −ln softmax(logits)[label]</c>. The output before it is logits, without softmax. The mean is Σ w ℓ / Σ w over the
/// rows that are not ignored, w the weight of the row's class; it is 0 when every row is ignored.
/// </summary>
public sealed class CrossEntropyAttribute : LossAttribute
{
    /// <summary>Class indices (the default) or probabilities.</summary>
    public Targets Targets { get; set; }

    /// <summary>The label-smoothing ε in [0, 1): the target becomes (1 − ε) of the label and ε/C of every class.</summary>
    public double LabelSmoothing { get; set; }

    /// <summary>Rows with this label count for nothing; −100 by default, as in PyTorch.</summary>
    public int IgnoreIndex { get; set; } = -100;

    /// <summary>One factor for each class; all 1 by default.</summary>
    public float[]? ClassWeights { get; set; }

    /// <summary>
    /// Whether each position of the output has a label of its own: the output is [positions, classes], as a language model's, and a row has as many labels as positions.
    /// The mean is then over all positions of the batch that are not ignored. False by default.
    /// </summary>
    public bool PerPosition { get; set; }
}

/// <summary>Mean squared error over all elements: <c>ℓ = (y − t)²</c>.</summary>
public sealed class MeanSquaredErrorAttribute : LossAttribute;

/// <summary>Mean absolute error over all elements: <c>ℓ = |y − t|</c>; the derivative at 0 is taken as 0.</summary>
public sealed class MeanAbsoluteErrorAttribute : LossAttribute;

/// <summary>Huber's loss over all elements: <c>ℓ = ½ r²</c> for |r| ≤ δ, else <c>δ (|r| − ½ δ)</c>, with r = y − t.</summary>
public sealed class HuberAttribute : LossAttribute
{
    /// <summary>Declares the loss.</summary>
    /// <param name="delta">Where the parabola meets the line; above 0.</param>
    public HuberAttribute(double delta = 1) => Delta = delta;

    /// <summary>Where the parabola meets the line.</summary>
    public double Delta { get; }
}

/// <summary>
/// Binary cross-entropy of logits, mean over all elements: <c>ℓ = max(y, 0) − y t + ln(1 + exp(−|y|))</c>, with t in [0, 1]. The output before it is
/// logits, without sigmoid. With labels the mean is Σ w ℓ / Σ w over those that are not ignored, w the weight of the label's class.
/// </summary>
public sealed class BinaryCrossEntropyAttribute : LossAttribute
{
    /// <summary>
    /// Probabilities (the default), numbers from 0 to 1; or classes, the labels 0 and 1: one a row where the output is one logit, as a binary classifier's, else one for each logit.
    /// </summary>
    public Targets Targets { get; set; } = Targets.Probabilities;

    /// <summary>Labels of this value count for nothing; −100 by default.</summary>
    public int IgnoreIndex { get; set; } = -100;

    /// <summary>The factors on the labels 0 and 1; both 1 by default. They need <see cref="Targets"/> = <see cref="Targets.Classes"/>.</summary>
    public float[]? ClassWeights { get; set; }
}

/// <summary>The hinge loss of a support vector machine, mean over all elements: <c>ℓ = max(0, 1 − t y)</c>, with t = ±1.</summary>
public sealed class HingeAttribute : LossAttribute;

/// <summary>The squared hinge loss, mean over all elements: <c>ℓ = max(0, 1 − t y)²</c>, with t = ±1.</summary>
public sealed class SquaredHingeAttribute : LossAttribute;

/// <summary>
/// The output itself as a loss: the mean over its elements and over the rows, <c>ℓ = y</c>. What is worth a penalty is written above in the words of the language, as
/// <c>NormalDivergence("mu", "logvar"), Output("kl")</c> of a variational autoencoder, or <c>Multiply("z"), Sum(0), Output("norm")</c> for a norm.
/// </summary>
public sealed class PenaltyAttribute : LossAttribute;
