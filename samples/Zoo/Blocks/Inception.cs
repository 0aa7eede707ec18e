namespace Zoo;

/// <summary>
/// The inception module (Szegedy et al., 2014): four branches side by side, whose channels are laid end to end. The third has 3×3 kernels where the paper
/// has 5×5, as torchvision's has.
/// </summary>
[Block("ch1x1", "ch3x3red", "ch3x3", "ch5x5red", "ch5x5", "pool")]
[As("in"), Use<BasicConv2d>("ch1x1", Name = "branch1")]
[From("in"), Use<BasicConv2d>("ch3x3red", Name = "branch2.0"), Use<BasicConv2d>("ch3x3", 3, Name = "branch2.1")]
[From("in"), Use<BasicConv2d>("ch5x5red", Name = "branch3.0"), Use<BasicConv2d>("ch5x5", 3, Name = "branch3.1")]
[From("in"), MaxPool2D(3, Stride = 1, Padding = 1), Use<BasicConv2d>("pool", Name = "branch4.1")]
[From("branch1"), Concat("branch2.1", "branch3.1", "branch4.1")]
public abstract class Inception;
