using System.Runtime.InteropServices;
using System.Text;

namespace Adjoint.Benchmarks.Peers;

/// <summary>
/// The part of ONNX Runtime's C interface that a prediction needs. The library exports one function, <c>OrtGetApiBase</c>; all others are entries of
/// a table of function pointers whose order never changes once published (<c>onnxruntime_c_api.h</c>, "the ordering of these fields MUST not change").
/// </summary>
/// <remarks>Every call returns null or a status that holds a message; <see cref="Check"/> turns the latter into an exception.</remarks>
internal sealed unsafe class OrtApi
{
    /// <summary>Version 1.10 of the interface: old enough for any library, and all that is used here was there already.</summary>
    private const uint ApiVersion = 10;

    private const int LogErrors = 3; // ORT_LOGGING_LEVEL_ERROR
    private const int AllOptimizations = 99; // ORT_ENABLE_ALL
    private const int ArenaAllocator = 1, DefaultMemory = 0; // OrtArenaAllocator, OrtMemTypeDefault
    private const int FloatElements = 1; // ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT

    private readonly void** table;

    private OrtApi(void** table, string version)
    {
        this.table = table;
        Version = version;
    }

    /// <summary>The library's own version, such as 1.22.0.</summary>
    public string Version { get; }

    /// <summary>Loads the library.</summary>
    /// <exception cref="DllNotFoundException">There is no such file, or it is no library for this machine.</exception>
    /// <exception cref="EntryPointNotFoundException">The file is not ONNX Runtime.</exception>
    /// <exception cref="NotSupportedException">The library is older than 1.10.</exception>
    public static OrtApi Load(string path)
    {
        var library = NativeLibrary.Load(path);
        var getApiBase = (delegate* unmanaged<void**>)NativeLibrary.GetExport(library, "OrtGetApiBase");
        var apiBase = getApiBase(); // OrtApiBase { GetApi, GetVersionString }
        var version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)apiBase[1])())!;
        var api = ((delegate* unmanaged<uint, void**>)apiBase[0])(ApiVersion);
        if (api is null)
            throw new NotSupportedException($"ONNX Runtime {version} is too old; version 1.{ApiVersion} or later is needed.");
        return new(api, version);
    }

    /// <summary>The environment that sessions live in; it logs errors only.</summary>
    public void* CreateEnvironment()
    {
        void* environment;
        fixed (byte* name = "Adjoint.Benchmarks\0"u8)
            Check(((delegate* unmanaged<int, byte*, void**, void*>)table[3])(LogErrors, name, &environment)); // CreateEnv
        return environment;
    }

    /// <summary>A session on a model in memory, with all graph optimisations and so many threads for each operator.</summary>
    public void* CreateSession(void* environment, ReadOnlySpan<byte> model, int threads)
    {
        void* options, session;
        Check(((delegate* unmanaged<void**, void*>)table[10])(&options)); // CreateSessionOptions
        try
        {
            Check(((delegate* unmanaged<void*, int, void*>)table[23])(options, AllOptimizations)); // SetSessionGraphOptimizationLevel
            Check(((delegate* unmanaged<void*, int, void*>)table[24])(options, threads)); // SetIntraOpNumThreads
            Check(((delegate* unmanaged<void*, int, void*>)table[25])(options, 1)); // SetInterOpNumThreads: operators run one after the other
            fixed (byte* bytes = model)
                Check(((delegate* unmanaged<void*, byte*, nuint, void*, void**, void*>)table[8])(
                    environment, bytes, (nuint)model.Length, options, &session)); // CreateSessionFromArray
            return session;
        }
        finally
        {
            Release(100, options); // ReleaseSessionOptions
        }
    }

    /// <summary>A tensor over memory that stays where it is and stays the caller's.</summary>
    public void* CreateTensor(float* data, long[] sizes)
    {
        void* memory, tensor;
        Check(((delegate* unmanaged<int, int, void**, void*>)table[69])(ArenaAllocator, DefaultMemory, &memory)); // CreateCpuMemoryInfo
        try
        {
            var bytes = (nuint)(sizes.Aggregate(1L, static (product, size) => product * size) * sizeof(float));
            fixed (long* shape = sizes)
            {
                Check(((delegate* unmanaged<void*, void*, nuint, long*, nuint, int, void**, void*>)table[49])(
                    memory, data, bytes, shape, (nuint)sizes.Length, FloatElements, &tensor)); // CreateTensorWithDataAsOrtValue
            }
            return tensor;
        }
        finally
        {
            Release(94, memory); // ReleaseMemoryInfo
        }
    }

    /// <summary>Inputs and outputs of a session, bound once so that a run has no names to look up.</summary>
    public void* CreateBinding(void* session, IEnumerable<(string Name, nint Tensor)> inputs, IEnumerable<(string Name, nint Tensor)> outputs)
    {
        void* binding;
        Check(((delegate* unmanaged<void*, void**, void*>)table[134])(session, &binding)); // CreateIoBinding
        foreach (var (name, tensor) in inputs)
            Bind(136, binding, name, tensor); // BindInput
        foreach (var (name, tensor) in outputs)
            Bind(137, binding, name, tensor); // BindOutput
        return binding;
    }

    /// <summary>One prediction from the bound input into the bound output.</summary>
    public void Run(void* session, void* binding) =>
        Check(((delegate* unmanaged<void*, void*, void*, void*>)table[133])(session, null, binding)); // RunWithBinding

    /// <summary>Gives an environment back.</summary>
    public void ReleaseEnvironment(void* environment) => Release(92, environment);

    /// <summary>Gives a session back.</summary>
    public void ReleaseSession(void* session) => Release(95, session);

    /// <summary>Gives a tensor back; not its memory.</summary>
    public void ReleaseTensor(void* tensor) => Release(96, tensor);

    /// <summary>Gives a binding back.</summary>
    public void ReleaseBinding(void* binding) => Release(135, binding);

    private void Bind(int entry, void* binding, string name, nint tensor)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(name + '\0'))
            Check(((delegate* unmanaged<void*, byte*, void*, void*>)table[entry])(binding, text, (void*)tensor));
    }

    private void Release(int entry, void* thing) => ((delegate* unmanaged<void*, void>)table[entry])(thing);

    private void Check(void* status)
    {
        if (status is null)
            return;
        var message = Marshal.PtrToStringUTF8(((delegate* unmanaged<void*, nint>)table[2])(status)); // GetErrorMessage
        Release(93, status); // ReleaseStatus
        throw new InvalidOperationException($"ONNX Runtime {Version}: {message}");
    }
}
