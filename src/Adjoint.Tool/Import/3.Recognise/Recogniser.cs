using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Recognise;

/// <summary>The third stage: nodes that are one layer together become one node.</summary>
internal static class Recogniser
{
    public static Model Run(Model model) => model;
}
