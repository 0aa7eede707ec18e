namespace Adjoint.Tests.Training;

#pragma warning disable ADJ0107 // Logits that are the inputs themselves: there is nothing to learn, and much to compare.

// Of these the logits are what is put in: a sum of two inputs, of which the second is mostly 0.

/// <summary>Logits of seventeen classes.</summary>
[Network, Input("x", 17), As("first"), Input("mask", 17), Add("first"), CrossEntropy]
internal sealed partial class SeventeenClasses;

/// <summary>Logits of two classes.</summary>
[Network, Input("x", 2), As("first"), Input("mask", 2), Add("first"), CrossEntropy(Targets = Targets.Probabilities)]
internal sealed partial class TwoClasses;

/// <summary>Logits of seven classes at each of five positions, in doubles.</summary>
[Network(Precision = Precision.Double), Input("x", 5, 7), As("first"), Input("mask", 5, 7), Add("first"), CrossEntropy(PerPosition = true)]
internal sealed partial class SevenClassesAtFivePositions;

/// <summary>Nineteen logits of yes and no.</summary>
[Network, Input("x", 19), As("first"), Input("mask", 19), Add("first"), BinaryCrossEntropy]
internal sealed partial class NineteenAnswers;

/// <summary>One of them, in doubles.</summary>
[Network(Precision = Precision.Double), Input("x", 1), As("first"), Input("mask", 1), Add("first"), BinaryCrossEntropy]
internal sealed partial class OneAnswer;

/// <summary>Logits of yes and no, of classes, and numbers that are neither.</summary>
[Network, Input(5), Dense(9), Tanh, As("h"), Dense(3, Name = "a"), Output("answers"), From("h"), Dense(4, Name = "n"), Output("numbers"), From("h"), Dense(6, Name = "c"), Output("classes")]
[BinaryCrossEntropy(On = "answers"), Huber(On = "numbers"), CrossEntropy(On = "classes")]
internal sealed partial class ThreeHeaded;

/// <summary>A loss that reads logits, and one that does not, of one output.</summary>
[Network, Input(4), Dense(5), MeanSquaredError(Weight = 0.1f), CrossEntropy(Targets = Targets.Probabilities)]
internal sealed partial class LogitsAndNumbers;
