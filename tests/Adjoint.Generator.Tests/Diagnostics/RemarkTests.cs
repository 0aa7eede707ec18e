namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>What is said about networks that can be compiled, and what is not said.</summary>
public sealed class RemarkTests
{
    [Theory]
    [InlineData(
        "Input(4), Tanh, {|ADJ0107:MeanSquaredError|}",
        "MeanSquaredError has nothing to improve: no layer of 'Net' has parameters; add a layer that has, such as Dense, or remove MeanSquaredError")]
    [InlineData("Input(4), Dense(2, Frozen = true), {|ADJ0408:Hinge|}", "Hinge has nothing to improve: all parameters of 'Net' are frozen; remove Frozen from the layers that are to learn")]
    [InlineData(
        "Input(1, 28, 28), Conv2D(8, Kernel = 3), ReLU, Dropout(0.1f), {|ADJ0302:Dense(4)|}, ReLU, Dense(3)",
        "'dense1' acts on the last axis (26) of 8×26×26, on each row of the image by itself; insert Flatten before it for a vector of 5408")]
    [InlineData("Input(1, 28, 28), {|ADJ0302:Dense(4)|}", "'dense1' acts on the last axis (28) of 1×28×28, on each row of the image by itself; insert Flatten before it for a vector of 784")]
    [InlineData(
        "Input(3, 8, 8), Conv2D(4, Kernel = 8), {|ADJ0315:GlobalAveragePool2D|}", "GlobalAveragePool2D of 4×1×1 pools one position and changes no value; write Flatten, or remove a stride before it")]
    [InlineData(
        "{|ADJ0322:Input(32, 32, 3)|}, Conv2D(4, Kernel = 3)", "An input of 32×32×3 is an image of 32 channels with 32×3 pixels each; write Input(3, 32, 32) if its channels are meant to stand last")]
    [InlineData("Input(4), Dense(3), {|ADJ0401:Softmax|}, CrossEntropy", "Softmax before CrossEntropy is one too many: CrossEntropy takes logits and applies softmax itself; remove Softmax")]
    [InlineData(
        "Input(4), Dense(1), {|ADJ0402:Sigmoid|}, BinaryCrossEntropy",
        "Sigmoid before BinaryCrossEntropy is one too many: BinaryCrossEntropy takes logits and applies sigmoid itself; remove Sigmoid")]
    [InlineData("Input(4), Dense(3), {|ADJ0404:ReLU|}, CrossEntropy", "ReLU before CrossEntropy leaves no logit below 0, so that nothing can be told to be unlikely; remove ReLU")]
    [InlineData("Input(3, 8, 8), {|ADJ0405:Conv2D(4, Kernel = 3)|}, BatchNorm", "The bias of 'conv1' has no effect, for 'bn1' subtracts the mean and has a bias of its own; write Bias = false")]
    [InlineData("Input(4), {|ADJ0405:Dense(4, Bias = true)|}, BatchNorm, ReLU", "The bias of 'dense1' has no effect, for 'bn1' subtracts the mean and has a bias of its own; write Bias = false")]
    [InlineData(
        "Input(12, 3), GRU(4, Bidirectional = true), Dropout(0.1f), {|ADJ0348:Slice(0, 11, 1)|}, Flatten, Dense(1)",
        "'slice1' cuts out the last step of 'dropout1', whose reverse half has seen nothing but that step there; write Last in its place, which takes each half where it ends")]
    [InlineData(
        "Input(8, Tokens = 5), Embedding(12), LayerNorm, {|ADJ0349:Attention(2)|}, Mean(0), Dense(2)",
        "'attention1' reads tokens whose order nothing before it knows, so that it would see them in any other order as well; write PositionEmbedding or SinusoidalPositions behind 'embedding1', or Rotary = 10000 in the attention")]
    [InlineData(
        "Input(8, 16), As(\"in\"), Dense(16), As(\"q\"), From(\"in\"), Dense(16), As(\"k\"), From(\"q\"), MatMul(\"k\", TransposeB = true), {|ADJ0350:Softmax|}, MatMul(\"in\")",
        "'softmax1' reads sums of 16 products as they are, which grow with √16 until one key takes all; write Scale(0.25f) before it, as Attention does")]
    [InlineData(
        "Input(8, 6), As(\"in\"), Dense(4), As(\"q\"), From(\"in\"), Dense(4), As(\"k\"), From(\"q\"), MatMul(\"k\", TransposeB = true), Scale(0.5f), {|ADJ0351:Softmax(Axis = 0)|}, Dropout(0.1f), MatMul(\"in\")",
        "'softmax1' runs over axis 0, and 'matmul2', which reads its weights, sums over axis 1; write Axis = 1, so that the weights of each sum add up to 1")]
    [InlineData(
        "Input(8, 6), As(\"in\"), Dense(4), As(\"k\"), From(\"in\"), MatMul(\"k\", TransposeA = true), {|ADJ0351:Softmax|}, As(\"w\"), From(\"in\"), MatMul(\"w\")",
        "'softmax1' runs over axis 1, and 'matmul2', which reads its weights, sums over axis 0; write Axis = 0, so that the weights of each sum add up to 1")]
    [InlineData(
        "Input(12, Tokens = 7), Embedding(6), PositionEmbedding, Transpose, {|ADJ0352:Attention(2, Causal = true)|}, Dense(7)",
        "'attention1' is causal over axis 0 of 6×12, and the steps lie along axis 1; insert Transpose(1, 0) before it")]
    [InlineData(
        "Input(9, 4), GRU(6), Reshape(9, 2, 3), As(\"x\"), {|ADJ0352:Attention(1, Key = \"x\", Value = \"x\", Causal = true)|}",
        "'attention1' is causal over axis 1 of 9×2×3, and the steps lie along axis 0; insert Transpose(0, 1) before it")]
    [InlineData(
        "Input({|ADJ0127:64|}, 13), Dense(32), ReLU, Dense(1), MeanSquaredError",
        "No layer brings anything together along the first axis of Input(64, 13), so each row has 64 answers; if 64 is the batch, write Input(13), for Predict and TrainStep take any number of rows")]
    [InlineData(
        "Input({|ADJ0127:16|}, 5), Dense(8), Tanh, LayerNorm, Dense(1), BinaryCrossEntropy",
        "No layer brings anything together along the first axis of Input(16, 5), so each row has 16 answers; if 16 is the batch, write Input(5), for Predict and TrainStep take any number of rows")]
    [InlineData(
        "Input(9), Dense(8), {|ADJ0410:Dense(3)|}", "'dense1' and 'dense2' follow one another without an activation and compute what one of them could; insert ReLU or another activation between them")]
    [InlineData(
        "Input(20), Dense(1), {|ADJ0353:Softmax|}",
        "Softmax runs over a single number of 1, so that its result is always 1; write Sigmoid for a probability")]
    [InlineData(
        "Input(20), Dense(1), {|ADJ0353:LayerNorm|}, Dense(3)",
        "LayerNorm runs over a single number of 1, so that its result is always its bias; remove LayerNorm")]
    [InlineData(
        "Input(20), Dense(3), {|ADJ0404:Tanh|}, CrossEntropy",
        "Tanh before CrossEntropy keeps each logit between −1 and 1, so that nothing can be told to be certain; remove Tanh")]
    [InlineData(
        "Input(20), Dense(1), {|ADJ0404:Softplus|}, BinaryCrossEntropy",
        "Softplus before BinaryCrossEntropy leaves no logit below 0, so that nothing can be told to be unlikely; remove Softplus")]
    [InlineData(
        "Input(20), Dense(1), {|ADJ0404:Sigmoid|}, Hinge",
        "Sigmoid before Hinge keeps each score between 0 and 1, so that no row can be told to be of the class −1; remove Sigmoid")]
    [InlineData(
        "Input(20), Dense(3), {|ADJ0404:GELU|}, CrossEntropy",
        "GELU before CrossEntropy leaves no logit below −0.17, so that nothing can be told to be unlikely; remove GELU")]
    [InlineData(
        "Input(20), Dense(9), ReLU, Dense(3), {|ADJ0419:Dropout(0.5f)|}, CrossEntropy",
        "Dropout before CrossEntropy sets predictions to 0 at random, which CrossEntropy then judges; move Dropout before the last layer or remove it")]
    [InlineData(
        "Input(10, 20), Dense(9), {|ADJ0354:BatchNorm|}, ReLU, Flatten, Dense(3), CrossEntropy",
        "'bn1' takes the first axis of 10×9 for channels and normalises each of the 10 steps by itself; write LayerNorm, which normalises the 9 features of a step")]
    [InlineData(
        "Input(20), Dense(9, Bias = false), BatchNorm(Momentum = {|ADJ0422:0.99f|}), ReLU, Dense(3), CrossEntropy",
        "The momentum of BatchNorm is 0.99, which is the share of the new batch in the running mean, so that all but 0.01 is forgotten at each batch; did you mean 0.01?")]
    [InlineData(
        "Input(20), Dense(9), ReLU, As(\"h\"), Dense(3), Output(\"a\"), From(\"h\"), Dense(2), {|ADJ0423:Output(\"b\")|}, CrossEntropy(On = \"a\")",
        "No loss judges 'b', so that 'dense3' learns nothing; add a loss with On = \"b\", or write Frozen = true in its layers")]
    [InlineData(
        "Input(20), Dense(9), ReLU, {|ADJ0420:ReLU|}, Dense(3), CrossEntropy",
        "ReLU after ReLU changes nothing, for no number there is below 0; remove ReLU")]
    [InlineData(
        "Input(1, 28, 28), Conv2D(8, Kernel = 3), {|ADJ0421:Conv2D(8, Kernel = 3)|}, ReLU, Flatten, Dense(3), CrossEntropy",
        "'conv1' and 'conv2' follow one another without an activation and compute what one larger convolution could; insert ReLU or another activation between them")]
    [InlineData(
        "Input(20), Dense(9), LeakyReLU({|ADJ0422:20|}), Dense(3), CrossEntropy",
        "The slope of LeakyReLU is 20, which is what a number below 0 is multiplied by, and makes it larger; did you mean 0.2?")]
    public void What_was_hardly_meant(string layers, string message) =>
        Declared.Says($"[Network, {layers}] partial class Net;", message);

    [Theory]
    [InlineData("Input(4), Dense(3), Softmax")]
    [InlineData("Input(4), Dense(3), LeakyReLU(1f)")]
    [InlineData("Input(4), Dense(3), ELU, CrossEntropy")]
    [InlineData("Input(4), Dense(3), Tanh, Hinge")]
    [InlineData("Input(4), Dense(1), RMSNorm")]
    [InlineData("Input(4), Dense(9), LeakyReLU, ReLU, Dense(3)")]
    [InlineData("Input(9, 5), Conv1D(4, Kernel = 3, Bias = false), BatchNorm, ReLU")]
    [InlineData("Input(4), Dense(9, Bias = false), BatchNorm(Momentum = 1f), ReLU, Dense(3)")]
    [InlineData("Input(3, 9, 9), Conv2D(4, Kernel = 3), Conv2D(4, Kernel = 1), ReLU")]
    [InlineData("Input(4, 9, 9), Conv2D(4, Kernel = 3, Groups = 4), Conv2D(4, Kernel = 3), ReLU")]
    [InlineData("Input(4, 9, 9), Conv2D(4, Kernels = [3, 1]), Conv2D(4, Kernels = [1, 3]), ReLU")]
    [InlineData("Input(20), Dense(9), ReLU, Dense(3), Output(\"a\"), Softmax, Output(\"b\"), CrossEntropy(On = \"a\")")]
    [InlineData("Input(20), Dense(9), ReLU, As(\"h\"), Dense(3), Output(\"a\"), From(\"h\"), Dense(2, Frozen = true), Output(\"b\"), CrossEntropy(On = \"a\")")]
    [InlineData("Input(\"x\", 20), Dense(20, Name = \"d\"), Output(\"a\"), From(\"a\"), Tanh, Dense(20, SharedWith = \"d\"), Output(\"b\"), MeanSquaredError(On = \"a\")")]
    [InlineData("Input(20), Dense(9), ReLU, As(\"h\"), Dense(3), Output(\"a\"), From(\"h\"), Dense(2), Output(\"b\"), CrossEntropy(On = \"a\"), Objective(\"B\"), MeanSquaredError(On = \"b\")")]
    [InlineData("Input(20), Dense(9), As(\"h\"), Dense(12), ReLU, Dense(3), CrossEntropy, Entry(\"Look\", To = \"h\")")]
    [InlineData("Input(4), Dense(3), Softmax, MeanSquaredError")]
    [InlineData("Input(4), Dense(3), ReLU, MeanSquaredError")]
    [InlineData("Input(4), Dense(3), Sigmoid, MeanSquaredError")]
    [InlineData("Input(4), Dense(2), Dense(8)")]
    [InlineData("Input(9), Dense(8), As(\"code\"), Dense(3), Tanh, Dense(8), Add(\"code\")")]
    [InlineData("Input(7, 5), Dense(8), ReLU, Dense(3)")]
    [InlineData("Input(3, 8, 8), Permute(1, 2, 0), Dense(8)")]
    [InlineData("Input(3, 8, 8), Conv2D(4, Kernel = 3, Bias = false), BatchNorm")]
    [InlineData("Input(3, 8, 8), Conv2D(3, Kernel = 1, Name = \"c\"), BatchNorm, Add(\"c\")")]
    [InlineData("Input(3, 8, 8), Conv2D(3, Kernel = 1), ReLU, BatchNorm")]
    [InlineData("Input(5, 4), Dense(4), Transpose, BatchNorm")]
    [InlineData("Input(3, 2, 1), GlobalAveragePool2D, Dense(3)")]
    [InlineData("Input(4, 3, 3), Conv2D(3, Kernel = 1)")]
    [InlineData("Input(32, 32, 3), Permute(2, 0, 1), Conv2D(4, Kernel = 3)")]
    [InlineData("Input(4), Dense(4, Frozen = true)")]
    [InlineData("Input(12, 3), GRU(4), Slice(0, 11, 1), Flatten, Dense(1)")]
    [InlineData("Input(12, 3), GRU(4, Bidirectional = true), Slice(0, 4, 1), Flatten, Dense(1)")]
    [InlineData("Input(8, Tokens = 5), Embedding(12), PositionEmbedding, Attention(2), Dense(2)")]
    [InlineData("Input(8, Tokens = 5), Embedding(12), Attention(2, Rotary = 100), Attention(1, Causal = true, Key = \"attention1\", Value = \"attention1\"), Dense(2)")]
    [InlineData("Input(8, Tokens = 5), Embedding(4), As(\"x\"), Variable(8, 4), Add(\"x\"), Dense(12), Attention(2), Dense(2)")]
    [InlineData("Input(8, Tokens = 5), Embedding(4), GRU(12), Attention(2), Dense(2)")]
    [InlineData("Input(8, 12), Attention(2), Dense(2)")]
    [InlineData("Input(20, 20, 4), Conv2D(8, Kernel = 3)")]
    [InlineData("Input(64, 13), Dense(8), Tanh, Mean(0), Dense(1), MeanSquaredError")]
    [InlineData("Input(64, 13), GRU(8), Dense(1), MeanSquaredError")]
    [InlineData("Input(64, 12), Attention(2), Dense(1), MeanSquaredError")]
    [InlineData("Input(64, 13), Dense(8), Tanh, Dense(3), CrossEntropy(PerPosition = true)")]
    [InlineData("Input(13, 64), Dense(1), MeanSquaredError")]
    [InlineData("Input(4, 9, 16), Dense(32), ReLU, Dense(2)")]
    [InlineData("Input(5, 9, 16), Permute(1, 0, 2), Dense(32), ReLU, Flatten, Dense(2)")]
    [InlineData("Input(8, 12), Transpose, Reshape(8, 12), Attention(2, Causal = true), Dense(2)")]
    [InlineData("Input(9, 4), GRU(6), Reshape(9, 2, 3), Permute(1, 0, 2), As(\"x\"), Attention(1, Key = \"x\", Value = \"x\", Causal = true)")]
    [InlineData("Input(8, 6), As(\"in\"), Dense(4), As(\"k\"), From(\"in\"), MatMul(\"k\", TransposeA = true), Softmax(Axis = 0), As(\"w\"), From(\"in\"), MatMul(\"w\")")]
    [InlineData("Input(8, 6), Softmax(Axis = 0), As(\"w\"), Tanh, MatMul(\"w\", TransposeB = true)")]
    [InlineData("Input(8, 16), As(\"in\"), Dense(4), As(\"q\"), From(\"in\"), Dense(4), As(\"k\"), From(\"q\"), MatMul(\"k\", TransposeB = true), Softmax, MatMul(\"in\")")]
    public void What_may_be_meant(string layers) => Declared.IsMarked($"[Network, {layers}] partial class Net;");

    [Theory]
    [InlineData("Use<B>(4, Frozen = true)")]
    [InlineData("Repeat<B>(2, 4, Frozen = true)")]
    [InlineData("Dense(4, Frozen = true), Use<Outer>(Frozen = true)")]
    [InlineData("Reshape(4, 1, 1), Project(8, Frozen = true), Flatten")]
    public void Nothing_learns_where_all_blocks_are_frozen(string layers) => Declared.Says(
        $"[Block(\"n\"), Dense(\"n\"), Tanh] class B;\n[Block, Use<B>(3)] class Outer;\n[Network, Input(4), {layers}, {{|ADJ0408:Hinge|}}] partial class Net;",
        "Hinge has nothing to improve: all parameters of 'Net' are frozen; remove Frozen from the layers that are to learn");

    [Fact]
    public void A_frozen_block_without_parameters_is_silent_as_a_frozen_layer_without_them_is() => Declared.IsMarked("""
        [Block, LayerNorm(Affine = false, Bias = false, Frozen = true), Tanh] class B;
        [Network, Input(4), Dense(3), Use<B>(Frozen = true), Repeat<B>(0, Frozen = true), Dense(2), CrossEntropy] partial class Net;
        """);

    [Fact]
    public void A_block_is_remarked_on_where_it_is_declared() => Declared.IsMarked("""
        [Block("n"), {|ADJ0405:Conv2D("n", Kernel = 3)|}, BatchNorm, ReLU, GlobalAveragePool2D, Dense("n"), Dense("n")] class B;
        [Network, Input(3, 8, 8), Use<B>(4), Dense(3), {|ADJ0401:Softmax|}, CrossEntropy] partial class Net;
        """);
}
