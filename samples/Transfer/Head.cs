namespace Transfer;

/// <summary>Tells seven kinds of pictures apart by the 512 features of each.</summary>
[Network, Input(512), BatchNorm, Dropout(0.3f), Dense(7), CrossEntropy]
public sealed partial class Head;
