// The class has the name of a member that is generated: CS0542.
using Adjoint;
[Network, Input(3), Dense(2)] public sealed partial class Layout;
[Network, Input(3), Dense(2), CrossEntropy] public sealed partial class Predict;
[Network] public sealed partial class Summary;
[Network, Input(3), Dense(2)] public sealed partial class Dense1Parameters;
[Network, Input("policy", 3), Dense(2)] public sealed partial class PolicySize;
