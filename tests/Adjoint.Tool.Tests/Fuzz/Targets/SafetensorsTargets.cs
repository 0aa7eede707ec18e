using System.Runtime.InteropServices;
using System.Text;
using Adjoint.Runtime;
using Adjoint.Tool.Commands;
using Adjoint.Tool.Tests.RoundTrip;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>Files of parameters and of an optimizer, which are both safetensors; a file that is refused changes nothing.</summary>
internal static class SafetensorsTargets
{
    private static readonly string[] words =
    [
        "\"dtype\"", "\"shape\"", "\"data_offsets\"", "\"__metadata__\"", "F64", "F32", "F16", "BF16", "I64", "U8", "BOOL", "F8_E4M3", "fc1.weight", "bn.bias", "bn.running_mean", "head.weight",
        "table.weight", "bn.num_batches_tracked", "optimizer", "steps", "Adam", "[", "]", "{", "}", ",", ":", "\\ud800", "\\u0000", "null", "é", "\n", "\"x\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},",
    ];

    private static readonly LoadOptions Lenient = new()
    {
        AllowNonFinite = true,
        AllowIntegers = true,
        Partial = true,
        Prefix = "model.",
        Transposed = ["head.weight"],
        Ignored = ["bias"],
        Names = new TensorNames { { "0.*", "fc1.*" }, { "layers.*.w", "head.*" } },
    };

    private static readonly ParameterBlock<float> small = Parameters(new Small(seed: 1)), tied = Parameters(new Tied(seed: 1));

    /// <summary>Optimizers that have taken a step, each with its network.</summary>
    private static readonly (Optimizer Optimizer, Small Network)[] optimizers = [.. new Optimizer[] { new Adam(1e-2f), new GradientDescent(0.1f) { Momentum = 0.9f } }.Select(static optimizer =>
    {
        var network = new Small(seed: 1);
        network.TrainStep([1, 2, 3, 4, 5, 6], [0, 1], optimizer);
        return (optimizer, network);
    })];

    public static IEnumerable<Target> All()
    {
        yield return new Target("safetensors", Files, Load, typeof(ModelFileException)) { Words = words, Share = 8 };
        yield return new Target("safetensors-header", () => [.. Files().Select(static file => file[8..])], Load, typeof(ModelFileException)) { Words = words, Packed = SafetensorsHeaders.WithLength, Share = 8 };
        yield return new Target("optimizer", OptimizerFiles, LoadOptimizer, typeof(ModelFileException)) { Words = words };
        yield return new Target("optimizer-header", () => [.. OptimizerFiles().Select(static file => file[8..])], LoadOptimizer, typeof(ModelFileException)) { Words = words, Packed = SafetensorsHeaders.WithLength };
        yield return new Target("tensors", () => [.. Files().Select(static file => file[8..])], Look, typeof(ModelFileException)) { Words = words, Packed = SafetensorsHeaders.WithLength };
    }

    /// <summary>A sound file of the network.</summary>
    public static byte[] OfSmall()
    {
        var stream = new MemoryStream();
        ModelFile.Write(stream, small);
        return stream.ToArray();
    }

    private static byte[][] Files()
    {
        var (written, ofTied) = (new MemoryStream(), new MemoryStream());
        ModelFile.Write(written, small);
        ModelFile.Write(ofTied, tied);
        var text = Encoding.Latin1.GetString(written.ToArray());
        return [written.ToArray(), ofTied.ToArray(), Encoding.Latin1.GetBytes(text.Replace("fc1.", "0.fc1.", StringComparison.Ordinal)), SafetensorsHeaders.WithLength(OfTypes())];
    }

    /// <summary>A tensor of each type.</summary>
    private static byte[] OfTypes()
    {
        var (text, end) = (new StringBuilder("{\"__metadata__\":{\"network\":\"Small\"}"), 0);
        foreach (var (type, size) in new[] { ("F64", 8), ("F32", 4), ("F16", 2), ("BF16", 2), ("I64", 8), ("U64", 8), ("I32", 4), ("U32", 4), ("I16", 2), ("U16", 2), ("I8", 1), ("U8", 1), ("BOOL", 1), ("F8_E5M2", 1) })
            text.Append($",\"{type}.weight\":{{\"dtype\":\"{type}\",\"shape\":[2,3],\"data_offsets\":[{end},{end += 6 * size}]}}");
        return [.. Encoding.UTF8.GetBytes(text.Append('}').ToString()), .. Enumerable.Range(0, end).Select(static i => (byte)(i % 100))];
    }

    private static ParameterBlock<float> Parameters(INetwork<float> network) => network.View(0).Block;

    private static string Load(byte[] file) => Load(small, file) + Load(tied, file);

    private static string Load(ParameterBlock<float> parameters, byte[] file)
    {
        var before = parameters.All.ToArray();
        ModelFileException? refused = null;
        foreach (var options in new[] { null, Lenient })
        {
            try
            {
                return ModelFile.Read(new MemoryStream(file), "file", parameters, options).ToString();
            }
            catch (ModelFileException refusal)
            {
                Same(before, parameters.All, "The parameters of the network");
                refused = refusal;
            }
        }
        // Of a file for one network the other one says nothing new.
        return parameters.Layout.Network == nameof(Tied) ? "" : throw new ModelFileException(refused!.Message);
    }

    private static byte[][] OptimizerFiles() => [.. optimizers.Select(static one =>
    {
        var path = Scratch.File("optimizer", []);
        one.Optimizer.Save(path);
        return File.ReadAllBytes(path);
    })];

    private static string LoadOptimizer(byte[] file)
    {
        var path = Scratch.File("optimizer", file);
        var (optimizer, network) = optimizers[file.Length % 2];
        var before = State(optimizer);
        try
        {
            optimizer.Load(path, network);
        }
        catch (ModelFileException)
        {
            Same(before, State(optimizer), "The state of the optimizer");
            throw;
        }
        return "an optimizer";
    }

    private static float[] State(Optimizer optimizer) => [optimizer.Steps, .. optimizer.State.SelectMany(static tensor =>
    {
        var values = new float[tensor.Length];
        tensor.CopyTo(values);
        return values;
    })];

    /// <summary>What <c>adjoint inspect</c> and <c>compare</c> look at.</summary>
    private static string Look(byte[] file)
    {
        using var tensors = new TensorFile(Scratch.File("tensors", file));
        foreach (var tensor in tensors.Tensors)
            _ = $"{TensorFile.Shape(tensor)} {TensorFile.Count(tensor)} {TensorStatistics.Of(tensors.Parts(tensor))}";
        return $"{tensors.Tensors.Sum(TensorFile.Count)} numbers in {string.Join(' ', tensors.Tensors.Select(static t => t.TypeName).Distinct())}";
    }

    /// <summary>Makes sure that nothing has changed, to the last bit.</summary>
    public static void Same(ReadOnlySpan<float> before, ReadOnlySpan<float> after, string what)
    {
        if (!MemoryMarshal.AsBytes(before).SequenceEqual(MemoryMarshal.AsBytes(after)))
            throw new InvalidOperationException($"{what} changed, though the file was refused.");
    }
}
