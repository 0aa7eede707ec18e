namespace Adjoint;

/// <summary>
/// A training step of its own: the losses that follow, up to the next objective, and the layers that it changes. <c>Objective("Critic", Trains = "d")</c> gives the class
/// <c>TrainCritic</c>, <c>CriticLoss</c> and <c>CriticGradient</c>, which take the inputs alone that these losses depend on, and a property <c>Critic</c>, the network as this objective
/// trains it, for loops and for <c>Fit</c>. All layers compute as in training, batch normalisation by the statistics of the batch; what is not trained is left as it was, running statistics too.
/// An optimizer belongs to one objective. Several objectives make a game, as that of a generative adversarial network.
/// </summary>
/// <param name="objective">The objective's name: an identifier that no other member has.</param>
public sealed class ObjectiveAttribute(string objective) : LayerAttribute
{
    /// <summary>The objective's name.</summary>
    public string Objective { get; } = objective;

    /// <summary>
    /// The layers that it trains: the names of layers, or of uses of blocks, which stand for all of their layers, with commas between several. Left out, the objective trains every layer
    /// that its losses depend on.
    /// </summary>
    public string? Trains { get; set; }
}

/// <summary>
/// A prediction of a part of the network, as a method of its own: <c>Entry("Decode", From = "z", To = "image")</c> gives <c>Decode(z, image)</c>. A value in the middle of the network
/// can be given in place of what computes it, and any value can be asked for; only what is between them is computed.
/// </summary>
/// <param name="entry">The method's name: an identifier that no other member has.</param>
public sealed class EntryAttribute(string entry) : LayerAttribute
{
    /// <summary>The method's name.</summary>
    public string Entry { get; } = entry;

    /// <summary>The values that are given: inputs, or values with a name, with commas between several. Left out, the inputs that are needed.</summary>
    public string? From { get; set; }

    /// <summary>The values that are asked for: outputs, or values with a name, with commas between several. Left out, the outputs of the network.</summary>
    public string? To { get; set; }
}
