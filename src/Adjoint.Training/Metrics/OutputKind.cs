namespace Adjoint.Training;

/// <summary>What the outputs of a network that tells classes apart mean.</summary>
public enum OutputKind
{
    /// <summary>
    /// Numbers whose softmax is the probability of each class, as <c>CrossEntropy</c> takes them; or one number whose logistic function is the probability of class 1, as
    /// <c>BinaryCrossEntropy</c> takes it.
    /// </summary>
    Logits,

    /// <summary>The probabilities themselves, of each class or of class 1.</summary>
    Probabilities,
}
