using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Generator.Tests.Diagnostics.Classes;

/// <summary>What a user's class may be: a case is a name and a source, in which […] is a right declaration and a mark is an error that belongs there.</summary>
internal static class ClassCases
{
    private const string Declaration = "[Network, Input(4), Dense(3), MeanSquaredError]";

    private static readonly HarnessSettings Usual = new(), Newest = new() { LanguageVersion = LanguageVersion.Preview };

    public static IReadOnlyDictionary<string, (string Source, HarnessSettings Settings)> All { get; } = Kinds.Concat(Places)
        .Concat(Names)
        .Concat(Members)
        .Concat(Bases)
        .Concat(Projects)
        .Concat(Functions)
        .ToDictionary(
            static one => one.Name,
            static one => ((one.Source.StartsWith('!') ? one.Source[1..] : "using Adjoint;\n" + one.Source).Replace("[…]", Declaration, StringComparison.Ordinal), one.Settings));

    private static IEnumerable<(string Name, string Source, HarnessSettings Settings)> Kinds =>
    [
        ("a sealed class", "[…] public sealed partial class Net;", Usual),
        ("an open class", "[…] public partial class Net; class Derived : Net;", Usual),
        ("an unsafe class", "[…] unsafe partial class Net { int Read(int* p) => *p; }", Usual),
        ("a record", "[…] partial record {|ADJ0122:Net|};", Usual),
        ("a record class", "[…] sealed partial record class {|ADJ0122:Net|} { public int Number { get; init; } }", Usual),
        ("a record with positional members", "[…] partial record {|ADJ0106:Net|}(int Size);", Usual),
        ("a record structure", "[{|CS0592:Network|}] partial record struct Net;", Usual),
        ("a structure", "[{|CS0592:Network|}] partial struct Net;", Usual),
        ("a ref structure", "[{|CS0592:Network|}] ref partial struct Net;", Usual),
        ("an interface", "[{|CS0592:Network|}] partial interface Net;", Usual),
        ("an enumeration", "[{|CS0592:Network|}] enum Net { None }", Usual),
        ("a static class", "[…] static partial class {|ADJ0106:Net|};", Usual),
        ("an abstract class", "[…] abstract partial class {|ADJ0106:Net|};", Usual),
        ("a generic class", "[…] partial class {|ADJ0106:Net|}<T>;", Usual),
        ("a class of its file", "[…] file partial class {|ADJ0106:Net|};", Usual),
        ("a class with parameters", "[…] partial class {|ADJ0106:Net|}(int size) { public int Size => size; }", Usual),
        ("a class that is not partial", "[…] class {|ADJ0101:Net|};", Usual),
        ("a class in two parts", "[…] partial class Net; sealed partial class Net { int n; int Next() => n++; }", Usual),
        ("an obsolete class", "[System.Obsolete] […] partial class Net;", Usual),
        ("an obsolete class with a message", "[System.Obsolete(\"Use Other.\")] […] public partial class Net;", Usual),
        ("a class whose use is an error", "[System.Obsolete(\"Use Other.\", true)] […] public partial class Net;", Usual),
        ("an experimental class", "[System.Diagnostics.CodeAnalysis.Experimental(\"NET1\")] […] public partial class Net;", Usual),
        ("a class with other attributes", "[System.Serializable, System.Diagnostics.DebuggerDisplay(\"{Threads}\")] […] public partial class Net;", Usual),
    ];

    private static IEnumerable<(string Name, string Source, HarnessSettings Settings)> Places =>
    [
        ("in no namespace", "[…] partial class Net;", Usual),
        ("in a namespace", "namespace A.B { […] partial class Net; }", Usual),
        ("in a namespace called Adjoint", "namespace Mine.Adjoint { […] partial class Net; }", Usual),
        ("in a namespace called System", "namespace Mine.System { […] partial class Net; }", Usual),
        ("in the library's namespace", "namespace Adjoint.Mine { […] partial class Net; }", Usual),
        ("under namespaces called System and Adjoint", "namespace Mine.System { class Span; } namespace Mine.Adjoint.Runtime { class Pass; } namespace Mine { […] partial class Net; }", Usual),
        ("in a class", "partial class Outer { […] public partial class Net; }", Usual),
        ("in a static class", "static partial class Outer { […] internal sealed partial class Net; }", Usual),
        ("in a generic class", "partial class Outer<T> where T : class, new() { […] private partial class Net; }", Usual),
        ("in a generic class with generated names", "partial class Outer<Predict, System, Adjoint> { […] protected internal partial class Net; }", Usual),
        ("in a structure", "partial struct Outer { […] private partial class Net; }", Usual),
        ("in a readonly structure", "readonly partial struct Outer { […] public partial class Net; }", Usual),
        ("in a ref structure", "ref partial struct Outer { […] public partial class Net; }", Usual),
        ("in a readonly ref structure", "readonly ref partial struct Outer { […] public partial class Net; }", Usual),
        ("in a record", "partial record Outer(int Size) { […] public partial class Net; }", Usual),
        ("in a record structure", "readonly partial record struct Outer(int Size) { […] public partial class Net; }", Usual),
        ("in an interface", "partial interface IOuter { […] public partial class Net; }", Usual),
        ("in a generic interface", "partial interface IOuter<T> { […] partial class Net; }", Usual),
        ("in an interface with variance", "partial interface IOuter<in T> { […] partial class {|CS8427:Net|}; }", Usual),
        ("in a class with parameters", "partial class Outer(int size) { public int Size => size; […] public partial class Net; }", Usual),
        ("in a class of its file", "file partial class Outer { […] public partial class {|ADJ0106:Net|}; }", Usual),
        ("in a class that is not partial", "class {|ADJ0105:Outer|} { […] partial class Net; }", Usual),
        ("in another network", "[…] partial class Net { […] public partial class Inner; }", Usual),
        ("in a block of its own name", "[Block, ReLU] partial class Outer { […] partial class Net; }", Usual),
        ("beside a type called Span", "class Span; class ReadOnlySpan<T>; class Vector512; class Vector256<T>; class MathF; class Unsafe; class Lanes; class Pass; […] partial class Net;", Usual),
        ("around types with the library's names", "[…] partial class Net { class System; class Adjoint; class Span; class INetwork; class NetworkRunner; }", Usual),
        (
            "under shadowing aliases",
            "!global using Adjoint; global using Span = System.String; global using Optimizer = System.Int32; global using ParameterView = System.Object; […] partial class Net;",
            Usual),
        ("under static usings", "!global using Adjoint; global using static System.MathF; global using static System.Runtime.Intrinsics.Vector512; […] partial class Net;", Usual),
        ("in the file of a program", "var net = new Net(seed: 1);\nnet.Threads = 1;\n[…] partial class Net;", Usual with { IsProgram = true }),
    ];

    private static IEnumerable<(string Name, string Source, HarnessSettings Settings)> Names =>
    [
        ("a keyword as name", "namespace @namespace.@int { […] partial class @class; }", Usual),
        ("a word of newer languages as name", "partial class @record { […] partial class @required { […] partial class @file; } }", Usual),
        ("words of the newest language as names", "partial class @extension { […] partial class @field { […] partial class @scoped; } }", Newest),
        ("small letters as name", "partial class Outer { […] partial class @net; }", Usual),
        ("a name in Greek", "namespace Δίκτυα { […] partial class Ἀδάμ; }", Usual),
        ("a name in Chinese", "[…] partial class 网络;", Usual),
        ("a name of many letters", $"[…] partial class {new string('N', 400)};", Usual),
        ("a name with an escape", "[…] partial class N\\u0065t;", Usual),
        ("names that differ in case", "[…] partial class Net; […] partial class NET;", Usual),
        ("the name of a layer's attribute", "[…] partial class Dense;", Usual),
        ("the name of the network's attribute", "[…] partial class Network;", Usual),
        ("the name of a layer", "[…] partial class Dense1;", Usual),
        ("the name of a layer's view", "[…] partial class Dense1Parameters;", Usual),
        ("the name of a kernel", "[…] partial class Dense3x2;", Usual),
        ("the name of the passes", "[…] partial class NetPasses; […] partial class Net;", Usual),
        ("the name of a member", "[…] partial class {|ADJ0121:Load|};", Usual),
        ("the name of a private member", "partial class Outer { […] partial class {|ADJ0121:@runner|}; }", Usual),
        ("the library's name", "namespace Mine { […] partial class Adjoint; }", Usual),
        ("the framework's name", "namespace Mine { […] partial class System; }", Usual),
        ("the name of an interface", "namespace Mine { […] partial class INetwork; […] partial class NetworkRunner; […] partial class Optimizer; }", Usual),
        ("one name in two namespaces", "namespace A { […] partial class Net; } namespace B { […] partial class Net; }", Usual),
        ("one name and generic types", "[…] partial class Net; class Net<T>; class Net<T, U>;", Usual),
    ];

    private static IEnumerable<(string Name, string Source, HarnessSettings Settings)> Members =>
    [
        .. Member("an event", "public event System.Action Changed { add { } remove { } }"),
        .. Member("an event of a generated name", "public event System.Action {|ADJ0108:Loss|} { add { } remove { } }"),
        .. Member("operators", "public static Net operator +(Net a, Net b) => a; public static bool operator true(Net n) => true; public static bool operator false(Net n) => false;"),
        .. Member(
            "conversions",
            "public static implicit operator float[](Net n) => []; public static explicit operator Net(int n) => new((long)n); public static implicit operator ulong(Net n) => 1;"),
        .. Member("an indexer", "public float this[int i] => Parameters[i]; public float this[string name] { get => 0; set { } }"),
        .. Member("an indexer of a generated name", "[System.Runtime.CompilerServices.IndexerName(\"Layout\")] public float {|CS0102:this|}[int i] => 0;"),
        .. Member("a finalizer", "~Net() { }"),
        .. Member("overrides of object's members", "public override string ToString() => Summary; public override bool Equals(object? other) => other is Net; public override int GetHashCode() => 1;"),
        .. Member("parameters in any number", "public void Print(params int[] numbers) { } public void Predict(params float[] x) { }"),
        .. Member("partial methods", "partial void Grow(); public partial int Two(); public partial int Two() => 2;"),
        .. Member("a static constructor", "static Net() { Count = 1; } public static int Count { get; }"),
        .. Member("fields and their values", "int x = 1, y = 2, seed = 3, rows = 4, gradient = 5, optimizer = 6, value = 7; int Sum => x + y + seed + rows + gradient + optimizer + value;"),
        .. Member("nested types", "class Inner; struct Weights; enum Kind { A } delegate void Handler(); interface IInner; record Row(int A);"),
        .. Member("an overload of Predict", "public int Predict(int x) => x; public void Predict(System.ReadOnlySpan<double> x, System.Span<double> y) { }"),
        .. Member("a generic overload of Predict", "public void Predict<T>(System.ReadOnlySpan<float> x, System.Span<float> y) { }"),
        .. Member("an overload of Predict by reference", "public void Predict(in System.ReadOnlySpan<float> x, System.Span<float> y) { }"),
        .. Member("an overload of Predict that is the generated one", "public void {|ADJ0108:Predict|}(System.ReadOnlySpan<float> a, System.Span<float> b) { }"),
        .. Member("an overload of Load", "public static Net Load(System.IO.Stream stream) => new(); public void Save(System.IO.Stream stream) { }"),
        .. Member("accessors by name", "public int {|ADJ0108:get_Parameters|}() => 1;"),
        .. Member("a required property", "public required int {|ADJ0123:Size|} { get; init; }"),
        .. Member("a required field", "public required int {|ADJ0123:Size|} = 1;"),
        .. Member(
            "a required property that is always set",
            "[System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Net(int n) : this() => Size = n; public required int {|ADJ0123:Size|} { get; set; }"),
        .. Member("a constructor that calls the generated one", "public Net(int a, int b) : this((long)(a + b)) { }"),
        .. Member("a constructor without parameters", "public Net() : this(7) { }"),
        .. Member("a constructor of the generated one's parameters", "public {|ADJ0124:Net|}(long seed) : this(1, 2) { } {|ADJ0115:Net|}(int a, int b) { }"),
        .. Member("a constructor of the generated one's parameters that skips it", "public {|ADJ0124:Net|}(long number) { }"),
        .. Member("a constructor with optional parameters", "public Net(long seed, int size = 0) : this(seed) { } public Net(string? name = null) : this(1L) { }"),
        .. Member("a constructor with any number of parameters", "public Net(params int[] sizes) : this(1L) { }"),
        .. Member("a constructor that skips the generated one", "public {|ADJ0115:Net|}(string path) { }"),
        .. Member("a private constructor", "private Net(ulong size) : this(1L) { } public static Net Create() => new(3ul);"),
        .. Member("what is disposed", "public void Dispose() { }", "System.IDisposable"),
        .. Member("an interface with members that exist", "", "IPredictor", "interface IPredictor { void Predict(System.ReadOnlySpan<float> x, System.Span<float> y); int Threads { get; set; } }"),
        .. Member("a static abstract interface with members that exist", "", "IFactory<Net>", "interface IFactory<T> where T : IFactory<T> { static abstract T Load(string path); }"),
        .. Member("an interface with members that clash", "", "{|CS0738:IPredictor|}", "interface IPredictor { int Predict(System.ReadOnlySpan<float> x, System.Span<float> y); }"),
        .. Member("an interface with a default member", "", "IPredictor", "interface IPredictor { int Predict(int x) => x; string Summary => \"\"; }"),
        .. Member(
            "an explicit interface member of a generated name",
            "int IPredictor.Predict() => 1; string IPredictor.Summary => \"\";",
            "IPredictor",
            "interface IPredictor { int Predict(); string Summary { get; } }"),
        .. Member("the library's interface", "", "INetwork, INetwork<Net, float>, ITrainableNetwork<float>"),
        .. Member("an explicit member of the library's interface", "int INetwork.InputSize => 1;", "INetwork", name: "{|CS8646:Net|}"),
        ("a partial property", "[…] partial class Net { public partial int Size { get; } public partial int Size => 1; }", Newest),
        (
            "a partial event and constructor",
            "[…] partial class Net { public partial event System.Action A; public partial event System.Action A { add { } remove { } } public partial Net(int n); public partial Net(int n) : this(1L) { } }",
            Newest),
        ("a property with a field", "[…] partial class Net { public int Size { get => field; set => field = value; } }", Newest),
        ("extension members", "[…] partial class Net; static class Extensions { extension(Net net) { public int Twice => 2 * net.Threads; } }", Newest),
    ];

    private static IEnumerable<(string Name, string Source, HarnessSettings Settings)> Bases =>
    [
        .. Base("a base class", "", "class Parent { protected int Size => 1; }"),
        .. Base("an abstract base class", "protected override int Size => 1;", "abstract class Parent { protected abstract int Size { get; } }"),
        .. Base(
            "a base class with generated names",
            "",
            "class Parent { public string Summary = \"\"; public virtual void Predict(System.ReadOnlySpan<float> x, System.Span<float> y) { } public static Parent Load(string path) => new(); public class Dense1Parameters; private protected int runner = 1, program = 2; }"),
        .. Base(
            "a base class with an abstract member of a generated name",
            "",
            "abstract class Parent { public abstract void Predict(System.ReadOnlySpan<float> x, System.Span<float> y); }",
            "ADJ0125,CS0534"),
        .. Base("a base class with an abstract property of a generated name", "", "abstract class Parent { public abstract int Threads { get; set; } }", "ADJ0125,CS0534,CS0534"),
        .. Base("a base class with an abstract overload", "public override void Predict(int x) { }", "abstract class Parent { public abstract void Predict(int x); }"),
        .. Base("a base class whose constructor needs a value", "", "class Parent(int size) { public int Size => size; }", "ADJ0125,CS7036"),
        .. Base("a base class whose constructor needs a value that is given", "public {|ADJ0115:Net|}(int size) : base(size) { }", "class Parent(int size) { public int Size => size; }", "ADJ0125"),
        .. Base("a base class whose constructor needs no value", "", "class Parent(int size = 3, params int[] more) { public int Size => size + more.Length; }"),
        .. Base("a base class with a private constructor", "", "class Parent { private Parent() { } protected Parent(int size) { } }", "ADJ0125,CS0122"),
        .. Base("a base class with a protected constructor", "", "class Parent { protected Parent() { } }"),
        .. Base("a base class with a required property", "", "class Parent { public required int Size { get; init; } }", "ADJ0123"),
        .. Base(
            "a base class with sealed overrides",
            "",
            "class Parent { public sealed override string ToString() => \"\"; public sealed override int GetHashCode() => 1; public sealed override bool Equals(object? o) => false; }"),
        ("a generic base class", "class Parent<T> where T : Parent<T> { public virtual string Summary => \"\"; } […] partial class Net : Parent<Net>;", Usual),
        ("a base class in the same class", "partial class Outer { class Parent; […] partial class Net : Parent; }", Usual),
        ("a network as base class", "[…] partial class Parent; […] partial class {|ADJ0106:Net|} : Parent;", Usual),
        ("a network's child as base class", "[…] partial class First; class Parent : First; […] partial class {|ADJ0106:Net|} : Parent;", Usual),
    ];

    private static IEnumerable<(string Name, string Source, HarnessSettings Settings)> Projects =>
    [
        ("nullable switched off", "[…] public partial class Net;", Usual with { Nullable = NullableContextOptions.Disable }),
        ("checked arithmetic", "[…] public partial class Net;", Usual with { CheckOverflow = true }),
        ("a project without optimisation", "[…] public partial class {|ADJ0709:Net|}; […] public partial class Other;", Usual with { Optimize = false }),
        ("a project without unsafe code", "[…] public partial class {|ADJ0110:Net|}; […] public partial class {|ADJ0110:Other|};", Usual with { AllowUnsafe = false }),
        (
            "a project without unsafe code that uses the network",
            StubTests.Use.Replace("using Adjoint;\n", "", StringComparison.Ordinal)
                + "[Network, Input(4), Dense(8), PReLU, Dense(3, Name = \"logits\"), CrossEntropy] sealed partial class {|ADJ0110:Net|};",
            Usual with { AllowUnsafe = false }),
        ("C# 11", "[…] partial class {|ADJ0110:Net|} { }", Usual with { LanguageVersion = LanguageVersion.CSharp11 }),
        ("C# 9", "[…] partial class {|ADJ0110:Net|} { }", Usual with { LanguageVersion = LanguageVersion.CSharp9, Nullable = NullableContextOptions.Disable }),
        ("C# 7.3", "[…] partial class {|ADJ0110:Net|} { }", Usual with { LanguageVersion = LanguageVersion.CSharp7_3, Nullable = NullableContextOptions.Disable }),
        ("the newest C#", "[…] public partial class Net;", Newest),
        ("a library that is known by an alias", "!extern alias A; using A::Adjoint; […] partial class {|ADJ0110:Net|};", Usual with { Alias = "A" }),
        ("an assembly for all languages", "[assembly: System.CLSCompliant(true)] [Network, {|CS3016:Input(4)|}, Dense(3), MeanSquaredError] public partial class Net;", Usual),
        ("a class that is not for all languages", "[assembly: System.CLSCompliant(true)] [System.CLSCompliant(false)] […] public partial class Net;", Usual),
        ("a module without zeroed locals", "[module: System.Runtime.CompilerServices.SkipLocalsInit] […] public partial class Net;", Usual),
    ];

    private static IEnumerable<(string Name, string Source, HarnessSettings Settings)> Functions =>
    [
        .. Function("a function in a static class", "static partial class Net { … }"),
        (
            "a function in a generic class",
            "partial class Net<T> { [Differentiable] public static float {|ADJ0503:F|}(float x) => x; [Gradient(nameof(F))] public static partial float G(float x, out float dx); }",
            Usual),
        .. Function("a function in a structure", "readonly partial struct Net { … }"),
        .. Function("a function in a ref structure", "ref partial struct Net { … }"),
        .. Function("a function in a record", "partial record Net(int Size) { … }"),
        .. Function("a function in an interface", "partial interface INet { … }"),
        .. Function("a function in a network", "[Network, Input(4), Dense(3)] partial class Net { … }"),
        .. Function("a function in a class with a base class without constructor", "class Parent(int n) { public int N => n; } partial class Net(int n) : Parent(n) { … }"),
        .. Function("a function in a keyword's namespace", "namespace @event.System { partial class @class { … } }"),
        .. Function("a function in an obsolete class", "[System.Obsolete] partial class Net { … }"),
        .. Function("a function in a class of its file", "file partial class Net { … }", "ADJ0508,CS8795"),
        .. Function("a function in a class that is not partial", "class Net { … }", "ADJ0508,CS0751,CS8795"),
        .. Function("a function in C# 9", "partial class Net { … }", "ADJ0110,CS8795", Usual with { LanguageVersion = LanguageVersion.CSharp9, Nullable = NullableContextOptions.Disable }),
        .. Function("a function in a project without unsafe code", "partial class Net { … }", settings: Usual with { AllowUnsafe = false }),
        (
            "a function of arrays in a project without unsafe code",
            "partial class Net { [Differentiable] static float F(float x) => x * x; [Gradient(nameof(F))] static partial void {|ADJ0110:G|}(System.ReadOnlySpan<float> x, System.Span<float> y, System.Span<float> dx); }",
            Usual with { AllowUnsafe = false }),
    ];

    private static IEnumerable<(string Name, string Source, HarnessSettings Settings)> Function(string name, string source, string ids = "", HarnessSettings? settings = null) =>
        [(
            name,
            source.Replace(
                "…",
                $"[Differentiable] public static float F(float x) => x * x; [Gradient(nameof(F))] public static partial float {(ids.Length > 0 ? $"{{|{ids}:G|}}" : "G")}(float x, out float dx);",
                StringComparison.Ordinal),
            settings ?? Usual)];

    private static IEnumerable<(string Name, string Source, HarnessSettings Settings)> Member(string title, string member, string bases = "", string more = "", string name = "Net") =>
        [(title, $"{more} […] partial class {name}{(bases.Length > 0 ? " : " + bases : "")} {{ {member} }}", Usual)];

    private static IEnumerable<(string Name, string Source, HarnessSettings Settings)> Base(string name, string member, string parent, string ids = "") =>
        [(name, $"{parent} […] partial class {(ids.Length > 0 ? $"{{|{ids}:Net|}}" : "Net")} : Parent {{ {member} }}", Usual)];
}
