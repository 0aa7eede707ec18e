namespace Zoo;

/// <summary>From one level of a multigrid method to the next, which is half as fine.</summary>
[Block, Conv2D("channels", Kernel = 3, Stride = 2, Padding = 1, Bias = false)]
public abstract class Restriction;
