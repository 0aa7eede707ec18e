// The type that is not written yet has no namespace: the analyzer threw.
using Adjoint;
[Block, Use<>] class B;
