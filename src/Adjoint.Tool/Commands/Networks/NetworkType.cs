using System.Reflection;

namespace Adjoint.Tool.Commands;

/// <summary>A class with <c>[Network]</c> in an assembly.</summary>
internal sealed class NetworkType
{
    private readonly Type type;

    private NetworkType(Type type) => this.type = type;

    public string Name => type.Name;

    public string FullName => type.FullName!;

    /// <summary>All of an assembly that can be created.</summary>
    public static IReadOnlyList<NetworkType> In(Assembly assembly)
    {
        Type[] types;
        try
        {
            types = assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException trouble)
        {
            // What a type needs may be missing beside the assembly; networks need nothing but Adjoint.
            types = [.. trouble.Types.OfType<Type>()];
        }
        return [.. types.Where(static type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && type.IsAssignableTo(typeof(INetwork))
            && ConstructorOf(type) is not null)
            .OrderBy(static type => type.FullName, StringComparer.Ordinal).Select(static type => new NetworkType(type))];
    }

    /// <summary>A network with its first parameters, which a seed decides.</summary>
    public INetwork Create(int seed)
    {
        var constructor = ConstructorOf(type)!;
        return (INetwork)constructor.Invoke([Convert.ChangeType(seed, constructor.GetParameters()[0].ParameterType, System.Globalization.CultureInfo.InvariantCulture)]);
    }

    /// <summary>A network with the parameters of a file.</summary>
    public INetwork Load(string path)
    {
        var load = type.GetMethod("Load", BindingFlags.Public | BindingFlags.Static, [typeof(string)]) ?? throw VerbException.Impossible($"'{FullName}' has no Load(string).");
        try
        {
            return (INetwork)load.Invoke(null, [path])!;
        }
        catch (TargetInvocationException trouble) when (trouble.InnerException is ModelFileException or IOException)
        {
            throw VerbException.Impossible(trouble.InnerException.Message);
        }
    }

    /// <summary>What <c>[VerifyGradients]</c> has generated; null without it.</summary>
    public GradientReport? VerifyOwn(INetwork network)
    {
        var verify = type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .FirstOrDefault(static m => m.Name == "VerifyGradients" && m.ReturnType == typeof(GradientReport) && Array.TrueForAll(m.GetParameters(), static p => p.IsOptional));
        return (GradientReport?)verify?.Invoke(network, [.. verify.GetParameters().Select(static p => p.DefaultValue)]);
    }

    private static ConstructorInfo? ConstructorOf(Type type) => type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .FirstOrDefault(static c => c.GetParameters() is [{ ParameterType: var seed }] && (seed == typeof(ulong) || seed == typeof(long)));
}
