// A name in small letters is warned of, in generated code too: CS8981.
using Adjoint;
[Network, Input(3), Dense(2)] public sealed partial class @digits;
public partial class @outer { [Network, Input(3), Dense(2)] public sealed partial class @record; }
