// The second list of a block has elements that the first has not: an analyzer threw.
using Adjoint;
[Block("ch1x1", "ch3x3red")]
[Block("ch1x1")]
public abstract class Inception;
