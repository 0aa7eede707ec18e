using System.Runtime.InteropServices;

namespace Adjoint.Mpi;

/// <summary>
/// The functions of the C interface of MPI that training needs, of the library that the machine has. What an <c>MPI_Comm</c> is differs: Open MPI has addresses of its own
/// variables, MPICH and those of its kind have numbers.
/// </summary>
/// <remarks>Source: MPI: A Message-Passing Interface Standard, version 3.1; handles as in the <c>mpi.h</c> of Open MPI 4.1 and of MPICH 4.0.</remarks>
internal sealed unsafe class MpiLibrary
{
    /// <summary>Calls come from one thread at a time, though not always the same.</summary>
    private const int Serialised = 2;

    private const int LongestVersion = 8192;

    /// <summary>The libraries that are looked for: Open MPI's, and those with MPICH's binary interface.</summary>
    private static readonly string[] OfOpenMpi = ["libmpi.so.40", "libmpi.40.dylib"], OfMpich = ["libmpi.so.12", "libmpich.so.12", "libmpi.12.dylib", "msmpi.dll", "impi.dll"];

    private readonly nint library;
    private readonly nint world, bytes, floats, doubles, sum, inPlace;

    private MpiLibrary(nint library, bool isOpenMpi)
    {
        this.library = library;
        (world, bytes, floats, doubles, sum, inPlace) = isOpenMpi
            ? (Export("ompi_mpi_comm_world"), Export("ompi_mpi_byte"), Export("ompi_mpi_float"), Export("ompi_mpi_double"), Export("ompi_mpi_op_sum"), 1)
            : (0x44000000, 0x4c00010d, 0x4c00040a, 0x4c00080b, 0x58000003, -1);
    }

    /// <summary>Finds the library by which this process was started, and joins.</summary>
    /// <exception cref="DllNotFoundException">There is none.</exception>
    public static MpiLibrary Join(bool startedByOpenMpi)
    {
        foreach (var isOpenMpi in new[] { startedByOpenMpi, !startedByOpenMpi })
        {
            foreach (var name in isOpenMpi ? OfOpenMpi : OfMpich)
            {
                if (NativeLibrary.TryLoad(name, out var found))
                    return new MpiLibrary(found, isOpenMpi).Init();
            }
        }
        throw new DllNotFoundException(
            $"This process was started by MPI, and none of its libraries was found: {string.Join(", ", OfOpenMpi.Concat(OfMpich))}. "
            + "Install Open MPI ('apt-get install openmpi-bin') or MPICH, or name its folder in LD_LIBRARY_PATH.");
    }

    public int Rank
    {
        get
        {
            int rank;
            Check(((delegate* unmanaged[Cdecl]<nint, int*, int>)Export("MPI_Comm_rank"))(world, &rank), "MPI_Comm_rank");
            return rank;
        }
    }

    public int Size
    {
        get
        {
            int size;
            Check(((delegate* unmanaged[Cdecl]<nint, int*, int>)Export("MPI_Comm_size"))(world, &size), "MPI_Comm_size");
            return size;
        }
    }

    /// <summary>What the library calls itself, of the first line: <c>Open MPI v4.1.4</c>, <c>MPICH 4.0.2</c>.</summary>
    public string Version
    {
        get
        {
            var text = stackalloc byte[LongestVersion];
            int length;
            Check(((delegate* unmanaged[Cdecl]<byte*, int*, int>)Export("MPI_Get_library_version"))(text, &length), "MPI_Get_library_version");
            var first = Marshal.PtrToStringUTF8((nint)text)!.Split('\n', ',')[0];
            return string.Join(' ', first.Replace(" Version:", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
    }

    public void Gather(ReadOnlySpan<byte> own, Span<byte> all)
    {
        fixed (byte* from = own)
        fixed (byte* to = all)
        {
            var gather = (delegate* unmanaged[Cdecl]<void*, int, nint, void*, int, nint, nint, int>)Export("MPI_Allgather");
            Check(gather(from, own.Length, bytes, to, own.Length, bytes, world), "MPI_Allgather");
        }
    }

    public void Sum(Span<float> values)
    {
        fixed (float* both = values)
            Sum(both, values.Length, floats);
    }

    public void Sum(Span<double> values)
    {
        fixed (double* both = values)
            Sum(both, values.Length, doubles);
    }

    public void Wait() => Check(((delegate* unmanaged[Cdecl]<nint, int>)Export("MPI_Barrier"))(world), "MPI_Barrier");

    /// <summary>Ends all processes; does not return.</summary>
    public void Abort() => ((delegate* unmanaged[Cdecl]<nint, int, int>)Export("MPI_Abort"))(world, 1);

    public void Leave() => ((delegate* unmanaged[Cdecl]<int>)Export("MPI_Finalize"))();

    private void Sum(void* both, int count, nint type)
    {
        var reduce = (delegate* unmanaged[Cdecl]<nint, void*, int, nint, nint, nint, int>)Export("MPI_Allreduce");
        Check(reduce(inPlace, both, count, type, sum, world), "MPI_Allreduce");
    }

    private MpiLibrary Init()
    {
        int isInitialised, provided;
        Check(((delegate* unmanaged[Cdecl]<int*, int>)Export("MPI_Initialized"))(&isInitialised), "MPI_Initialized");
        if (isInitialised != 0)
            throw new InvalidOperationException("This process has joined already, and MPI lets it do so once; keep the Cluster that Join has given.");
        Check(((delegate* unmanaged[Cdecl]<int*, byte***, int, int*, int>)Export("MPI_Init_thread"))(null, null, Serialised, &provided), "MPI_Init_thread");
        return provided >= Serialised
            ? this
            : throw new NotSupportedException($"{Version} lets only the thread that has joined call it, and training runs on another; build it with support of threads.");
    }

    private nint Export(string name) => NativeLibrary.GetExport(library, name);

    /// <summary>By default MPI ends all processes where a call fails; a library may be told otherwise.</summary>
    private static void Check(int code, string call)
    {
        if (code != 0)
            throw new IOException($"{call} has failed with code {code}; the other processes, or the network between the machines, are gone.");
    }
}
