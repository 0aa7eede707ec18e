using Adjoint.Benchmarks.Peers;
using TorchSharp;
using static TorchSharp.torch;

namespace Adjoint.Peers.LibTorch;

/// <summary>Work on a network of libtorch; what a call makes is given back at its end, and not when the collector finds it.</summary>
internal abstract class LibTorchCall(Problem problem) : RepeatedCall
{
    protected LibTorchNetwork Network { get; } = new(problem);

    public override float[] Answer()
    {
        using var scope = NewDisposeScope();
        return LibTorchNetwork.Numbers(Compute());
    }

    public override void Dispose() => Network.Dispose();

    protected abstract Tensor Compute();

    protected override void Call()
    {
        using var scope = NewDisposeScope();
        Compute();
    }
}

/// <summary>The logits, without anything that gradients need.</summary>
internal sealed class LibTorchForward(Problem problem) : LibTorchCall(problem)
{
    public override float[] Answer()
    {
        using var mode = inference_mode();
        return base.Answer();
    }

    public override double Time(int iterations)
    {
        using var mode = inference_mode();
        return base.Time(iterations);
    }

    protected override Tensor Compute() => Network.Forward(Network.Inputs);
}

/// <summary>
/// The Jacobian of the outputs with respect to the inputs. Rows do not meet, so that the gradient of an output's sum over rows is a row of each row's Jacobian. Either each output takes a backward
/// pass, or all take one, over as many copies of the rows; the faster one stays.
/// </summary>
internal sealed class LibTorchJacobian : LibTorchCall
{
    private const int TrialCalls = 20;
    private readonly Tensor inputs, units;
    private readonly int outputs;
    private bool isOnePass;

    public LibTorchJacobian(Problem problem)
        : base(problem)
    {
        outputs = problem.Workload.Network.Classes;
        inputs = Network.Inputs.detach().requires_grad_(true);
        using var identity = eye(outputs);
        using var repeated = identity.unsqueeze(1).expand(-1, problem.Workload.Rows, -1);
        units = repeated.reshape(-1, outputs);
        var times = new double[2];
        foreach (var kind in new[] { 0, 1, 0, 1 })
        {
            isOnePass = kind == 1;
            times[kind] = Time(TrialCalls);
        }
        isOnePass = times[1] < times[0];
    }

    public override void Dispose()
    {
        inputs.Dispose();
        units.Dispose();
        base.Dispose();
    }

    protected override Tensor Compute()
    {
        if (isOnePass)
        {
            var copies = inputs.unsqueeze(0).expand([outputs, .. Enumerable.Repeat(-1L, (int)inputs.dim())]).flatten(0, 1).detach().requires_grad_(true);
            var gradient = autograd.grad([Network.Forward(copies)], [copies], [units])[0];
            return gradient.reshape([outputs, .. inputs.shape]).transpose(0, 1);
        }

        var y = Network.Forward(inputs);
        return stack([.. Enumerable.Range(0, outputs).Select(i => autograd.grad([y.select(1, i).sum()], [inputs], retain_graph: true)[0])], 1);
    }
}

/// <summary>The product of the mean loss's Hessian with a direction of the parameters: backward twice.</summary>
internal sealed class LibTorchHessian : LibTorchCall
{
    private readonly Tensor[] directions;

    public LibTorchHessian(Problem problem)
        : base(problem)
    {
        Network.TrackWeights(true);
        directions = [.. problem.Direction.Zip(Network.Weights, (values, weight) => tensor(values, weight.shape))];
    }

    public override void Dispose()
    {
        foreach (var direction in directions)
            direction.Dispose();
        base.Dispose();
    }

    protected override Tensor Compute()
    {
        var loss = nn.functional.cross_entropy(Network.Forward(Network.Inputs), Network.Labels);
        var gradients = autograd.grad([loss], Network.Weights, retain_graph: true, create_graph: true);
        // The gradients themselves are what the second pass begins with: their product with the direction need not be made.
        return cat([.. autograd.grad(gradients, Network.Weights, directions).Select(product => product.flatten())]);
    }
}
