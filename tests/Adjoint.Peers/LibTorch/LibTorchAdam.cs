using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Adjoint.Peers.LibTorch;

/// <summary>Backward and a step of Adam (learning rate 1e-3, β 0.9 and 0.999, ε 1e-8).</summary>
internal interface ILibTorchAdam : IDisposable
{
    /// <summary>Steps along the gradient of a loss.</summary>
    void Step(Tensor loss);

    /// <summary>Forgets all steps.</summary>
    void Reset();
}

/// <summary>TorchSharp's own, which takes a dozen operations for each tensor.</summary>
internal sealed class ModuleAdam(Parameter[] weights) : ILibTorchAdam
{
    private optim.Optimizer? optimizer;

    public void Step(Tensor loss)
    {
        optimizer!.zero_grad();
        loss.backward();
        optimizer.step();
    }

    public void Reset()
    {
        optimizer?.Dispose();
        optimizer = optim.Adam(weights, lr: 1e-3, beta1: 0.9, beta2: 0.999, eps: 1e-8);
    }

    public void Dispose() => optimizer?.Dispose();
}

/// <summary>
/// The library's fused kernel, one pass over each tensor: what <c>torch.optim.Adam(fused=True)</c> calls in Python. TorchSharp has no method for it, but runs
/// a line of TorchScript that does.
/// </summary>
internal sealed class FusedAdam(Parameter[] weights) : ILibTorchAdam
{
    private readonly jit.CompilationUnit script = jit.compile("""
        def adam(w: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], none: List[Tensor], t: Tensor):
            t += 1
            torch._fused_adam_(w, g, m, v, none, [t for i in range(len(w))],
                lr=0.001, beta1=0.9, beta2=0.999, weight_decay=0.0, eps=1e-08, amsgrad=False, maximize=False)
            return t

        """);

    private readonly Tensor[] tensors = [.. weights], none = [];
    private readonly Tensor[] m = [.. weights.Select(weight => zeros_like(weight))], v = [.. weights.Select(weight => zeros_like(weight))];

    /// <summary>The number of the step, which all tensors share.</summary>
    private readonly Tensor step = zeros([]);

    public void Step(Tensor loss)
    {
        loss.backward();
        Tensor[] gradients = [.. weights.Select(weight => weight.grad!)];
        using (no_grad())
            script.invoke("adam", tensors, gradients, m, v, none, step);
        // The next backward pass writes new ones instead of adding.
        foreach (var weight in weights)
            weight.grad = null;
    }

    public void Reset()
    {
        step.zero_();
        foreach (var moment in m.Concat(v))
            moment.zero_();
    }

    public void Dispose()
    {
        script.Dispose();
        step.Dispose();
        foreach (var moment in m.Concat(v))
            moment.Dispose();
    }
}
