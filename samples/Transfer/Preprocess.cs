using Adjoint;

namespace Transfer;

[Network, Input(3, 224, 224), As("shared")]
[Variable(3, 224, 224, Frozen = true), As("other")]
[From("shared"), Slice(0, 1, 1), As("part")]
[From("shared"), Slice(0, 0, 1), As("part2")]
[From("shared"), Slice(0, 2, 1), Concat("part", "part2"), Subtract("other")]
public sealed partial class Preprocess;
