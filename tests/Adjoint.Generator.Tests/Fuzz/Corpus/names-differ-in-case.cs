// File names that differ in case alone are one name: the generator threw.
using Adjoint;
[Network, Input(3), Dense(2)] public sealed partial class Net;
[Network, Input(3), Dense(2)] public sealed partial class NET;
namespace A { [Network, Input(3), Dense(2)] public sealed partial class X; }
namespace a { [Network, Input(3), Dense(2)] public sealed partial class X; }
namespace Adjoint { [Network, Input(3), Dense(2)] public sealed partial class Kernels; }
[Network, Input(3), Dense(2)] public sealed partial class a‿b;
[Network, Input(3), Dense(2)] public sealed partial class a_b;
static partial class F
{
    [Differentiable] public static float Square(float x) => x * x;
    [Gradient(nameof(Square))] public static partial float Slope(float x, out float dx);
    [Gradient(nameof(Square))] public static partial float slope(float x, out float dx);
}
