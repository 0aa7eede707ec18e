using System.Globalization;
using Adjoint.Generator.Diagnostics;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adjoint.Generator.Tests.Diagnostics;

public sealed class DeclarationTests
{
    [Fact]
    public void A_class_that_is_not_partial() => Declared.Says(
        "[Network, Input(4), Dense(2)] public class {|ADJ0101:Net|};",
        "'Net' must be partial, so that the network's code can be added to it; add the word partial to its declaration");

    [Theory]
    [InlineData("[Network] partial class {|ADJ0102:Net|};")]
    [InlineData("[Network, Dense(2)] partial class {|ADJ0102:Net|};")]
    [InlineData("[Network, {|ADJ0102:Input|}] partial class Net;")]
    [InlineData("[Network, Dense(2), Input(4)] partial class {|ADJ0102:Net|};")]
    public void No_input_shape(string declaration) => Declared.Says(
        declaration, "'Net' declares no input shape before its first layer; write [Input(…)] with the sizes of one row of input");

    [Theory]
    [InlineData("[Network, Input(1, {|ADJ0103:0|}, 28), Dense(2)] partial class Net;", "0", "1, 0, 28")]
    [InlineData("[Network, Input({|ADJ0103:-1|}), Dense(2)] partial class Net;", "-1", "-1")]
    [InlineData("[Network, Input([3, {|ADJ0103:0|}])] partial class Net;", "0", "3, 0")]
    [InlineData("[Network, Input(new int[] { 3, {|ADJ0103:0|} })] partial class Net;", "0", "3, 0")]
    [InlineData("[Network, Input(shape: new[] { {|ADJ0103:0|}, 3 })] partial class Net;", "0", "0, 3")]
    [InlineData("[Network, Input({|ADJ0103:Net.Rows|}, 3)] partial class Net { const int Rows = 0; }", "0", "0, 3")]
    public void An_input_size_below_one(string declaration, string size, string sizes) => Declared.Says(
        declaration, $"Input size {size} in Input({sizes}) must be at least 1; write the sizes of one row, without the batch");

    [Fact]
    public void Every_wrong_input_size_is_reported() => Declared.IsMarked("[Network, Input({|ADJ0103:0|}, 5, {|ADJ0103:-2|})] partial class Net;");

    [Fact]
    public void Layers_on_two_declarations() => Declared.Says(
        "[Network, Input(4), Dense(2)] partial class Net;\n[{|ADJ0104:ReLU|}] partial class Net;",
        "The layers of 'Net' stand on 2 partial declarations, which have no order; keep all layers on one of them");

    [Fact]
    public void Network_and_layers_may_stand_on_two_declarations() =>
        Declared.IsMarked("[Network] partial class Net;\n[Input(4), Dense(2)] partial class Net;");

    [Fact]
    public void A_type_around_the_network_that_is_not_partial() => Declared.Says(
        "class {|ADJ0105:Outer|} { [Network, Input(4), Dense(2)] partial class Net; }",
        "'Outer' contains the network 'Net' and must be partial too; add the word partial to its declaration");

    [Theory]
    [InlineData("class {|ADJ0105:Outer|} { partial class Inner { [Network, Input(4), Dense(2)] partial class Net; } }")]
    [InlineData("partial class Outer { struct {|ADJ0105:Inner|} { [Network, Input(4), Dense(2)] partial class Net; } }")]
    [InlineData("class {|ADJ0105:Outer|} { interface {|ADJ0105:IInner|} { [Network, Input(4), Dense(2)] class {|ADJ0101:Net|}; } }")]
    public void Partial_is_missed_where_it_belongs_and_the_compiler_says_nothing_of_its_own(string declaration) => Declared.IsMarked(declaration);

    [Theory]
    [InlineData("[Network, Input(4), Dense(8), ReLu, Dense(3), CrossEntropy] partial class Net;")]
    [InlineData("[Network, Input(5, 4), Lstm(32), Dense(3), CrossEntropy] partial class Net;")]
    [InlineData("[Block(\"width\"), Dense(\"width\"), ReLu, Dense(\"widht\")] abstract class Twice;")]
    public async Task Of_a_class_with_an_attribute_that_does_not_exist_nothing_else_is_said(string declaration)
    {
        var project = TestCompilation.Create($"using Adjoint;\n{declaration}", new HarnessSettings());
        Assert.Contains(project.GetDiagnostics(), static diagnostic => diagnostic.Id == "CS0246");
        Assert.Empty(await project.WithAnalyzers([.. Plugins.Analyzers()]).GetAnalyzerDiagnosticsAsync());
    }

    [Theory]
    [InlineData("Dropout(0.5f), Dense(3)", "Dropout(0.5), Dense(3)")]
    [InlineData("Dropout(0.1f), Scale(0.3f), Dense(3)", "Dropout(0.1), Scale(0.3), Dense(3)")]
    [InlineData("LeakyReLU(0.2f), Dense(3), Huber(0.7f, Weight = 0.3f)", "LeakyReLU(0.2), Dense(3), Huber(0.7, Weight = 0.3)")]
    [InlineData("BatchNorm(Momentum = 0.3f), Dense(3), CrossEntropy(LabelSmoothing = 0.1f)", "BatchNorm(Momentum = 0.3), Dense(3), CrossEntropy(LabelSmoothing = 0.1)")]
    public void Numbers_may_be_doubles_which_change_nothing(string floats, string doubles)
    {
        string Written(string layers) =>
            string.Concat(GeneratorHarness.Run($"using Adjoint;\n[Network, Input(4), {layers}] public partial class Net;").Files.Select(static file => file.SourceText.ToString()));
        Assert.Equal(Written(floats), Written(doubles));
    }

    [Theory]
    [InlineData("partial class {|ADJ0106:Net|}<T>;", "generic")]
    [InlineData("static partial class {|ADJ0106:Net|};", "static")]
    [InlineData("abstract partial class {|ADJ0106:Net|};", "abstract")]
    [InlineData("file partial class {|ADJ0106:Net|};", "local to its file")]
    [InlineData("partial class {|ADJ0106:Net|}(int size) { public int Size => size; }", "a class with parameters")]
    [InlineData("partial record {|ADJ0106:Net|}(int Size);", "a class with parameters")]
    [InlineData("partial class {|ADJ0106:Net|} : Parent;\n[Network, Input(4), Dense(2)] partial class Parent;", "derived from the network 'Parent'")]
    public void What_a_network_cannot_be(string declaration, string kind) => Declared.Says(
        $"[Network, Input(4), Dense(2)] {declaration}", $"'Net' is {kind}, which a network cannot be; declare it as a plain partial class");

    [Fact]
    public void A_network_inside_a_type_that_is_local_to_its_file() =>
        Declared.IsMarked("file partial class Outer { [Network, Input(4), Dense(2)] public partial class {|ADJ0106:Net|}; }");

    [Theory]
    [InlineData("public int {|ADJ0108:Layout|} => 1;", "Layout")]
    [InlineData("public const int {|ADJ0108:InputSize|} = 4;", "InputSize")]
    [InlineData("public class {|ADJ0108:Summary|};", "Summary")]
    [InlineData("public void {|ADJ0108:Predict|}(System.ReadOnlySpan<float> x, System.Span<float> y) { }", "Predict")]
    [InlineData("public int Predict(int x) => x; public void {|ADJ0108:Predict|}(System.ReadOnlySpan<float> x, System.Span<float> y) { }", "Predict")]
    [InlineData("public static void {|ADJ0108:Load|}(string path) { }", "Load")]
    [InlineData("public static void {|ADJ0108:Load|}(string path, LoadOptions options) { }", "Load")]
    [InlineData("private enum {|ADJ0108:Dense1|} { None }", "Dense1")]
    [InlineData("private int {|ADJ0108:runner|}() => 1;", "runner")]
    [InlineData("public int {|ADJ0108:Probabilities|} => 1;", "Probabilities")]
    [InlineData("private int {|ADJ0108:probabilitiesProgram|}() => 1;", "probabilitiesProgram")]
    public void A_member_with_the_name_of_a_generated_one(string member, string name) => Declared.Says(
        $"[Network, Input(4), Dense(2)] partial class Net {{ {member} }}",
        $"'Net' has a member '{name}' of its own, but the network's code adds one of that name; rename yours");

    [Theory]
    [InlineData("CrossEntropy", "{|ADJ0108:Probabilities|}")]
    [InlineData("BinaryCrossEntropy", "{|ADJ0108:Probabilities|}")]
    [InlineData("MeanSquaredError", "Probabilities")]
    public void A_method_of_one_s_own_for_probabilities_is_in_the_way_where_the_loss_reads_logits(string loss, string method) => Declared.IsMarked(
        $"[Network, Input(4), Dense(2), {loss}] partial class Net {{ public void {method}(System.ReadOnlySpan<float> x, System.Span<float> y) {{ }} }}");

    [Theory]
    [InlineData("Summary")]
    [InlineData("Predict")]
    [InlineData("Probabilities")]
    public void A_class_with_the_name_of_a_generated_member(string name) => Declared.Says(
        $"[Network, Input(4), Dense(2)] partial class {{|ADJ0121:{name}|}};",
        $"The network's code adds a member '{name}' to the class '{name}', and no member may be named as its class is; give the class another name");

    [Theory]
    [InlineData("[Network, Input(4), Dense(2), {|ADJ0111:Input(3)|}] partial class Net;")]
    [InlineData("[Network, Input(4)]\n[{|ADJ0111:InputAttribute(4)|}]\n[Dense(2)] partial class Net;")]
    public void An_input_that_is_not_first(string declaration) => Declared.Says(
        declaration, "'Net' has a second Input, or one after its first layer; an only Input comes first, and of several each has a name: Input(\"name\", …)");

    [Theory]
    [InlineData("[Network, Input(4), MeanSquaredError, {|ADJ0112:Dense(2)|}] partial class Net;", "Dense")]
    [InlineData("[Network, Input(4), MeanSquaredError, {|ADJ0112:Flatten|}] partial class Net;", "Flatten")]
    public void What_follows_the_loss(string declaration, string layer) => Declared.Says(
        declaration, $"{layer} follows the loss MeanSquaredError, but a network ends with its losses; move {layer} to where it belongs or remove it");

    [Theory]
    [InlineData("[Input(4), Dense(2)] partial class {|ADJ0113:Net|};")]
    [InlineData("[Dense(2)] class {|ADJ0113:Net|}<T>;")]
    [InlineData("[Input(4)] partial class {|ADJ0113:Net|};\npartial class Net;")]
    public void Layers_without_the_mark(string declaration) => Declared.Says(
        declaration, "'Net' declares layers but is not marked [Network], so no code is written for it; add [Network], or [Block] if networks are to use it");

    [Theory]
    [InlineData("sealed class MineAttribute : LayerAttribute;\n[Network, Input(4), {|ADJ0114:Mine|}] partial class Net;", "Mine")]
    [InlineData("namespace Mine { sealed class DenseAttribute(int n) : LayerAttribute { public int N => n; } }\n[Network, Input(4), {|ADJ0114:Mine.Dense(3)|}] partial class Net;", "Mine.Dense")]
    public void A_layer_of_ones_own(string declaration, string attribute) => Declared.Says(
        declaration, $"'{attribute}' derives from LayerAttribute, but the compiler has no layer of that name; use one of the library's layers");

    [Theory]
    [InlineData("public {|ADJ0115:Net|}() { }")]
    [InlineData("public {|ADJ0115:Net|}(int size) : base() { }")]
    [InlineData("public Net(int size) : this() { } public {|ADJ0115:Net|}() { }")]
    public void A_constructor_that_skips_the_generated_one(string constructor) => Declared.Says(
        $"[Network, Input(4), Dense(2)] partial class Net {{ {constructor} }}",
        "This constructor of 'Net' does not call the generated one, which draws the parameters; write ': this(seed)' after its parameter list");

    [Fact]
    public void A_record() => Declared.Says(
        "[Network, Input(4), Dense(2)] partial record {|ADJ0122:Net|};", "'Net' is a record, whose copies by 'with' would share its parameters; declare it as a class");

    [Theory]
    [InlineData("[Network, Input(4), Dense(2)] partial class Net { public required int {|ADJ0123:Size|} { get; set; } }")]
    [InlineData("class Parent { public required int Size { get; set; } } [Network, Input(4), Dense(2)] partial class {|ADJ0123:Net|} : Parent;")]
    public void A_required_member(string declaration) => Declared.Says(
        declaration, "'Size' is required, but Load has no value for it; remove the word required and give the member an initial value");

    [Fact]
    public void A_constructor_with_the_parameters_of_the_generated_one() => Declared.Says(
        "[Network, Input(4), Dense(2)] partial class Net { public {|ADJ0124:Net|}(long number) { } }",
        "This constructor of 'Net' has the parameters of the generated one, (long seed); give it others");

    [Fact]
    public void A_base_class_without_a_constructor_to_call() => Says(
        "class Parent(int size) { public int Size => size; } [Network, Input(4), Dense(2)] partial class {|ADJ0125:Net|} : Parent;",
        "'Net' cannot derive from 'Parent', which has no constructor that 'Net' can call without arguments; give 'Parent' one");

    [Fact]
    public void A_base_class_with_an_abstract_member_of_a_generated_name() => Says(
        "abstract class Parent { public abstract int Threads { get; set; } } [Network, Input(4), Dense(2)] partial class {|ADJ0125:Net|} : Parent;",
        "'Net' cannot derive from 'Parent', whose abstract member 'Threads' the network's code does not override; declare the member in an interface, which that code then implements");

    [Theory]
    [InlineData(false, LanguageVersion.CSharp12, "generated code works on pointers, and unsafe code is switched off; write <AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the project file")]
    [InlineData(false, LanguageVersion.CSharp9, "generated code needs C# 12.0, and the project sets LangVersion 9.0; remove LangVersion from the project file")]
    public void A_project_that_cannot_compile_generated_code(bool allowUnsafe, LanguageVersion language, string what) => Says(
        "[Network, Input(4), Dense(2)] partial class {|ADJ0110:Net|} { }", "'Net' cannot be compiled in this project: " + what,
        new HarnessSettings { AllowUnsafe = allowUnsafe, LanguageVersion = language });

    /// <summary>The compiler has errors of its own to report for these.</summary>
    private static void Says(string declaration, string message, HarnessSettings? settings = null) => Assert.Equal(
        message,
        Assert.Single(AnalyzerHarness.Verify<NetworkAnalyzer>("using Adjoint;\n" + declaration, (settings ?? new HarnessSettings()) with { ExpectErrors = true })).GetMessage(CultureInfo.InvariantCulture));

    [Fact]
    public void Attributes_on_what_is_no_class_are_the_compilers_error() =>
        AnalyzerHarness.Verify<NetworkAnalyzer>("using Adjoint;\n[Network, Dense(0)] partial struct Net;", new HarnessSettings { ExpectErrors = true });

    [Theory]
    [InlineData("[Network, Input(4), Dense(2.5)] partial class Net;")]
    [InlineData("[Network, Input(4), Dense(Missing)] partial class Net;")]
    [InlineData("[Network, Input(4), Dense()] partial class Net;")]
    [InlineData("[Network, Input(Missing, 4), Dense(2)] partial class Net;")]
    public void What_the_compiler_could_not_read_is_not_judged(string declaration) =>
        AnalyzerHarness.Verify<NetworkAnalyzer>("using Adjoint;\n" + declaration, new HarnessSettings { ExpectErrors = true });

    [Fact]
    public void A_derived_class_inherits_no_layers() =>
        Declared.IsMarked("[Network, Input(4), Dense(2)] partial class Net;\nclass Derived : Net;");
}
