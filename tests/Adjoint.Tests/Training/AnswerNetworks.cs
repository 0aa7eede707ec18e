namespace Adjoint.Tests.Training;

#pragma warning disable ADJ0107 // Logits that are the inputs themselves: there is nothing to learn, and much to compare.

/// <summary>A binary classifier: one logit, and the label 0 or 1.</summary>
[Network, Input(7), Dense(9), Tanh, Dense(1), BinaryCrossEntropy(Targets = Targets.Classes)]
public sealed partial class Answers;

/// <summary>The same, told the probability of 1.</summary>
[Network, Input(7), Dense(9), Tanh, Dense(1), BinaryCrossEntropy]
public sealed partial class AnswersOfNumbers;

/// <summary>The same in doubles, with weights and a label of its own for rows that do not count.</summary>
[Network(Precision = Precision.Double), Input(7), Dense(9), Tanh, Dense(1), BinaryCrossEntropy(Targets = Targets.Classes, ClassWeights = new[] { 0.5f, 3f }, IgnoreIndex = -1)]
public sealed partial class WeightedAnswers;

/// <summary>Five questions, of which each has an answer or none.</summary>
[Network, Input(7), Dense(5), BinaryCrossEntropy(Targets = Targets.Classes, ClassWeights = new[] { 1f, 2f }, IgnoreIndex = -1)]
public sealed partial class FiveAnswers;

/// <summary>A logit is what is put in.</summary>
[Network, Input("x", 1), As("first"), Input("other", 1), Add("first"), BinaryCrossEntropy(Targets = Targets.Classes)]
internal sealed partial class PlainAnswer;
