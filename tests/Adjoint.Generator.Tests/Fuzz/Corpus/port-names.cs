// Inputs and outputs whose names are none, or those of other parameters: CS1001, CS0100.
using Adjoint;
[Network, Input(" ")] public sealed partial class A;
[Network, Input("labels", 3), Dense(2), CrossEntropy] public sealed partial class B;
[Network, Input("y", 3), Dense(2)] public sealed partial class C;
[Network, Input("x", 3), Input("z", 3), Add("x"), Dense(2)] public sealed partial class D;
[Network, Input("a", 3), Input("aRows", 3), Add("a"), Dense(2)] public sealed partial class E;
[Network, Input("inputFeeds", 3), Input("b", 3), Add("inputFeeds"), Dense(2)] public sealed partial class F;
[Network(Derivatives = Derivatives.Vjp), Input("a", 3), Input("da", 3), Add("a"), Dense(2)] public sealed partial class G;
[Network(Derivatives = Derivatives.HessianVectorProduct), Input("product", 3), Dense(2), MeanSquaredError] public sealed partial class H;
[Network, Input("a", 3), Dense(2), Output("a")] public sealed partial class I;
[Network, Input("targets", 3), Dense(2), MeanSquaredError] public sealed partial class J;
[Network, Input("x1", 3), Input("w1", 3), Add("x1"), Dense(2)] public sealed partial class K;
[Network, VerifyGradients, Input("Loss", 3), Input("xSize", 3), Concat("Loss"), Dense(2), MeanSquaredError] public sealed partial class L;
[Network, VerifyGradients, Input("rows", 3), Input("seed", 3), Concat("rows"), Dense(2, Name = "drawn"), MeanSquaredError] public sealed partial class M;
[Network, VerifyGradients, Input("a", 3), Input("ASize", 3), Concat("a"), Dense(2), MeanSquaredError] public sealed partial class N;
[Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), VerifyGradients, Input("default", 3), Dense(2), Output("this"), MeanSquaredError] public sealed partial class O;
[Network(Derivatives = Derivatives.Vjp), Input("a", 3), Dense(2), Output("aRows"), MeanSquaredError] public sealed partial class P;
