using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Emit.Kernels;

/// <summary>Writes the file that holds the kernels of all networks of an assembly, each once.</summary>
internal static class KernelFileWriter
{
    public static string Write(IEnumerable<Kernel> kernels)
    {
        var writer = new CodeWriter();
        GeneratedFile.WriteHeader(writer, "Written by Adjoint: the kernels that this assembly's networks are made of. Layers of equal shape share one.");
        using (writer.Block("namespace Adjoint.Generated"))
        {
            // Inside of the namespace, so that no type of the user's can come before them.
            writer.WriteLine("using global::System;");
            writer.WriteLine("using global::System.Runtime.CompilerServices;");
            writer.WriteLine("using global::System.Runtime.Intrinsics;");
            writer.WriteLine("using global::System.Runtime.Intrinsics.X86;");
            writer.WriteLine("using global::Adjoint.Runtime;");
            foreach (var kernel in kernels.OrderBy(static k => k.Name, StringComparer.Ordinal))
            {
                switch (kernel)
                {
                    case DenseKernel dense:
                        DenseKernelWriter.Write(writer, dense);
                        break;
                    case LaneKernel lane:
                        LaneKernelWriter.Write(writer, lane);
                        break;
                }
            }
        }
        return writer.ToString();
    }
}
