namespace Adjoint.Training;

/// <summary>
/// Steps of another objective of the network that a run takes after its own, on the same batches: another player of a game, such as the painter of a generative adversarial network.
/// <code>
/// Trainer.FitAsync(gan.Critic, data, new() { Optimizer = new Adam(2e-4f), Turns = [new(gan.Painter, new Adam(2e-4f))] })
/// </code>
/// </summary>
public sealed record Turn
{
    /// <summary>Declares the steps.</summary>
    /// <param name="network">Another objective of the network that is fitted.</param>
    /// <param name="optimizer">Its own optimizer.</param>
    public Turn(ITrainable network, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        (Network, Optimizer) = (network, optimizer);
    }

    /// <summary>What takes the steps.</summary>
    public ITrainable Network { get; }

    /// <summary>Its optimizer; a schedule of it counts its own steps.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>After how many steps of the run it has its turn; 1 by default, which is each.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Every { get; init => field = AtLeastOne(value, nameof(Every)); } = 1;

    /// <summary>The steps that it takes then; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Steps { get; init => field = AtLeastOne(value, nameof(Steps)); } = 1;

    private static int AtLeastOne(int value, string name) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be at least 1.");
}
