using System;
using Adjoint;

namespace Nets;

[Network, Input(5)]
[Repeat<WavesBlock>(2, Name = "h")]
public sealed partial class Waves
{
    [Differentiable]
    internal static float Sin(float x) => MathF.Sin(x);
}

[Block]
[As("in"), Dense(5, Bias = false, Name = "a"), Apply(typeof(Waves), nameof(Waves.Sin))]
[Dense(5, Bias = false, Name = "b"), Add("in")]
public abstract class WavesBlock;
