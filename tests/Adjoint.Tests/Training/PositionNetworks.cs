namespace Adjoint.Tests.Training;

[Network(Step = true), Input(32, Tokens = 11), Embedding(12, Name = "wte"), PositionEmbedding, Repeat<GptBlock>(2, 3), LayerNorm]
[Dense(11, SharedWith = "wte", Bias = false), CrossEntropy(PerPosition = true, IgnoreIndex = WordsInLanes.Ignored)]
public sealed partial class WordsInLanes
{
    public const int Ignored = -1;
}
