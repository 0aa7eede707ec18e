namespace Adjoint.Tests.Text;

[Network(Step = true), Input(32, Tokens = 320)]
[Embedding(32), GRU(64), Dense(320)]
[CrossEntropy(PerPosition = true)]
public sealed partial class Storyteller;
