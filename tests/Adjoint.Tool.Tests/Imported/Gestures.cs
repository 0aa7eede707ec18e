using Adjoint;

namespace Nets;

[Network, Input(7, 3)]
[Scan<GesturesCell>(Name = "elman"), Output("all"), Last, Output("last")]
public sealed partial class Gestures;

[Block]
[Input("x"), State("h", 5)]
[From("h"), Dense(5, Bias = false, Name = "hh")]
[From("x"), Dense(5, Name = "ih"), Add("hh"), Tanh, Next("h")]
public abstract class GesturesCell;
