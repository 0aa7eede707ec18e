namespace Zoo;

/// <summary>
/// The smoothing on one level of MgNet (He and Xu, 2019): two steps u ← u + ReLU(bn(B ReLU(bn(f − A u)))) towards the solution of A u = f. A and B are the same
/// in both, as a smoother's are.
/// </summary>
[Block("width = channels"), Input("u"), Input("f")]
[From("u"), Conv2D("width", Kernel = 3, Padding = 1, Bias = false, Name = "A"), As("Au0"), From("f"), Subtract("Au0"), BatchNorm, ReLU]
[Conv2D("width", Kernel = 3, Padding = 1, Bias = false, Name = "B"), BatchNorm, ReLU, Add("u"), As("u1")]
[Conv2D("width", Kernel = 3, Padding = 1, Bias = false, SharedWith = "A"), As("Au1"), From("f"), Subtract("Au1"), BatchNorm, ReLU]
[Conv2D("width", Kernel = 3, Padding = 1, Bias = false, SharedWith = "B"), BatchNorm, ReLU, Add("u1")]
public abstract class MgLevel;
