using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Generator.Tests.Harness;

/// <summary>The user's project, as far as a generator or an analyzer can tell one project from another.</summary>
internal sealed record HarnessSettings
{
    /// <summary>C# 12, the oldest that generated code must compile with, unless a test asks for another.</summary>
    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.CSharp12;

    /// <summary>Whether arithmetic is checked by default.</summary>
    public bool CheckOverflow { get; init; }

    /// <summary>Whether the project asks for nullable warnings.</summary>
    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    /// <summary>Whether the project allows pointers, as the package's own build file makes it.</summary>
    public bool AllowUnsafe { get; init; } = true;

    /// <summary>Whether the project is compiled with optimisation, as a Release build is.</summary>
    public bool Optimize { get; init; } = true;

    /// <summary>The processors that the project is for.</summary>
    public Platform Platform { get; init; } = Platform.AnyCpu;

    /// <summary>The project of a program that runs here and nowhere else.</summary>
    public static HarnessSettings Here { get; } = new() { Platform = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? Platform.X64 : Platform.AnyCpu };

    /// <summary>Whether the project is a program, whose source may hold top-level statements.</summary>
    public bool IsProgram { get; init; }

    /// <summary>The only name under which the project refers to Adjoint.dll, if it gives one.</summary>
    public string? Alias { get; init; }

    /// <summary>Text of an .editorconfig (or, with <c>is_global = true</c>, of a global one) that covers the source.</summary>
    public string EditorConfig { get; init; } = "";

    /// <summary>Leaves errors and warnings of the compiler to the test; without it, any is a failure.</summary>
    public bool ExpectErrors { get; init; }

    /// <summary>The projects that every network must compile in without a warning.</summary>
    public static IEnumerable<HarnessSettings> EveryProject { get; } =
        from language in new[] { LanguageVersion.CSharp12, LanguageVersion.CSharp14 }
        from checkOverflow in new[] { false, true }
        from nullable in new[] { NullableContextOptions.Disable, NullableContextOptions.Enable }
        select new HarnessSettings { LanguageVersion = language, CheckOverflow = checkOverflow, Nullable = nullable };
}
