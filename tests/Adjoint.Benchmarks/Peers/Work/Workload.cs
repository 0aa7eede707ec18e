namespace Adjoint.Benchmarks.Peers;

/// <summary>What is timed.</summary>
internal enum Work
{
    /// <summary>From inputs to logits.</summary>
    Forward,

    /// <summary>Forward, mean cross-entropy, backward, and one step of Adam (learning rate 1e-3, β 0.9 and 0.999, ε 1e-8).</summary>
    TrainingStep,

    /// <summary>∂y/∂x of each row.</summary>
    Jacobian,

    /// <summary>H v, of the mean cross-entropy's Hessian with respect to the parameters.</summary>
    HessianVector,

    /// <summary>One step of one sequence: an input and the state before it give an output and the state after it.</summary>
    StreamingStep,
}

/// <summary>One line of the comparison: what is done, with which network, to how many rows at once.</summary>
internal sealed record Workload(PeerNetwork Network, Work Work, int Rows)
{
    /// <summary>784-128-10 with ReLU: handwritten digits.</summary>
    public static PeerNetwork Digits { get; } = new("784-128-10 ReLU", [784], new Dense(128), new Relu(), new Dense(10));

    /// <summary>4-32-32-2 with tanh: a control task.</summary>
    public static PeerNetwork Small { get; } = new("4-32-32-2 tanh", [4], new Dense(32), new Tanh(), new Dense(32), new Tanh(), new Dense(2));

    /// <summary>LeNet-5 with ReLU and maxima.</summary>
    public static PeerNetwork LeNet { get; } = new(
        "LeNet-5", [1, 28, 28],
        new Conv(6, 5, 0), new Relu(), new MaxPool(2), new Conv(16, 5, 0), new Relu(), new MaxPool(2), new Dense(120), new Relu(), new Dense(84), new Relu(), new Dense(10));

    /// <summary>Two convolutions of 64 channels at 56×56, as VGG and ResNet have them: where large frameworks are at their best.</summary>
    public static PeerNetwork Stack { get; } = new(
        "3×3 stack, 64×56×56", [64, 56, 56], new Conv(64, 3, 1), new Relu(), new Conv(64, 3, 1), new Relu(), new GlobalMean(), new Dense(10));

    /// <summary>ResNet-8: a residual network for images of CIFAR's size.</summary>
    public static PeerNetwork Residual { get; } = new(
        "ResNet-8, 3×32×32", [3, 32, 32],
        [new Conv(16, 3, 1, Bias: false), new BatchNorm(), new Relu { As = "a" },
        .. Block(16, 1, "a", "b"), .. Block(32, 2, "b", "c"), .. Block(64, 2, "c", "d"),
        new GlobalMean(), new Dense(10)]);

    /// <summary>300-500-300-17 with ReLU: layers that are wide, and sizes that fit no vector.</summary>
    public static PeerNetwork Wide { get; } = new("300-500-300-17 ReLU", [300], new Dense(500), new Relu(), new Dense(300), new Relu(), new Dense(17));

    /// <summary>Two convolutions whose channels and positions fit no vector.</summary>
    public static PeerNetwork Odd { get; } = new(
        "3×3 convolutions 5→11→23, 31×31", [5, 31, 31], new Conv(11, 3, 1), new Relu(), new Conv(23, 3, 1), new Relu(), new GlobalMean(), new Dense(10));

    /// <summary>64-64-64-64-3 with tanh: deep and narrow.</summary>
    public static PeerNetwork Deep { get; } =
        new("64-64-64-64-3 tanh", [64], new Dense(64), new Tanh(), new Dense(64), new Tanh(), new Dense(64), new Tanh(), new Dense(3));

    /// <summary>2-16-2 with tanh: almost nothing but rows.</summary>
    public static PeerNetwork Tiny { get; } = new("2-16-2 tanh", [2], new Dense(16), new Tanh(), new Dense(2));

    /// <summary>Images read line by line: 28 steps of 28 numbers.</summary>
    public static PeerNetwork LstmOfLines { get; } = new("LSTM 28→64, 28 steps", [28, 28], new Lstm(64), new Last(), new Dense(10));

    /// <summary>The same with gated recurrent units.</summary>
    public static PeerNetwork GruOfLines { get; } = new("GRU 28→64, 28 steps", [28, 28], new Gru(64), new Last(), new Dense(10));

    /// <summary>A language model of letters, as large as those of tutorials.</summary>
    public static PeerNetwork LstmOfLetters { get; } = new("LSTM 65→128, 50 steps", [50, 65], new Lstm(128), new Last(), new Dense(65));

    /// <summary>A stream of 16 numbers a step.</summary>
    public static PeerNetwork SmallStream { get; } = new("LSTM 16→16", [32, 16], new Lstm(16));

    /// <summary>A stream of lines of 28 numbers.</summary>
    public static PeerNetwork LineStream { get; } = new("LSTM 28→64", [32, 28], new Lstm(64));

    /// <summary>A stream of 64 numbers a step.</summary>
    public static PeerNetwork Stream { get; } = new("LSTM 64→64", [32, 64], new Lstm(64));

    /// <summary>The workloads that are published, in the order in which they are printed.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new(LeNet, Work.TrainingStep, 128),
        new(LeNet, Work.Forward, 128),
        new(LeNet, Work.Forward, 1),
        new(Digits, Work.TrainingStep, 128),
        new(Small, Work.TrainingStep, 32),
        new(Digits, Work.Forward, 128),
        new(Digits, Work.Forward, 1),
        new(Small, Work.Forward, 1),
        new(Residual, Work.TrainingStep, 128),
        new(Residual, Work.Forward, 128),
        new(Residual, Work.Forward, 1),
        new(Stack, Work.TrainingStep, 32),
        new(Stack, Work.Forward, 32),
        new(Stack, Work.Forward, 1),
        new(Small, Work.Jacobian, 32),
        new(Digits, Work.Jacobian, 32),
        new(Small, Work.HessianVector, 32),
        new(Digits, Work.HessianVector, 128),
        new(LeNet, Work.TrainingStep, 1),
        new(Digits, Work.TrainingStep, 1),
        new(Wide, Work.TrainingStep, 96),
        new(Wide, Work.Forward, 96),
        new(Odd, Work.TrainingStep, 48),
        new(Odd, Work.Forward, 48),
        new(Deep, Work.TrainingStep, 1),
        new(Deep, Work.TrainingStep, 8),
        new(Deep, Work.TrainingStep, 64),
        new(Tiny, Work.TrainingStep, 4096),
        new(Tiny, Work.Forward, 4096),
        new(LstmOfLines, Work.TrainingStep, 32),
        new(LstmOfLines, Work.Forward, 32),
        new(GruOfLines, Work.TrainingStep, 32),
        new(GruOfLines, Work.Forward, 32),
        new(LstmOfLetters, Work.TrainingStep, 32),
        new(SmallStream, Work.StreamingStep, 1),
        new(LineStream, Work.StreamingStep, 1),
        new(Stream, Work.StreamingStep, 1),
    ];

    /// <summary>Whether it is a derivative that training does not take, which networks are declared for.</summary>
    public bool IsDerivative => Work is Work.Jacobian or Work.HessianVector;

    /// <summary>Whether a layer of the network carries a state from step to step.</summary>
    public bool IsRecurrent => Network.Layers.Any(layer => layer is Recurrent);

    /// <summary>The network, the work and the rows, in words.</summary>
    public string Name =>
        $"{Network.Name}, {WorkName}, {Rows:N0} {(Rows == 1 ? "row" : "rows")}";

    private string WorkName => Work switch
    {
        Work.Forward => "forward",
        Work.TrainingStep => "training step",
        Work.Jacobian => "input Jacobian",
        Work.StreamingStep => "one step",
        _ => "Hessian–vector product",
    };

    /// <summary>How many training steps the answer of a training workload has: fewer where a step in plain double precision takes long.</summary>
    public int AnswerSteps => Flops > 1e10 ? 2 : 5;

    /// <summary>
    /// The floating-point operations of the matrix products and convolutions alone: two for each weight, position and row in the forward pass, as many for
    /// the gradient of the weights, and as many for the gradient of each layer's input but the first, which nobody needs. Taps in the padding count, and so does
    /// the product with the first state, which is 0. Not a number for higher derivatives, which contenders compute by different products.
    /// </summary>
    public double Flops
    {
        get
        {
            if (IsDerivative)
                return double.NaN;
            var (products, isFirst) = (0.0, true);
            foreach (var step in Network.Steps.Where(step => step.Layer.Products(step.In) > 0))
            {
                var isTraining = Work == Work.TrainingStep;
                products += (!isTraining ? 1 : isFirst ? 2 : 3) * step.Layer.Products(step.In) + (isTraining ? 3 : 1) * step.Layer.StateProducts(step.In);
                isFirst = false;
            }
            return 2 * products * Rows / (Work == Work.StreamingStep ? Network.Input[0] : 1);
        }
    }

    /// <summary>Two convolutions, and a way around them: bare, or a convolution of one position where the shape changes.</summary>
    private static Layer[] Block(int width, int stride, string input, string output) =>
    [
        new Conv(width, 3, 1, stride, Bias: false) { From = input }, new BatchNorm(), new Relu(),
        new Conv(width, 3, 1, Bias: false), new BatchNorm { As = output + " main" },
        .. (Layer[])(stride == 1
            ? [new Add(output + " main") { From = input }]
            : [new Conv(width, 1, 0, stride, Bias: false) { From = input }, new BatchNorm(), new Add(output + " main")]),
        new Relu { As = output },
    ];
}
