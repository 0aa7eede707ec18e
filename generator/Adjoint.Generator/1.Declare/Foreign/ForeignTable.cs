namespace Adjoint.Generator.Declare;

/// <summary>A layer's or loss's name in PyTorch, Keras or everyday speech, and how it is written here.</summary>
/// <param name="Layer">Our name; null where there is nothing to write in its place.</param>
/// <param name="Arguments">What positional arguments mean there, in order, as keys of <see cref="ForeignArguments"/>; of several orders the first that fits counts.</param>
/// <param name="Note">What else there is to know.</param>
internal sealed record ForeignName(string? Layer, string[]? Arguments = null, string Note = "");

/// <summary>What people write who come from PyTorch or Keras. The page docs/from-pytorch.md lists it.</summary>
internal static class ForeignTable
{
    private const string Logits = "it takes logits, so write no {0} before it";
    private const string Labels = "it takes logits and labels, so write no Softmax before it";
    private const string Optimizer = "an optimizer is no attribute: hand it to TrainStep or to TrainingOptions, as new {0}(1e-3f)";
    /// <summary>Where L2 regularisation is set.</summary>
    public const string Decay = "weight decay belongs to the optimizer: new AdamW(1e-3f) { WeightDecay = 0.01f }";

    private static readonly string[] None = [];
    private static readonly string[] Units = ["in_features", "out_features", "bias"];
    private static readonly string[] Channels = ["in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups", "bias"];
    private static readonly string[] TransposedChannels = ["in_channels", "out_channels", "kernel_size", "stride", "padding", "output_padding", "groups", "bias"];
    private static readonly string[] Pool = ["pool_size", "stride", "padding", "dilation"];
    private static readonly string[] Features = ["num_features"];
    private static readonly string[] Recurrent = ["input_size", "hidden_size", "num_layers"];
    private static readonly string[] First = ["first"];

    /// <summary>Names that Adjoint does not have.</summary>
    public static IReadOnlyDictionary<string, ForeignName> Names { get; } = new Dictionary<string, ForeignName>(StringComparer.OrdinalIgnoreCase)
    {
        ["InputShape"] = new("Input", First),
        ["Sequential"] = new(null, Note: "mark the class [Network], and list its layers after it"),
        ["Model"] = new(null, Note: "mark the class [Network], and list its layers after it"),
        ["Linear"] = new("Dense", Units),
        ["FullyConnected"] = new("Dense", Units),
        ["FC"] = new("Dense", Units),
        ["Conv"] = new("Conv2D", Channels),
        ["Convolution2D"] = new("Conv2D", Channels),
        ["Conv2DTranspose"] = new("ConvTranspose2D", TransposedChannels),
        ["MaxPool"] = new("MaxPool2D", Pool),
        ["MaxPooling1D"] = new("MaxPool1D", Pool),
        ["MaxPooling2D"] = new("MaxPool2D", Pool),
        ["AvgPool"] = new("AveragePool2D", Pool),
        ["AvgPool1D"] = new("AveragePool1D", Pool),
        ["AvgPool2D"] = new("AveragePool2D", Pool),
        ["AveragePooling1D"] = new("AveragePool1D", Pool),
        ["AveragePooling2D"] = new("AveragePool2D", Pool),
        ["AdaptiveAvgPool2D"] = new("AdaptiveAveragePool2D", First),
        ["GlobalAvgPool2D"] = new("GlobalAveragePool2D", None),
        ["GlobalAveragePooling1D"] = new("GlobalAveragePool1D", None),
        ["GlobalAveragePooling2D"] = new("GlobalAveragePool2D", None),
        ["GlobalMaxPooling2D"] = new("GlobalMaxPool2D", None),
        ["BatchNorm1D"] = new("BatchNorm", Features),
        ["BatchNorm2D"] = new("BatchNorm", Features),
        ["BatchNorm3D"] = new("BatchNorm", Features),
        ["BatchNormalization"] = new("BatchNorm", None),
        ["LayerNormalization"] = new("LayerNorm", Features),
        ["GroupNormalization"] = new("GroupNorm", ["num_groups", "num_features"]),
        ["InstanceNorm1D"] = new("InstanceNorm", Features),
        ["InstanceNorm2D"] = new("InstanceNorm", Features),
        ["SpatialDropout2D"] = new("Dropout2D", ["p"]),
        ["Swish"] = new("SiLU", None),
        ["LogisticSigmoid"] = new("Sigmoid", None),
        ["ParametricReLU"] = new("PReLU", None),
        ["SimpleRNN"] = new("RNN", Recurrent),
        ["MultiHeadSelfAttention"] = new("MultiHeadAttention", ["embed_dim", "num_heads"]),
        ["Unflatten"] = new("Reshape", ["dim", "first"]),
        ["View"] = new("Reshape"),
        ["Concatenate"] = new("Concat"),
        ["Cat"] = new("Concat"),
        ["UpSampling2D"] = new("Upsample", First),
        ["ZeroPad2D"] = new("Pad"),
        ["ZeroPadding2D"] = new("Pad"),
        ["InputLayer"] = new("Input"),
        ["Identity"] = new(null, None, "a layer that changes nothing is left out"),
        ["TimeDistributed"] = new(null, None, "a layer acts on the last axis of every step as it is: write the layer alone"),
        ["Bidirectional"] = new(null, None, "a recurrent layer that runs both ways is LSTM(64, Bidirectional = true)"),
        ["Residual"] = new(null, None, "name the value that is added, As(\"x\"), and add it behind the layers, Add(\"x\")"),

        ["CrossEntropyLoss"] = new("CrossEntropy", None, Labels),
        ["SoftmaxCrossEntropy"] = new("CrossEntropy", None, Labels),
        ["CategoricalCrossentropy"] = new("CrossEntropy", None, Labels),
        ["SparseCategoricalCrossentropy"] = new("CrossEntropy", None, Labels),
        ["NLLLoss"] = new("CrossEntropy", None, "it takes logits, so write no LogSoftmax before it"),
        ["BCELoss"] = new("BinaryCrossEntropy", None, Of(Logits, "Sigmoid")),
        ["BCEWithLogitsLoss"] = new("BinaryCrossEntropy", None),
        ["MSE"] = new("MeanSquaredError", None),
        ["MSELoss"] = new("MeanSquaredError", None),
        ["L2Loss"] = new("MeanSquaredError", None),
        ["MAE"] = new("MeanAbsoluteError", None),
        ["L1Loss"] = new("MeanAbsoluteError", None),
        ["HuberLoss"] = new("Huber", ["first"]),
        ["SmoothL1Loss"] = new("Huber", None),
        ["HingeLoss"] = new("Hinge", None),

        ["Adam"] = new(null, None, Of(Optimizer, "Adam")),
        ["AdamW"] = new(null, None, Of(Optimizer, "AdamW")),
        ["SGD"] = new(null, None, Of(Optimizer, "GradientDescent")),
        ["RMSProp"] = new(null, None, Of(Optimizer, "RmsProp")),
        ["Optimizer"] = new(null, None, Of(Optimizer, "Adam")),
        ["L2"] = new(null, None, Decay),
        ["WeightDecay"] = new(null, None, Decay),
    };

    /// <summary>What positional arguments of our own names mean elsewhere.</summary>
    public static IReadOnlyDictionary<string, string[]> Orders { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Dense"] = Units, ["Conv1D"] = Channels, ["Conv2D"] = Channels, ["Conv3D"] = Channels, ["ConvTranspose2D"] = TransposedChannels,
        ["MaxPool1D"] = Pool, ["MaxPool2D"] = Pool, ["AveragePool1D"] = Pool, ["AveragePool2D"] = Pool, ["AdaptiveAveragePool2D"] = First,
        ["BatchNorm"] = Features, ["LayerNorm"] = Features, ["InstanceNorm"] = Features, ["GroupNorm"] = ["num_groups", "num_features"], ["RMSNorm"] = Features,
        ["RNN"] = Recurrent, ["LSTM"] = Recurrent, ["GRU"] = Recurrent, ["Embedding"] = ["num_embeddings", "embedding_dim"],
        ["MultiHeadAttention"] = ["embed_dim", "num_heads"], ["TransformerEncoderLayer"] = ["embed_dim", "num_heads"], ["TransformerDecoderLayer"] = ["embed_dim", "num_heads"],
        ["Dropout"] = ["p"], ["Dropout2D"] = ["p"],
        ["ReLU"] = ["inplace"], ["Softmax"] = ["dim"], ["LogSoftmax"] = ["dim"], ["Flatten"] = ["inplace", "inplace"],
    };

    /// <summary>Layers that need a number, with a usual one.</summary>
    public static IReadOnlyDictionary<string, string> Examples { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Dense"] = "Dense(128)", ["Conv1D"] = "Conv1D(32, Kernel = 3)", ["Conv2D"] = "Conv2D(32, Kernel = 3)", ["Conv3D"] = "Conv3D(32, Kernel = 3)",
        ["ConvTranspose2D"] = "ConvTranspose2D(32, Kernel = 2, Stride = 2)", ["LSTM"] = "LSTM(64)", ["GRU"] = "GRU(64)", ["RNN"] = "RNN(64)", ["Embedding"] = "Embedding(32)",
        ["Dropout"] = "Dropout(0.5)", ["Dropout2D"] = "Dropout2D(0.2)", ["GroupNorm"] = "GroupNorm(8)", ["MultiHeadAttention"] = "MultiHeadAttention(8)", ["PixelShuffle"] = "PixelShuffle(2)",
        ["TransformerEncoderLayer"] = "TransformerEncoderLayer(8)", ["As"] = "As(\"skip\")", ["From"] = "From(\"skip\")", ["Output"] = "Output(\"y\")",
        ["AdaptiveAveragePool2D"] = "AdaptiveAveragePool2D(1)",
    };

    /// <summary>What an activation is called as an argument.</summary>
    public static IReadOnlyDictionary<string, string> Activations { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["relu"] = "ReLU", ["sigmoid"] = "Sigmoid", ["tanh"] = "Tanh", ["softmax"] = "Softmax", ["gelu"] = "GELU", ["elu"] = "ELU", ["selu"] = "SELU", ["swish"] = "SiLU", ["silu"] = "SiLU",
        ["softplus"] = "Softplus", ["mish"] = "Mish", ["leaky_relu"] = "LeakyReLU", ["log_softmax"] = "LogSoftmax", ["linear"] = "", ["none"] = "",
    };

    private static string Of(string format, string word) => string.Format(System.Globalization.CultureInfo.InvariantCulture, format, word);
}
