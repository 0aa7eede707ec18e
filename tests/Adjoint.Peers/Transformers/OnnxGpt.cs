using Microsoft.ML.OnnxRuntime;

namespace Adjoint.Peers.Transformers;

/// <summary>A network that ONNX Runtime computes, from the file that <c>SaveOnnx</c> writes; inputs and outputs are bound once.</summary>
internal sealed class OnnxGpt : IDisposable
{
    private readonly InferenceSession session;
    private readonly RunOptions run = new();
    private readonly OrtIoBinding binding;
    private readonly OrtValue input, output;
    private readonly long[] tokens;
    private readonly float[] logits;

    public OnnxGpt(ITrainableNetwork<float> network, int rows)
    {
        var path = Path.Combine(Path.GetTempPath(), $"adjoint-{Guid.NewGuid():N}.onnx");
        using var options = new SessionOptions { IntraOpNumThreads = network.Threads, InterOpNumThreads = 1, GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
        try
        {
            network.SaveOnnx(path);
            session = new InferenceSession(path, options);
        }
        finally
        {
            File.Delete(path);
        }
        var positions = network.Inputs[0].Size;
        (tokens, logits) = (new long[rows * positions], new float[rows * network.Outputs[0].Size]);
        input = OrtValue.CreateTensorValueFromMemory(tokens, [rows, positions]);
        output = OrtValue.CreateTensorValueFromMemory(logits, [rows, positions, network.Outputs[0].Size / positions]);
        binding = session.CreateIoBinding();
        binding.BindInput(session.InputNames[0], input);
        binding.BindOutput(session.OutputNames[0], output);
    }

    /// <summary>The logits of all positions.</summary>
    public float[] Forward(int[] text)
    {
        for (var i = 0; i < text.Length; i++)
            tokens[i] = text[i];
        session.RunWithBinding(run, binding);
        return logits;
    }

    public void Dispose()
    {
        binding.Dispose();
        input.Dispose();
        output.Dispose();
        run.Dispose();
        session.Dispose();
    }
}
