// A number that no decimal holds, as a block's argument: the generator threw.
using Adjoint;
[Block("rate")] [Dense(3), LeakyReLU("rate")] public abstract class B;
[Network, Input(3), Use<B>(1e30f), Dense(2)] public sealed partial class Net;
[Network, Input(3), Use<B>(-3e38), Dense(2)] public sealed partial class Far;
[Network, Input(3), Use<B>(1e300), Dense(2)] public sealed partial class Farther;
[Network, Input(3), Use<B>(1e-300), Dense(2)] public sealed partial class Nearer;
