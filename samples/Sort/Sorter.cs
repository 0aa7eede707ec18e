namespace Sort;

/// <summary>An encoder reads digits, and a decoder writes them in order: what it has written, one place later, is its own input.</summary>
[Network, Input("digits", Sorter.Length, Tokens = 10), Input("written", Sorter.Length, Tokens = 11)]
[From("digits"), Embedding(32), PositionEmbedding(Deviation = 0.1f), TransformerEncoder(1, 4, Hidden = 64, Dropout = 0, NormFirst = true, Norm = true), As("memory")]
[From("written"), Embedding(32), PositionEmbedding(Deviation = 0.1f), TransformerDecoder(1, 4, "memory", Hidden = 64, Dropout = 0, NormFirst = true, Norm = true)]
[Dense(10), Output("next"), CrossEntropy(PerPosition = true)]
public sealed partial class Sorter
{
    /// <summary>The digits of a row.</summary>
    public const int Length = 12;

    /// <summary>What stands where nothing is written yet.</summary>
    public const int Start = 10;
}
