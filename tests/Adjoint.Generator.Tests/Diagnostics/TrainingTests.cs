namespace Adjoint.Generator.Tests.Diagnostics;

public sealed class TrainingTests
{
    [Theory]
    [InlineData("[Network, Input(4), Dense(2), Dense(1), {|ADJ0403:CrossEntropy|}] partial class Net;", "'dense2'")]
    [InlineData("[Network, Input(4), Dense(1, Name = \"logits\"), {|ADJ0403:CrossEntropy(LabelSmoothing = 0.1f)|}] partial class Net;", "'logits'")]
    [InlineData("[Network, Input(1), {|ADJ0403:CrossEntropy|}] partial class Net;", "the input")]
    public void Too_few_classes(string declaration, string source) => Declared.Says(
        declaration, $"CrossEntropy needs at least 2 classes, but {source} gives 1; use BinaryCrossEntropy for a single logit");

    [Theory]
    [InlineData("new[] { 1f, 2f }", "2")]
    [InlineData("new float[] { 1f, 2f, 3f, 4f }", "4")]
    public void Class_weights_that_are_not_as_many_as_classes(string weights, string count) => Declared.Says(
        $"[Network, Input(4), Dense(3), CrossEntropy(ClassWeights = {{|ADJ0412:{weights}|}})] partial class Net;",
        $"ClassWeights has {count} weights, but 'dense1' gives 3 classes; write one weight for each class");

    [Fact]
    public void Class_weights_of_labels_0_and_1_are_two() => Declared.Says(
        "[Network, Input(4), Dense(3), BinaryCrossEntropy(Targets = Targets.Classes, ClassWeights = {|ADJ0412:new[] { 1f, 2f, 3f }|})] partial class Net;",
        "ClassWeights has 3 weights, but BinaryCrossEntropy gives 2 classes; write one weight for each class");

    [Fact]
    public void Class_weights_need_labels() => Declared.Says(
        "[Network, Input(4), Dense(1), BinaryCrossEntropy(ClassWeights = {|ADJ0211:new[] { 1f, 2f }|})] partial class Net;",
        "Targets, with ClassWeights, must be Targets.Classes, but is Targets.Probabilities; write Targets = Targets.Classes");

    [Fact]
    public void A_loss_that_needs_a_vector() => Declared.Says(
        "[Network, Input(28, 28), Dense(10), {|ADJ0413:CrossEntropy|}] partial class Net;",
        "CrossEntropy needs a vector of class scores, but 'dense1' gives 28×10; insert Flatten before 'dense1' for a vector of 784, or write PerPosition = true where each position has a label");

    [Theory]
    [InlineData("LSTM(6), Dense(3), ", "'dense1' gives 10×3", "'dense1'")]
    [InlineData("LSTM(6, Bidirectional = true), Dropout(0.1f), Dense(3), ", "'dense1' gives 10×3", "'dropout1'")]
    [InlineData("Dense(7), ReLU, GRU(6), ", "'gru1' gives 10×6", "CrossEntropy")]
    public void The_steps_of_a_recurrent_layer(string layers, string source, string reader) => Declared.Says(
        $"[Network, Input(10, 20), {layers}{{|ADJ0413:CrossEntropy|}}] partial class Net;",
        $"CrossEntropy needs a vector of class scores, but {source}; insert Last before {reader}, or write PerPosition = true where each step has a label");

    [Fact]
    public void Scores_for_each_pixel() => Declared.Says(
        "[Network, Input(3, 16, 16), Conv2D(8, Kernel = 3, Padding = 1), ReLU, Conv2D(4, Kernel = 1), {|ADJ0413:CrossEntropy|}] partial class Net;",
        "CrossEntropy needs a vector of class scores, but 'conv2' gives 4×16×16; insert GlobalAveragePool2D before it for 4 classes, or Flatten and a Dense with a unit for each class");

    [Fact]
    public void Rows_of_an_image_that_a_dense_layer_has_read() => Declared.Says(
        "[Network, Input(3, 16, 16), Conv2D(8, Kernel = 3), ReLU, {|ADJ0413:CrossEntropy|}] partial class Net;".Replace("ReLU, ", "ReLU, Permute(1, 2, 0), Dense(5), "),
        "CrossEntropy needs a vector of class scores, but 'dense1' gives 14×14×5; insert Flatten before 'dense1' for a vector of 1568");
}
