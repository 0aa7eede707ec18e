using Adjoint.Generator.Diagnostics;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>What is said of blocks: at the block where it is wrong for every use, and else at the use.</summary>
public sealed class BlockTests
{
    private const string Net = "\n[Network, Input(4), Use<B>(4), Hinge] partial class Net;";

    [Theory]
    [InlineData("Use<{0}>", "Use")]
    [InlineData("Repeat<{0}>(2)", "Repeat")]
    public void What_is_not_a_block(string use, string word)
    {
        var used = string.Format(System.Globalization.CultureInfo.InvariantCulture, use, "Plain");
        Declared.Says(
            $"class Plain;\n[Network, Input(4), {{|ADJ0116:{used}|}}] partial class Net;",
            $"'Plain' is not marked [Block], so {word} cannot put its layers here; mark it [Block] or name a class that is");
    }

    [Theory]
    [InlineData("string", "String")]
    [InlineData("int[]", "int[]")]
    public void What_no_user_has_declared_is_not_a_block_either(string type, string name) => Declared.Says(
        $"[Network, Input(4), {{|ADJ0116:Use<{type}>|}}] partial class Net;",
        $"'{name}' is not marked [Block], so Use cannot put its layers here; mark it [Block] or name a class that is");

    [Theory]
    [InlineData("Output(\"y\")", "Output")]
    [InlineData("Hinge", "Hinge")]
    [InlineData("CrossEntropy(LabelSmoothing = 5)", "CrossEntropy")]
    public void What_belongs_to_networks_alone(string layer, string word) => Declared.Says(
        $"[Block(\"n\"), Dense(\"n\"), {{|ADJ0117:{layer}|}}] class B;{Net}",
        $"{word} cannot stand in the block 'B', which yields one value, its last; move {word} to the networks that use the block");

    [Theory]
    [InlineData("{|ADJ0120:Input(4)|}, Tanh", "has no name")]
    [InlineData("Input(\"u\", {|ADJ0120:4|}), Tanh", "has a shape")]
    [InlineData("Tanh, {|ADJ0120:Input(\"u\")|}, Tanh", "stands behind a layer")]
    public void What_is_no_input_of_a_block(string layers, string why) => Declared.Says(
        $"[Block(\"n = 1\"), {layers}] class B;{Net}",
        $"An input of the block 'B' {why}, but inputs are names for what each use hands in; write Input(\"name\") before the first layer");

    [Fact]
    public void An_input_of_a_block_that_nobody_reads() => Declared.Says(
        "[Block, Input(\"u\"), {|ADJ0308:Input(\"f\")|}, From(\"u\"), Tanh] class B;", "The input is read by no layer, no output and no loss; use it, or remove it");

    [Theory]
    [InlineData("{|ADJ0342:Use<C>|}", "'C' reads 'u' and 'f', but no value is named; write From = new[] { \"u\", \"f\" }, with the name of a value declared above for each")]
    [InlineData("Use<C>(From = {|ADJ0342:new[] { \"x\" }|})", "'C' reads 'u' and 'f', but 1 is named; write From = new[] { \"u\", \"f\" }, with the name of a value declared above for each")]
    [InlineData("Repeat<D>(2, From = {|ADJ0342:new[] { \"x\", \"x\" }|})", "'D' reads one value, but 2 are named; write From = new[] { \"value\" }, with the name of a value declared above for each")]
    [InlineData("Use<C>(From = new[] { \"x\", {|ADJ0306:\"y\"|} })", "Nothing above is named 'y'; there are 'x'")]
    [InlineData(
        "Dense(3), As(\"y\"), {|ADJ0312:Use<C>(From = new[] { \"x\", \"y\" })|}",
        "'C' does not fit here: in its Add, 'Add' needs equal shapes, but 'f' gives 3 and 'u' gives 4; bring one to the other's shape, as by Dense(3) after 'u'")]
    public void What_a_use_hands_in(string layers, string message) => Declared.Says(
        $"[Block, Input(\"u\"), Input(\"f\"), Add(\"u\")] class C;\n[Block, Tanh] class D;\n[Network, Input(4), As(\"x\"), {layers}, Hinge] partial class Net;", message);

    [Fact]
    public void A_block_in_itself() => Declared.Says(
        "[Block(\"n\"), Dense(\"n\"), {|ADJ0118:Use<B>(4)|}] class B;" + Net,
        "'B' uses itself (B → B), so its layers have no end; use another block here, or Repeat the block where it is used");

    [Fact]
    public void Blocks_in_one_another() => Declared.Says(
        "[Block(\"n\"), {|ADJ0118:Use<C>|}] class B;\n[Block, {|ADJ0118:Repeat<D>(2)|}] class C;\n[Block, Tanh, {|ADJ0118:Use<B>(1)|}] class D;\n[Block, Use<B>(2)] class E;" + Net,
        "'B' uses itself (B → C → D → B), so its layers have no end; use another block here, or Repeat the block where it is used",
        "'C' uses itself (C → D → B → C), so its layers have no end; use another block here, or Repeat the block where it is used",
        "'D' uses itself (D → B → C → D), so its layers have no end; use another block here, or Repeat the block where it is used");

    [Theory]
    [InlineData("{|ADJ0119:\"\"|}", "", "its name has to be letters, digits and underscores, a letter first")]
    [InlineData("\"n\", {|ADJ0119:\"2n = 1\"|}", "2n = 1", "its name has to be letters, digits and underscores, a letter first")]
    [InlineData("\"n\", {|ADJ0119:\"int n\"|}", "int n", "its name has to be letters, digits and underscores, a letter first")]
    [InlineData("\"n\", {|ADJ0119:\"n = 1\"|}", "n = 1", "there is one of that name before it")]
    [InlineData("\"n\", \"m = 1\", {|ADJ0119:\"k\"|}", "k", "those without a default come first")]
    [InlineData("{|ADJ0119:\"max\"|}", "max", "max is a function")]
    public void What_is_no_parameter(string parameters, string written, string why) => Declared.Says(
        $"[Block({parameters}), Tanh] class B;{Net}",
        $"\"{written}\" cannot be a parameter of a block: {why}; write a name such as \"width\", or a name and a default such as \"stride = 1\"");

    [Theory]
    [InlineData("Block(\"n\", {|ADJ0212:\"m = 2 *\"|}), Tanh", "'2 *' is no size: it ends where a number or a name is needed; write a whole number, or a text such as \"2 * features\"")]
    [InlineData("Block(\"n\", {|ADJ0321:\"m = k\"|}), Tanh", "'k' is neither a parameter of a block nor a size of the incoming value here; there are 'channels', 'depth', 'features', 'height', 'length', 'n', 'width'")]
    [InlineData("Block(\"n\"), Dense({|ADJ0212:\"n +\"|})", "'n +' is no size: it ends where a number or a name is needed; write a whole number, or a text such as \"2 * features\"")]
    [InlineData("Block(\"nodes\"), Dense({|ADJ0321:\"node\"|})", "'node' is neither a parameter of a block nor a size of the incoming value here; did you mean 'nodes'?")]
    [InlineData("Block(\"n\"), MaxPool2D(2, {|ADJ0321:\"hight\"|})", "'hight' is neither a parameter of a block nor a size of the incoming value here; did you mean 'height'?")]
    [InlineData("Block(\"n\"), MaxPool2D(2, Stride = {|ADJ0212:2.5f|})", "'2.5' is no size: it is neither a whole number nor a text; write a whole number, or a text such as \"2 * features\"")]
    [InlineData("Block(\"n\"), Reshape(\"n\", {|ADJ0212:true|})", "'true' is no size: it is neither a whole number nor a text; write a whole number, or a text such as \"2 * features\"")]
    [InlineData("Block(\"n\"), MaxPool2D(2, Padding = {|ADJ0212:null!|})", "'null' is no size: it is neither a whole number nor a text; write a whole number, or a text such as \"2 * features\"")]
    [InlineData("Block(\"n\"), Use<C>({|ADJ0321:\"m\"|})", "'m' is neither a parameter of a block nor a size of the incoming value here; there are 'channels', 'depth', 'features', 'height', 'length', 'n', 'width'")]
    [InlineData("Block(\"n\"), Repeat<C>({|ADJ0212:\"n n\"|}, 4)", "'n n' is no size: 'n' cannot follow here; write a whole number, or a text such as \"2 * features\"")]
    public void Sizes_of_a_block(string attributes, string message) => Declared.Says($"[{attributes}] class B;\n[Block(\"n\"), Dense(\"n\")] class C;{Net}", message);

    [Theory]
    [InlineData("As(\"a\"), Dense(\"n\"), Add({|ADJ0306:\"b\"|})", "Nothing above is named 'b'; there are 'a', 'dense1'")]
    [InlineData("As(\"a\"), As({|ADJ0309:\"a\"|}), Add(\"a\")", "The name 'a' already belongs to another value; give this layer another, which differs in more than case")]
    [InlineData("Dense(\"n\", Name = \"x\"), Dense(\"n\", Name = {|ADJ0309:\"X\"|})", "The name 'X' already belongs to another layer; give this layer another, which differs in more than case")]
    [InlineData("Dense(\"n\", Name = {|ADJ0317:\"a b\"|})", "'a b' cannot name a layer; use the letters a to z, digits and underscores, a letter first")]
    [InlineData("Dense(\"n\", Name = {|ADJ0317:\"a..b\"|})", "'a..b' cannot name a layer; use the letters a to z, digits and underscores, a letter first")]
    [InlineData("As(\"in\"), {|ADJ0308:Dense(\"n\")|}, From(\"in\"), Tanh", "'dense1' is read by no layer, no output and no loss; use it, or remove it")]
    [InlineData("As(\"in\"), {|ADJ0308:Use<C>(4)|}, From(\"in\"), Tanh", "'c1' is read by no layer, no output and no loss; use it, or remove it")]
    [InlineData("Dense(\"n\"), {|ADJ0340:Add|}", "Add combines the current value with others, but names none; write the name of a value declared above")]
    [InlineData("Tanh, {|ADJ0311:Use<C>|}", "'C' takes \"n\", but no arguments are given; add one for 'n'")]
    [InlineData("Dense({|ADJ0201:0|})", "'dense1' has 0 units, but a layer needs at least 1; write the number of its outputs")]
    [InlineData("Dense(\"n\"), Dense({|ADJ0201:-1|}, SharedWith = \"dense1\")", "'dense2' has -1 units, but a layer needs at least 1; write the number of its outputs")]
    [InlineData("Dropout({|ADJ0202:15f|})", "Dropout rate 15 must be in [0, 1); did you mean 0.15?")]
    [InlineData("MaxPool2D({|ADJ0211:0|})", "'pool1' has no kernel size; write MaxPool2D(2)")]
    [InlineData("Tanh, {|ADJ0318:Repeat<C>(2000000000, 1)|}", "'B' would have 10001 uses of blocks, but the most is 10000; choose smaller sizes")]
    [InlineData("Conv2D(8, Kernel = {|ADJ0211:0|})", "'conv1' has no kernel size; write Kernel = 3")]
    [InlineData("MaxPool2D(2, Padding = {|ADJ0205:2|})", "Padding 2 of 'pool1' is more than half of its kernel, 2; write at most 1")]
    [InlineData("Conv2D(\"n\", Kernel = {|ADJ0211:0|})", "'conv1' has no kernel size; write Kernel = 3")]
    [InlineData("{|ADJ0211:Conv2D(\"n\")|}", "'conv1' has no kernel size; write Kernel = 3")]
    [InlineData("Conv2D(\"2 * n\", Kernel = 3, Stride = {|ADJ0211:0|})", "The stride of 'conv1' must be from 1 to 10000000, but is 0; write Stride = 1")]
    [InlineData("MaxPool2D(\"n\", Stride = {|ADJ0211:-1|})", "The stride of 'pool1' must be at least 1, but is -1; write Stride = 1")]
    [InlineData("Conv2D(8, Kernel = {|ADJ0215:3|}, Kernels = new[] { 3, 5 })", "'conv1' has both Kernel and Kernels; remove one of them")]
    public void What_no_use_could_mend(string layers, string message) => Declared.Says($"[Block(\"n\"), {layers}] class B;\n[Block(\"n\"), Dense(\"n\")] class C;{Net}", message);

    [Fact]
    public void A_block_is_judged_without_any_network() =>
        Declared.Says(
            "[Block, Dense({|ADJ0321:\"n\"|})] class B;",
            "'n' is neither a parameter of a block nor a size of the incoming value here; there are 'channels', 'depth', 'features', 'height', 'length', 'width'");

    /// <summary>Nothing here is wrong for every use.</summary>
    [Theory]
    [InlineData("Block(\"n\"), Conv2D(8, Kernel = \"n\", Groups = 4)")]
    [InlineData("Block(\"n\"), Conv2D(\"n\", Kernel = 3, Groups = 3)")]
    [InlineData("Block(\"n\"), Conv2D(8, Kernel = 3, Stride = \"n - 1\")")]
    [InlineData("Block(\"n\"), Dense(\"n\"), Dense(\"n - 1\"), Dense(\"8 / (n - 1)\")")]
    [InlineData("Block, MaxPool2D(5), Reshape(\"channels\", 25, -1)")]
    [InlineData("Block, MaxPool1D(400)")]
    [InlineData("Block, Mean(3), GlobalAveragePool1D")]
    [InlineData("Block, As(\"in\"), Dense(3), Concat(\"in\", Axis = 3)")]
    [InlineData("Block, Flatten, Reshape(17, 23)")]
    [InlineData("Block(\"n\"), Dense(10000000)")]
    [InlineData("Block, Conv2D(6, Kernel = 3, Groups = 3), GroupNorm(2), PixelShuffle(2), Pad(1, 2)")]
    [InlineData("Block, Conv2D(26, Kernel = 11, Groups = 13, Stride = 4), GroupNorm(26), PixelShuffle(5), Slice(0, 3, 9), MaxPool2D(9, Dilation = 2)")]
    [InlineData("Block(\"stride\"), As(\"in\"), Tanh, As(\"main\"), From(\"in\"), Project(\"channels\", Stride = \"stride\"), Add(\"main\")")]
    public void What_fits_somewhere(string attributes) => Declared.Says($"[{attributes}] class B;");

    [Fact]
    public void Layers_of_a_block_on_two_declarations() =>
        Declared.Says("[Block, Tanh] partial class B;\n[{|ADJ0104:ReLU|}] partial class B;", "The layers of 'B' stand on 2 partial declarations, which have no order; keep all layers on one of them");

    [Fact]
    public void A_network_that_is_a_block() => Declared.Says(
        "[Network, Block, Input(4), Dense(2)] partial class {|ADJ0106:Net|};", "'Net' is a block, which a network cannot be; declare it as a plain partial class");

    [Theory]
    [InlineData("{|ADJ0311:Use<B>|}", "no arguments are", "add one for 'n'")]
    [InlineData("Use<B>(1, 2, {|ADJ0311:3|}, 4)", "4 are", "remove what is too much")]
    [InlineData("{|ADJ0311:Repeat<B>(2)|}", "no arguments are", "add one for 'n'")]
    [InlineData("Repeat<B>(2, 1, 2, {|ADJ0311:\"3\"|})", "3 are", "remove what is too much")]
    public void Arguments_of_another_number(string use, string given, string advice) => Declared.Says(
        $"[Block(\"n\", \"m = 1\"), Dense(\"n\"), Dense(\"m\")] class B;\n[Network, Input(4), {use}] partial class Net;",
        $"'B' takes \"n\", \"m = 1\", but {given} given; {advice}");

    [Theory]
    [InlineData("{|ADJ0312:Use<B>(5)|}", "Add, 'Add' needs equal shapes, but 'b1.dense1' gives 5 and 'in' gives 4; write B(4) here")]
    [InlineData("Use<B>({|ADJ0312:0|}, Name = \"layer1.0\")", "Dense, 'layer1.0.dense1' has 0 units, but a layer needs at least 1; write the number of its outputs")]
    [InlineData(
        "Use<B>(\"features\"), {|ADJ0312:Use<B>(5)|}, Use<B>(6)",
        "Add, 'Add' needs equal shapes, but 'b2.dense1' gives 5 and 'in' gives 4; write B(4) here")]
    public void A_use_that_does_not_fit(string layers, string message) =>
        Declared.Says(Residual + $"[Network, Input(4), {layers}] partial class Net;", $"'B' does not fit here: in its {message}");

    private const string Residual = "[Block(\"n\"), As(\"in\"), Dense(\"n\"), Add(\"in\")] class B;\n";

    [Fact]
    public void A_layer_of_a_block_that_is_called_as_one_outside() => Declared.Says(
        "[Block, Dense(2, Name = \"fc\")] class B;\n[Network, Input(4), Dense(4, Name = \"b1_fc\"), {|ADJ0312:Use<B>|}] partial class Net;",
        "'B' does not fit here: in its Dense, the name 'fc' already belongs to another layer; give this layer another, which differs in more than case");

    [Fact]
    public void A_repetition_that_does_not_fit() => Declared.Says(
        "[Block, Dense(\"features - 2\")] class B;\n[Network, Input(5), {|ADJ0312:Repeat<B>(4)|}] partial class Net;",
        "'B' does not fit here, in repetition 3 of 4: in its Dense, 'b3.dense1' has -1 units, but a layer needs at least 1; write the number of its outputs");

    [Fact]
    public void A_block_within_a_block_that_does_not_fit() => Declared.Says(
        Residual + "[Block(\"n\"), Tanh, Use<B>(\"n - 1\")] class C;\n[Network, Input(4), {|ADJ0312:Use<C>(4)|}] partial class Net;",
        "'C' does not fit here: in its B, in its Add, 'Add' needs equal shapes, but 'c1.b1.dense1' gives 3 and 'in' gives 4; bring one to the other's shape, as by Dense(3) after 'in'");

    [Theory]
    [InlineData("Block(\"n\"), Dense(\"8 / n\")", "Use<B>(0)", "Dense, \"8 / n\" has no value: it divides by zero, where n = 0; write an expression that is a whole number at these sizes")]
    [InlineData("Block, Dense(\"height\")", "Use<B>", "Dense, 'height' is neither a parameter of a block nor a size of the incoming value here; the input gives 4, which has features")]
    [InlineData(
        "Block(\"n = height\"), Dense(\"n\")",
        "Use<B>",
        "declaration, 'height' is neither a parameter of a block nor a size of the incoming value here; the input gives 4, which has features")]
    [InlineData(
        "Block(\"n\", \"m = 8 / n\"), Dense(\"m\")",
        "Use<B>(0)",
        "declaration, \"m = 8 / n\" has no value: it divides by zero, where n = 0; write an expression that is a whole number at these sizes")]
    public void A_size_that_is_none_at_one_use(string attributes, string use, string message) => Declared.Says(
        $"[{attributes}] class B;\n[Network, Input(4), {{|ADJ0312:{use}|}}] partial class Net;", $"'B' does not fit here: in its {message}");

    [Theory]
    [InlineData("Dense({|ADJ0321:\"head\"|})", "'head' is neither a parameter of a block nor a size of the incoming value here; there are 'channels', 'features', 'length'")]
    [InlineData("Dense({|ADJ0321:\"width\"|})", "'width' is neither a parameter of a block nor a size of the incoming value here; the input gives 2×4, which has channels, length, features")]
    [InlineData(
        "Dense({|ADJ0213:\"features / (channels - 2)\"|})",
        "\"features / (channels - 2)\" has no value: it divides by zero, where features = 4, channels = 2; write an expression that is a whole number at these sizes")]
    [InlineData("Dense({|ADJ0213:\"4 / (2 - 2)\"|})", "\"4 / (2 - 2)\" has no value: it divides by zero; write an expression that is a whole number at these sizes")]
    [InlineData("Dense({|ADJ0212:\"\"|})", "'' is no size: it ends where a number or a name is needed; write a whole number, or a text such as \"2 * features\"")]
    [InlineData("Dense({|ADJ0201:\"features - 4\"|})", "'dense1' has 0 units, but a layer needs at least 1; write the number of its outputs")]
    [InlineData("Reshape(4, {|ADJ0211:\"-features\"|})", "A size of Reshape(4, -4) must be at least 1, or -1 for one size to be worked out, but is -4; write a value in that range")]
    public void Expressions_of_a_network(string layer, string message) => Declared.Says($"[Network, Input(2, 4), {layer}] partial class Net;", message);

    [Theory]
    [InlineData("Repeat<B>({|ADJ0211:-1|}, 4)", "The number of repetitions of 'B' must be at least 0, but is -1; write a value in that range")]
    [InlineData("Use<B>(4, Name = {|ADJ0309:\"Gradient\"|})", "The name 'Gradient' already belongs to a member of the generated class; give this layer another, which differs in more than case")]
    [InlineData("Use<B>(4, Name = {|ADJ0317:\"0\"|})", "'0' cannot name a layer; use the letters a to z, digits and underscores, a letter first")]
    [InlineData("Repeat<B>(1, 4, Name = \"l\"), Use<B>(4, Name = {|ADJ0309:\"l\"|})", "The name 'l' already belongs to another value; give this layer another, which differs in more than case")]
    [InlineData("Dense(4, Name = \"l_0\"), Use<B>(4, Name = {|ADJ0309:\"l.0\"|})", "The name 'l.0' already belongs to another layer; give this layer another, which differs in more than case")]
    [InlineData("Repeat<B>(2, 4, Name = \"l.1\"), Use<B>(4, Name = {|ADJ0309:\"l.2\"|})", "The name 'l.2' already belongs to another value; give this layer another, which differs in more than case")]
    [InlineData("Repeat<B>(2, 4, Name = {|ADJ0317:\"7\"|})", "'7' cannot name a layer; use the letters a to z, digits and underscores, a letter first")]
    [InlineData("Repeat<B>(2, 4, Name = \"l\"), From(\"l.0\"), Add(\"l\"), Add({|ADJ0306:\"l.2\"|})", "Nothing above is named 'l.2'; did you mean 'l.0'?")]
    [InlineData("Use<B>(4), Add({|ADJ0306:\"in\"|})", "Nothing above is named 'in'; there are 'b1'")]
    [InlineData("Use<B>(4), From({|ADJ0306:\"b1.dense1\"|}), Tanh", "Nothing above is named 'b1.dense1'; there are 'b1'")]
    public void Names_and_numbers_of_uses(string layers, string message) => Declared.Says(Residual + $"[Network, Input(4), {layers}] partial class Net;", message);

    [Fact]
    public void Blocks_that_grow_out_of_hand()
    {
        var blocks = string.Concat(Enumerable.Range(0, 40).Select(i => $"[Block, Use<B{i + 1}>, Use<B{i + 1}>] class B{i};\n"));
        Declared.Says(
            blocks + "[Block, Tanh] class B40;\n[Network, Input(4), {|ADJ0312:Use<B0>|}] partial class Net;",
            $"'B0' does not fit here: {string.Concat(Enumerable.Range(1, 31).Select(i => $"in its B{i}, "))}in its Use, 'Net' would have 33 blocks within one another, but the most is 32; choose smaller sizes");
        Declared.Says(
            "[Block] class A;\n[Block, Repeat<A>(200)] class B;\n[Network, Input(4), {|ADJ0312:Repeat<B>(2000000000)|}] partial class Net;",
            "'B' does not fit here, in repetition 50 of 2000000000: in its Repeat, 'Net' would have 10001 uses of blocks, but the most is 10000; choose smaller sizes");
    }

    [Fact]
    public void What_the_compiler_says_is_not_said_again() => AnalyzerHarness.Verify<NetworkAnalyzer>(
        "using Adjoint;\n[Block(\"n\"), Dense(\"n\")] class B;\n[Network, Input(4), Use<Missing>(4)] partial class Net;\n[Block, Dense(missing), Use<B>(missing)] class C;",
        new HarnessSettings { ExpectErrors = true });
}
