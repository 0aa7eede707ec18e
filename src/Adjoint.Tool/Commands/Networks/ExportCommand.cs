using System.CommandLine;
using System.Globalization;

namespace Adjoint.Tool.Commands;

/// <summary><c>adjoint export Project.csproj --weights model.safetensors --out model.onnx</c>: a network with its parameters as ONNX.</summary>
internal static class ExportCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var source = NetworkArguments.Source();
        var name = NetworkArguments.Name();
        var weights = new Option<string?>("--weights") { Description = "The parameters, a safetensors file; without it, those of a new network" };
        var target = new Option<string?>("--out") { Description = "The ONNX file; by default called after the network" };
        var force = new Option<bool>("--force") { Description = "Replace a file that is there" };
        return new Command("export", "Writes what a network predicts as an ONNX model.") { source, name, weights, target, force }.Does(error, line =>
        {
            var parameters = line.GetValue(weights) is { } file ? Verb.Existing(file, "a safetensors file") : null;
            var type = NetworkSource.Of(line.GetValue(source)!).Network(line.GetValue(name));
            var path = Verb.Free(line.GetValue(target) ?? type.Name + ".onnx", line.GetValue(force));
            var network = parameters is null ? type.Create(seed: 0) : type.Load(parameters);
            network.SaveOnnx(path);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{path}: {type.FullName}, {network.Layout.Total:N0} numbers{(parameters is null ? ", drawn at random: say --weights for trained ones" : "")}."));
            return Tool.Done;
        });
    }
}
