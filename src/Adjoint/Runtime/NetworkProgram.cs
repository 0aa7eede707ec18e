using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>A generated network as the run-time library runs it: its sizes, its memory, and its passes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class NetworkProgram<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The lane blocks that pass through a network together: with one alone training takes up to twice as long, with four no less.</summary>
    internal const int ChunkBlocks = 2;

    /// <summary>The rows that pass through the network together: two blocks, or of positions those of whole rows.</summary>
    internal int ChunkRows => (ChunkBlocks * LaneBlocks.Rows + Positions - 1) / Positions * Positions;

    /// <summary>How many rows, one after the other, are the positions of one row; 1 where rows are rows.</summary>
    public int Positions { get; init; } = 1;

    /// <summary>The passes of the same network with positions as rows, which training, losses and predictions run then; null where rows are rows.</summary>
    public NetworkProgram<T>? ByPosition { get; init; }

    private readonly Port[] inputs = [];
    private readonly Port[] outputs = [];

    /// <summary>A program whose members are all still to be set.</summary>
    public NetworkProgram()
    {
    }

    /// <summary>A derivative of a network: the same parameters, inputs, targets and losses, as far as they are not set again, and a pass of its own.</summary>
    /// <param name="network">The network.</param>
    [SetsRequiredMembers]
    public NetworkProgram(NetworkProgram<T> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Layout = network.Layout;
        Inputs = network.Inputs;
        Outputs = network.Outputs;
        Targets = network.Targets;
        Losses = network.Losses;
        FlopsPerRow = network.FlopsPerRow;
        Predict = network.Predict;
        PredictRow = network.PredictRow;
        PredictionScratch = network.PredictionScratch;
        RowScratch = network.RowScratch;
    }

    /// <summary>The tensors.</summary>
    public required ParameterLayout Layout { get; init; }

    /// <summary>Of an objective, its name; null for the network as a whole.</summary>
    public string? Objective { get; init; }

    /// <summary>Of an objective, where the parameters are that it trains: pairs of a first place and the place after the last. Null where all are trained.</summary>
    public int[]? Trained { get; init; }

    /// <summary>Of an objective, where the running statistics are that follow its batches, in the same pairs.</summary>
    public int[] Moving { get; init; } = [];

    /// <summary>The inputs, at least one.</summary>
    public required Port[] Inputs
    {
        get => inputs;
        init
        {
            (inputs, InputSize) = (value, Total(value));
            var room = 0;
            foreach (var input in value)
                room += RowInput(input);
            InputRoom = room;
        }
    }

    /// <summary>The outputs, at least one.</summary>
    public required Port[] Outputs
    {
        get => outputs;
        init => (outputs, OutputSize) = (value, Total(value));
    }

    /// <summary>The targets that the losses compare outputs with.</summary>
    public Port[] Targets { get; init; } = [];

    /// <summary>The losses.</summary>
    public LossPort[] Losses { get; init; } = [];

    /// <summary>What is shown of an evaluation to those who look on: the output of each layer, under its name, or under those of several that are computed together.</summary>
    public Port[] Layers { get; init; } = [];

    /// <summary>
    /// Where the outputs of a derivative are, in numbers for one row of what is kept; an output that is an unchanged input is −1 less the input's number.
    /// </summary>
    public int[] Results { get; init; } = [];

    /// <summary>Of a program that carries states, the steps that one call takes.</summary>
    public int CarriedSteps { get; init; }

    /// <summary>Of a program of one step, how the steps are laid out; else null.</summary>
    public StepLayout? Steps { get; init; }

    /// <summary>The tables of vectors that are read by tokens alone.</summary>
    public TokenTable[] Tables { get; init; } = [];

    /// <summary>The numbers in one row of all inputs.</summary>
    public int InputSize { get; private init; }

    /// <summary>The numbers in one row of all outputs.</summary>
    public int OutputSize { get; private init; }

    /// <summary>Floating-point operations of one row's prediction.</summary>
    public required long FlopsPerRow { get; init; }

    /// <summary>Numbers for one row that outlive a chunk's way through the network: what later stages and the gradients of the parameters read.</summary>
    public int KeptPerRow { get; init; }

    /// <summary>The most rows that a call has in memory at a time, as long as nothing brings all rows of a batch together.</summary>
    public int WaveRows { get; init; }

    /// <summary>The fewest rows that training makes sense of: 2 where a channel of one value a row is normalised over the batch.</summary>
    public int LeastTrainingRows { get; init; } = 1;

    /// <summary>Whether some pass asks which rows count.</summary>
    public bool MasksRows { get; init; }

    /// <summary>Numbers for a whole batch: what stages that bring all rows together leave.</summary>
    public int Statistics { get; init; }

    /// <summary>Numbers of scratch memory for a chunk in training.</summary>
    public long TrainingScratch { get; init; }

    /// <summary>Numbers of scratch memory for a chunk in prediction.</summary>
    public long PredictionScratch { get; init; }

    /// <summary>Numbers of scratch memory for the prediction of one row.</summary>
    public int RowScratch { get; init; }

    /// <summary>Whether the prediction of one row reads its input number by number, so that a user's own memory will do.</summary>
    public bool RowReadsScalars { get; init; }

    /// <summary>Forward, loss and backward of some blocks, in stages: (pass, first block, blocks, scratch). Between two stages all rows meet.</summary>
    public delegate*<Pass<T>*, nint, nint, T*, void>[] Train { get; init; } = [];

    /// <summary>
    /// What is computed from all rows after each stage of training, a slice of it: (pass, add to the gradients that are there, slice, slices).
    /// </summary>
    public delegate*<Pass<T>*, bool, nint, nint, void>[] Meet { get; init; } = [];

    /// <summary>Forward, loss and backward of one row: (pass, add to the gradients that are there, scratch). Null where few rows are trained as many are.</summary>
    public delegate*<Pass<T>*, bool, T*, void> TrainRow { get; init; }

    /// <summary>Numbers of scratch memory for the training of one row.</summary>
    public int RowTrainingScratch { get; init; }

    /// <summary>The most rows that are trained one by one.</summary>
    public int FewTrainingRows { get; init; }

    /// <summary>Forward and loss of some blocks: (pass, first block, blocks, scratch).</summary>
    public delegate*<Pass<T>*, nint, nint, T*, void> Evaluate { get; init; }

    /// <summary>Forward of some blocks: (parameters, inputs, blocks, scratch, receives where the outputs are).</summary>
    public delegate*<T*, T**, nint, T*, T**, void> Predict { get; init; }

    /// <summary>Forward of one row: (parameters, inputs, 1, scratch, receives where the outputs are).</summary>
    public delegate*<T*, T**, nint, T*, T**, void> PredictRow { get; init; }

    /// <summary>
    /// Of a program of one step, several steps of one row, whose outputs nobody asks for: (parameters, inputs, blocks of steps, scratch, unused). Null where one has to follow the other.
    /// </summary>
    public delegate*<T*, T**, nint, T*, T**, void> Fill { get; init; }

    /// <summary>Numbers of scratch memory for a chunk of steps.</summary>
    public long FillScratch { get; init; }

    /// <summary>The first steps of a sequence, which may be taken several at once; later ones are written over earlier ones.</summary>
    public long FillRoom { get; init; } = long.MaxValue;

    /// <summary>Whether some layer brings all rows of a batch together, those too that a loss ignores.</summary>
    internal bool MixesRows => (ByPosition?.Train ?? Train).Length > 1;

    /// <summary>Of a program of one step, the inputs that users give.</summary>
    internal int GivenInputs => Steps is { } steps ? Inputs.Length - steps.States - (steps.ReadsNumber ? 1 : 0) : Inputs.Length;

    /// <summary>Of a program of one step, the outputs that users receive.</summary>
    internal int GivenOutputs => Steps is { } steps ? Outputs.Length - (steps.States - steps.Kept) : Outputs.Length;

    /// <summary>Of a program of one step, the numbers of a row that are read and written where they are.</summary>
    internal int KeptSize => Steps is { } steps ? Total(Inputs[^steps.Kept..]) : 0;

    /// <summary>Numbers for all inputs of one row.</summary>
    internal int InputRoom { get; private init; }

    /// <summary>Numbers for an input of one row.</summary>
    internal static int RowInput(Port input) => RowRoom(input.Size);

    /// <summary>Room for some numbers of one row: whole vectors, and one vector to spare.</summary>
    internal static int RowRoom(int size) =>
        (size + AlignedBuffer<T>.Alignment - 1) / AlignedBuffer<T>.Alignment * AlignedBuffer<T>.Alignment + AlignedBuffer<T>.Alignment;

    private static int Total(Port[] ports)
    {
        var total = 0;
        foreach (var port in ports)
            total += port.Size;
        return total;
    }
}
