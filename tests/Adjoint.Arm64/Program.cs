using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using Adjoint.Tests.Harness;
using Xunit.Sdk;

namespace Adjoint.Tests;

/// <summary>
/// The tests of numbers on 64-bit Arm: <c>dotnet run -c Release --project tests/Adjoint.Arm64</c> publishes this program for that processor and starts it under
/// <c>qemu-aarch64</c>, where that is installed.
/// On an Arm machine it runs the tests themselves, which <c>-- here</c> asks for on any; a name after it runs the classes whose names contain it.
/// </summary>
public static class Program
{
    /// <summary>Debian's packages qemu-user, libc6-arm64-cross, libstdc++6-arm64-cross and libgcc-s1-arm64-cross.</summary>
    private const string Emulator = "qemu-aarch64", Libraries = "/usr/aarch64-linux-gnu";

    public static int Main(string[] arguments) => arguments is ["here", ..] || RuntimeInformation.ProcessArchitecture == Architecture.Arm64
        ? RunTests(arguments.ElementAtOrDefault(1) ?? "")
        : Emulate();

    private static int Emulate()
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(static folder => File.Exists(Path.Combine(folder, Emulator))) || !Directory.Exists(Libraries))
        {
            Console.WriteLine($"{Emulator} or {Libraries} is missing, so nothing was run: apt-get install qemu-user libc6-arm64-cross libstdc++6-arm64-cross libgcc-s1-arm64-cross");
            return 1;
        }
        var folder = Directory.CreateTempSubdirectory("adjoint-arm64-").FullName;
        Start("dotnet", "publish", "-c", "Release", "-p:ForArm=true", "-v", "q", "-o", folder, Repository.PathOf("tests", "Adjoint.Arm64"));
        var code = Start(Emulator, "-L", Libraries, Path.Combine(folder, "Adjoint.Tests"), "here");
        Directory.Delete(folder, recursive: true);
        return code;
    }

    private static int RunTests(string name)
    {
        Console.WriteLine($"{RuntimeInformation.ProcessArchitecture}, AdvSimd {AdvSimd.Arm64.IsSupported}, {RuntimeInformation.FrameworkDescription}");
        var (clock, passed, failed) = (Stopwatch.StartNew(), 0, 0);
        foreach (var type in typeof(Program).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
            && type.GetConstructor([]) is not null && type.Name.Contains(name, StringComparison.Ordinal)))
        {
            // Said before: a class whose code the processor refuses ends the program.
            Console.WriteLine(type.Name);
            foreach (var test in type.GetMethods().Where(static method => method.GetCustomAttribute<FactAttribute>() is { Skip: null }))
            {
                foreach (var data in test.GetCustomAttribute<TheoryAttribute>() is null ? [[]] : test.GetCustomAttributes<DataAttribute>().SelectMany(source => source.GetData(test)))
                {
                    if (Fails(type, test, data) is not { } fault)
                    {
                        passed++;
                        continue;
                    }
                    failed++;
                    Console.WriteLine($"FAILED {type.Name}.{test.Name}({string.Join(", ", data)}): {fault}");
                }
            }
        }
        Console.WriteLine($"{passed} of {passed + failed} tests passed in {clock.Elapsed.TotalSeconds:0} s.");
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    /// <summary>Runs a test with its data; why it failed, or null.</summary>
    private static Exception? Fails(Type type, MethodInfo test, object[] data)
    {
        try
        {
            var instance = Activator.CreateInstance(type);
            try
            {
                // What a test leaves to its defaults is not in its data.
                var arguments = test.GetParameters().Select((parameter, i) => i < data.Length ? As(parameter.ParameterType, data[i]) : parameter.DefaultValue).ToArray();
                (test.Invoke(instance, arguments) as Task)?.GetAwaiter().GetResult();
            }
            finally
            {
                (instance as IDisposable)?.Dispose();
            }
            return null;
        }
        catch (TargetInvocationException fault)
        {
            return fault.InnerException;
        }
        catch (Exception fault)
        {
            return fault;
        }
    }

    /// <summary>An attribute's 1 as the unsigned number that a test asks for, as xunit does it.</summary>
    private static object? As(Type type, object? value) =>
        value is IConvertible && type.IsPrimitive && value.GetType() != type ? Convert.ChangeType(value, type, CultureInfo.InvariantCulture) : value;

    private static int Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // .NET writes code through a second mapping of its pages, which an emulator may not notice. Without this a few tests fail and long runs stop; with it all pass.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
