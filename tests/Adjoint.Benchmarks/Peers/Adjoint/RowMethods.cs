namespace Adjoint.Benchmarks.Peers;

/// <summary>The methods of a network that take rows as spans, as users call them; they belong to its class, which is not known here.</summary>
internal sealed class RowMethods(INetwork<float> network)
{
    public delegate float TrainStepOf(ReadOnlySpan<float> x, ReadOnlySpan<int> labels, Optimizer optimizer);

    public delegate float GradientOf(ReadOnlySpan<float> x, ReadOnlySpan<int> labels, Span<float> gradient);

    public delegate float HessianOf(ReadOnlySpan<float> x, ReadOnlySpan<int> labels, ReadOnlySpan<float> direction, Span<float> product);

    public delegate void StepOf(NetworkState<float> state, ReadOnlySpan<float> x, Span<float> y);

    public TrainStepOf TrainStep => Find<TrainStepOf>(nameof(TrainStep));

    public GradientOf Gradient => Find<GradientOf>(nameof(Gradient));

    public HessianOf HessianVectorProduct => Find<HessianOf>(nameof(HessianVectorProduct));

    public StepOf Step => Find<StepOf>(nameof(Step));

    public Func<int, NetworkState<float>> NewState => Find<Func<int, NetworkState<float>>>(nameof(NewState));

    private T Find<T>(string method)
        where T : Delegate => (T)Delegate.CreateDelegate(typeof(T), network, method);
}
