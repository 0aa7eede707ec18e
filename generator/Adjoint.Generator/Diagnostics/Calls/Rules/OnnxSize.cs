using System.Globalization;
using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>A call of SaveOnnx for a network whose weights no ONNX file can hold: it would throw.</summary>
internal static class OnnxSize
{
    private const long MostBytes = int.MaxValue;

    /// <summary>Judges a call of SaveOnnx.</summary>
    public static void Check(IInvocationOperation call, CallScope scope)
    {
        if (call.TargetMethod is not { Name: "SaveOnnx", IsStatic: false, Parameters.Length: 1 } || NetworkCall.NetworkOf(call, scope)?.Network is not { } network)
            return;
        var bytes = network.Parameters.Sum(static p => (long)p.Length) * network.Declaration.Precision.Bytes();
        if (bytes > MostBytes)
            scope.Report(Rules.TooLargeForOnnx, call.Syntax.GetLocation(), network.Declaration.Name, (bytes >> 20).ToString("N0", CultureInfo.InvariantCulture));
    }
}
