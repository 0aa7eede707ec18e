using System;
using Adjoint;

namespace Nets;

[Network, Input(5)]
[Dense(7, Name = "body"), Apply(nameof(Exp))]
[Dense(3, Bias = false, Name = "head")]
public sealed partial class Exponentials
{
    [Differentiable]
    private static float Exp(float x) => MathF.Exp(x);
}
