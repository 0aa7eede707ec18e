// A member of the name of a view or of a generated field: CS0102.
using Adjoint;
[Network, Input(3), Dense(2)] public sealed partial class A { enum Dense1 { } }
[Network, Input(3), Dense(2)] public sealed partial class B { int runner; int program() => runner; }
[Network(Derivatives = Derivatives.Vjp), Input(3), Dense(2)] public sealed partial class C { int vjpProgram; }
[Network, Input(3), Dense(2)] public sealed partial class D { struct Dense1Parameters; int this[int i] => i; }
[Network, Input("policy", 3), Dense(2)] public sealed partial class E { int PolicySize; }
[Network, Input(3), Dense(2), CrossEntropy] public sealed partial class F { int Layout, Summary, Load, Predict; }
[Network, Dense(2)] public sealed partial class G { enum Dense1 { } }
