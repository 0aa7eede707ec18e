namespace Adjoint.Runtime;

/// <summary>Objectives and entries: programs of their own on the parameters, the memory and the counters of the network that they are parts of.</summary>
public sealed unsafe partial class NetworkRunner<T>
{
    /// <summary>The network that this is a part of; itself where it is the whole.</summary>
    private readonly NetworkRunner<T>? whole;
    private Objective<T>? objective;

    /// <summary>What runs a part of a network.</summary>
    /// <param name="program">The part's passes.</param>
    /// <param name="whole">What runs the whole.</param>
    public NetworkRunner(NetworkProgram<T> program, NetworkRunner<T> whole)
        : this(program, (whole ?? throw new ArgumentNullException(nameof(whole))).seed, whole.Parameters, whole.pool) => this.whole = whole;

    /// <summary>The network as an objective trains it.</summary>
    /// <param name="name">The objective's name.</param>
    /// <param name="network">The network.</param>
    public Objective<T> AsObjective(string name, INetwork<T> network) => objective ??= new Objective<T>(name, network, this);

    /// <summary>The program.</summary>
    internal NetworkProgram<T> Program => program;

    /// <summary>The step of the whole, whose parameters one step at a time changes.</summary>
    private NetworkRunner<T> Whole => whole ?? this;

    /// <summary>What is trained of the parameters; null for all.</summary>
    internal TrainedPart? TrainedPart => part ??= program.Objective is { } name ? new TrainedPart(name, program.Trained ?? []) : null;

    private TrainedPart? part;

    /// <summary>Ties an optimizer to what this trains.</summary>
    internal void Bind(Optimizer optimizer) => optimizer.BindPart(Parameters, TrainedPart);

    /// <summary>Takes over the running statistics that follow the batches.</summary>
    private void AcceptStatistics()
    {
        if (moving is not null)
            Accept(moving.Span);
    }

    /// <summary>Takes over running statistics.</summary>
    internal void Accept(ReadOnlySpan<T> statistics)
    {
        if (program.Objective is null)
        {
            statistics.CopyTo(Parameters.Statistics);
            return;
        }
        // Those that an objective does not train are left as they were.
        var first = program.Layout.Total - program.Layout.Statistics;
        for (var i = 0; i < program.Moving.Length; i += 2)
            statistics[(program.Moving[i] - first)..(program.Moving[i + 1] - first)].CopyTo(Parameters.All[program.Moving[i]..program.Moving[i + 1]]);
    }
}
