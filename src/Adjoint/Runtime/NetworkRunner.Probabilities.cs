namespace Adjoint.Runtime;

/// <summary>Prediction with logits as probabilities. A small network with the passes of a softmax or a logistic function turns what <c>Predict</c> has written into them, in the same place.</summary>
public sealed unsafe partial class NetworkRunner<T>
{
    /// <summary>Computes the outputs of some rows, with logits as probabilities.</summary>
    /// <param name="probabilities">What makes probabilities of the outputs: rows come in and go out laid out as the outputs are.</param>
    /// <param name="inputs">One for each input.</param>
    /// <param name="outputs">One for each output.</param>
    public void Probabilities(NetworkProgram<T> probabilities, Feed* inputs, Feed* outputs)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        Predict(inputs, outputs);
        // A row is read as a whole before it is written.
        Compute(probabilities, outputs, outputs, outputs[0].Length / program.Outputs[0].Size);
    }
}
