using System.Reflection;
using System.Runtime.Loader;

namespace Adjoint.Generator.Tests.Harness;

/// <summary>A test's project, compiled and loaded apart; disposing it lets the runtime unload it.</summary>
internal sealed class EmittedAssembly : IDisposable
{
    // A name that is not found here is looked for among the test's own assemblies: that is how it shares Adjoint.dll with them.
    private readonly AssemblyLoadContext context = new("Generated code", isCollectible: true);

    public EmittedAssembly(Stream image) => Assembly = context.LoadFromStream(image);

    /// <summary>The assembly.</summary>
    public Assembly Assembly { get; }

    /// <summary>The type of this full name.</summary>
    public Type Type(string name)
    {
        var type = Assembly.GetType(name);
        if (type is null)
            Assert.Fail($"The project has no type '{name}'. It has: {string.Join(", ", Assembly.GetTypes().Select(each => each.FullName))}.");
        return type;
    }

    /// <summary>The static method as a delegate, so that spans may be passed.</summary>
    public TDelegate Method<TDelegate>(string type, string method)
        where TDelegate : Delegate => Type(type).GetMethod(method)!.CreateDelegate<TDelegate>();

    public void Dispose() => context.Unload();
}
