using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Declare;

/// <summary>The processors that an assembly is for.</summary>
internal enum Processors
{
    /// <summary>Any, as by default.</summary>
    All,

    /// <summary>Those of the x86 family alone.</summary>
    X86,
}

/// <summary>What the project says about processors.</summary>
internal static class ProjectProcessors
{
    /// <summary>Those that <c>PlatformTarget</c> names, which the SDK sets itself where a <c>RuntimeIdentifier</c> is given.</summary>
    public static Processors Of(Compilation compilation) => compilation.Options.Platform is Platform.X64 or Platform.X86 ? Processors.X86 : Processors.All;
}
