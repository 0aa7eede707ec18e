namespace Adjoint.Tool;

/// <summary>The commands of the tool.</summary>
internal static class Commands
{
    public static int Run(string[] args) => args.Length;
}
