namespace Adjoint.Data;

/// <summary>
/// A long run of tokens, such as a text: <c>new TokenStream(tokenizer.Encode(text), tokenizer.Count)</c>. <see cref="TokenBatches"/> takes windows of it to train on, and <see cref="Windows"/>
/// makes a data set of it to judge by.
/// </summary>
/// <remarks>The array handed over is kept, not copied: do not change it afterwards. Splits share it.</remarks>
public sealed class TokenStream
{
    private readonly ReadOnlyMemory<int> tokens;

    /// <summary>A run of tokens.</summary>
    /// <param name="tokens">The tokens, in order, from 0.</param>
    /// <param name="vocabulary">The number of tokens that there are: the <see cref="InputAttribute.Tokens"/> of the network's input.</param>
    /// <exception cref="ArgumentException">A token is not in the vocabulary.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="vocabulary"/> is below 1.</exception>
    public TokenStream(int[] tokens, int vocabulary)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, 1);
        var wrong = tokens.AsSpan().IndexOfAnyExceptInRange(0, vocabulary - 1);
        if (wrong >= 0)
            throw new ArgumentException($"tokens[{wrong}] is {tokens[wrong]}; the vocabulary has {vocabulary} tokens, 0 to {vocabulary - 1}.", nameof(tokens));
        (this.tokens, Vocabulary) = (tokens, vocabulary);
    }

    private TokenStream(ReadOnlyMemory<int> tokens, int vocabulary) => (this.tokens, Vocabulary) = (tokens, vocabulary);

    /// <summary>The tokens.</summary>
    public ReadOnlySpan<int> Tokens => tokens.Span;

    /// <summary>The number of tokens in the run.</summary>
    public int Length => tokens.Length;

    /// <summary>The number of different tokens that there are.</summary>
    public int Vocabulary { get; }

    /// <summary>Divides the run in two: what comes first is for training, and the rest to judge by.</summary>
    /// <param name="fraction">The share of the tokens that is for training, to the nearest token; from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not from 0 to 1.</exception>
    public (TokenStream Training, TokenStream Validation) Split(double fraction)
    {
        if (!(fraction is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, $"The fraction is {fraction}; it must be from 0 to 1.");
        var count = (int)Math.Round(fraction * Length, MidpointRounding.AwayFromZero);
        return (new TokenStream(tokens[..count], Vocabulary), new TokenStream(tokens[count..], Vocabulary));
    }

    /// <summary>
    /// The run cut into windows, one after the other, for <c>Evaluate</c>: a row has the tokens of a window, <c>x</c>, and for each of them the next one, <c>labels</c>. Each token but the first is
    /// a label once; those at the end that do not fill a window are left out.
    /// </summary>
    /// <param name="length">The tokens of a window: the positions of the network's input.</param>
    /// <exception cref="ArgumentException">The run does not fill a window and the label after it.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is below 1.</exception>
    public Dataset Windows(int length)
    {
        CheckWindow(length);
        var used = (Length - 1) / length * length;
        return new Dataset([Column.OfTokens(TokenBatches.Input, Tokens[..used].ToArray(), length)], [Column.OfLabels(TokenBatches.Target, Tokens.Slice(1, used).ToArray(), length)]);
    }

    /// <exception cref="ArgumentException">The run does not fill a window and the label after it.</exception>
    internal void CheckWindow(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (Length <= length)
            throw new ArgumentException(
                $"The run has {Length} tokens, and a window takes {(long)length + 1}: {length}, and the one after them as the last label. Give a longer run, or shorter windows.",
                nameof(length));
    }
}
