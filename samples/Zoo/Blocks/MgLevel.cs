namespace Zoo;

/// <summary>
/// One level of MgNet (He and Xu, 2019): two steps u ← u + ReLU(bn(B ReLU(bn(f − A u)))) towards the solution of A u = f. A and B are the same in both, as a
/// smoother's are. The value that comes in, and the one that goes out, is u and f laid end to end.
/// </summary>
[Block("width = channels / 2")]
[As("uf"), Slice(0, "width", "width"), As("f"), From("uf"), Slice(0, 0, "width"), As("u0")]
[Conv2D("width", Kernel = 3, Padding = 1, Bias = false, Name = "A"), As("Au0"), From("f"), Subtract("Au0"), BatchNorm, ReLU]
[Conv2D("width", Kernel = 3, Padding = 1, Bias = false, Name = "B"), BatchNorm, ReLU, Add("u0"), As("u1")]
[Conv2D("width", Kernel = 3, Padding = 1, Bias = false, SharedWith = "A"), As("Au1"), From("f"), Subtract("Au1"), BatchNorm, ReLU]
[Conv2D("width", Kernel = 3, Padding = 1, Bias = false, SharedWith = "B"), BatchNorm, ReLU, Add("u1")]
[Concat("f")]
public abstract class MgLevel;
