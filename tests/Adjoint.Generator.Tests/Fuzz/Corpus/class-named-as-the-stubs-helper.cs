// Stubs had a private method of this name: CS0542.
using Adjoint;
[Network, Input(3), Dense(0)] public sealed partial class Broken;
[Network, Input(3), Dense(0)] public sealed partial class reason { int Broken() => 1; int block; }
