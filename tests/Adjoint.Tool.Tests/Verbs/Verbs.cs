using Adjoint.Runtime;

namespace Adjoint.Tool.Tests.Verbs;

/// <summary>Runs the tool within this process, in a folder of its own.</summary>
public abstract class VerbTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("adjoint-tool-").FullName;

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>This assembly, which has networks.</summary>
    protected static string Assembly => typeof(VerbTest).Assembly.Location;

    protected string PathOf(string name) => Path.Combine(folder, name);

    protected string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    /// <summary>A safetensors file of float tensors.</summary>
    protected string Tensors(string name, params (string Name, int[] Shape, float[] Values)[] tensors)
    {
        var (infos, offset) = (new List<ParameterInfo>(), 0);
        foreach (var (tensor, shape, values) in tensors)
        {
            infos.Add(new ParameterInfo(tensor, shape, offset, ParameterRole.Weight, Initializer.Zeros, 1, 1, outputsTogether: 1));
            offset += values.Length;
        }
        var block = new ParameterBlock<float>(new ParameterLayout("Net", [.. infos]), seed: 0);
        foreach (var (info, (_, _, values)) in infos.Zip(tensors))
            values.CopyTo(block.Span[info.Offset..]);
        ModelFile.Save(PathOf(name), block);
        return PathOf(name);
    }

    protected static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = Commands.Tool.Run(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Runs it, and makes sure that it says something with an exit code.</summary>
    protected static void Says(int code, string message, params string[] arguments)
    {
        var found = Run(arguments);
        Assert.True(found.Code == code, $"{string.Join(' ', arguments)} ended with {found.Code}, and {code} was expected: {found.Output}{found.Error}");
        Assert.Contains(message, found.Output + found.Error, StringComparison.Ordinal);
    }
}
