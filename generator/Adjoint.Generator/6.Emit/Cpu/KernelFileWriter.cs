using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>Writes the file that holds the kernels of all networks of an assembly, each once.</summary>
internal static class KernelFileWriter
{
    public static string Write(Element element, IEnumerable<KernelUse> uses)
    {
        var writer = new CodeWriter(element);
        GeneratedFile.WriteHeader(writer, "Written by Adjoint: the kernels that this assembly's networks are made of. Layers of equal shape share one.");
        using (writer.Block($"namespace {element.Namespace}"))
        {
            WriteUsings(writer);
            foreach (var kernel in uses.GroupBy(static u => u.Kernel).OrderBy(static k => k.Key.Name, StringComparer.Ordinal))
            {
                var used = new HashSet<string>(kernel.Select(static u => u.Method), StringComparer.Ordinal);
                switch (kernel.Key)
                {
                    case DenseKernel dense:
                        DenseKernelWriter.Write(writer, dense, used);
                        break;
                    case ConvKernel conv:
                        ConvKernelWriter.Write(writer, conv, used);
                        break;
                    case ProductKernel product:
                        ProductKernelWriter.Write(writer, product, used);
                        break;
                    case AttentionKernel attention:
                        AttentionKernelWriter.Write(writer, attention, used);
                        break;
                    case AttentionStepKernel step:
                        AttentionStepWriter.Write(writer, step, used);
                        break;
                    case LaneKernel lane:
                        LaneKernelWriter.Write(writer, lane, used);
                        break;
                }
            }
        }
        return writer.ToString();
    }

    /// <summary>What kernels use.</summary>
    public static void WriteUsings(CodeWriter writer)
    {
        // Inside of the namespace, so that no type of the user's can come before them.
        writer.WriteLine("using global::System;");
        writer.WriteLine("using global::System.Runtime.CompilerServices;");
        writer.WriteLine("using global::System.Runtime.Intrinsics;");
        writer.WriteLine("using global::System.Runtime.Intrinsics.Arm;");
        writer.WriteLine("using global::System.Runtime.Intrinsics.X86;");
        writer.WriteLine("using global::Adjoint.Runtime;");
    }
}
