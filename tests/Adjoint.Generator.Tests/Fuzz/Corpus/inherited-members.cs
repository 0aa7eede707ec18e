// Members of a base class that generated ones hide: warnings in generated code.
using Adjoint;
public class Base { public virtual void Save(string path) { } public int Layout => 1; public int Dense1 => 2; protected int runner; }
[Network, Input(3), Dense(2)] public sealed partial class Net : Base;
[Network, Input(3), Dense(0)] public sealed partial class Wrong : Base;
public partial class Outer { public class Base { } [Network, Input(3), Dense(2)] public sealed partial class Inner : Base { class System; class Adjoint; class Span; } }
