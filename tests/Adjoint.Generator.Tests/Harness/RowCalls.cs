using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint;

/// <summary>
/// The generated methods that take rows as spans, for tests that do not know the network's class: of one input, one output and one target. No interface has them, for their spans depend
/// on the declaration; each is found by its name and its spans.
/// </summary>
internal static class RowCalls
{
    public static TNumber Loss<TNumber, TInput, TTarget>(this ITrainableNetwork<TNumber> network, ReadOnlySpan<TInput> x, ReadOnlySpan<TTarget> targets)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
        where TInput : unmanaged
        where TTarget : unmanaged => Methods<TNumber, TInput, TTarget>.Of(network).Loss(x, targets);

    public static TNumber Gradient<TNumber, TInput, TTarget>(this ITrainableNetwork<TNumber> network, ReadOnlySpan<TInput> x, ReadOnlySpan<TTarget> targets, Span<TNumber> gradient)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
        where TInput : unmanaged
        where TTarget : unmanaged => Methods<TNumber, TInput, TTarget>.Of(network).Gradient(x, targets, gradient);

    public static TNumber TrainStep<TNumber, TInput, TTarget>(this ITrainableNetwork<TNumber> network, ReadOnlySpan<TInput> x, ReadOnlySpan<TTarget> targets, Optimizer optimizer)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
        where TInput : unmanaged
        where TTarget : unmanaged => Methods<TNumber, TInput, TTarget>.Of(network).TrainStep(x, targets, optimizer);

    public static TNumber HessianVectorProduct<TNumber, TInput, TTarget>(
        this IHessianNetwork<TNumber> network, ReadOnlySpan<TInput> x, ReadOnlySpan<TTarget> targets, ReadOnlySpan<TNumber> direction, Span<TNumber> product)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
        where TInput : unmanaged
        where TTarget : unmanaged => Methods<TNumber, TInput, TTarget>.Of(network).Hessian!(x, targets, direction, product);

    public static void RowGradients<TNumber, TInput, TTarget>(this IRowGradientNetwork<TNumber> network, ReadOnlySpan<TInput> x, ReadOnlySpan<TTarget> targets, Span<TNumber> gradients)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
        where TInput : unmanaged
        where TTarget : unmanaged => Methods<TNumber, TInput, TTarget>.Of(network).RowGradients!(x, targets, gradients);

    public static void RowGradientNorms<TNumber, TInput, TTarget>(this IRowGradientNormNetwork<TNumber> network, ReadOnlySpan<TInput> x, ReadOnlySpan<TTarget> targets, Span<TNumber> norms)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
        where TInput : unmanaged
        where TTarget : unmanaged => Methods<TNumber, TInput, TTarget>.Of(network).RowGradientNorms!(x, targets, norms);

    /// <summary>The methods of one network.</summary>
    private sealed class Methods<TNumber, TInput, TTarget>
    {
        private static readonly ConditionalWeakTable<object, Methods<TNumber, TInput, TTarget>> known = [];

        public delegate TNumber LossOf(ReadOnlySpan<TInput> x, ReadOnlySpan<TTarget> targets);

        public delegate TNumber GradientOf(ReadOnlySpan<TInput> x, ReadOnlySpan<TTarget> targets, Span<TNumber> gradient);

        public delegate TNumber TrainStepOf(ReadOnlySpan<TInput> x, ReadOnlySpan<TTarget> targets, Optimizer optimizer);

        public delegate TNumber HessianOf(ReadOnlySpan<TInput> x, ReadOnlySpan<TTarget> targets, ReadOnlySpan<TNumber> direction, Span<TNumber> product);

        public delegate void RowsOf(ReadOnlySpan<TInput> x, ReadOnlySpan<TTarget> targets, Span<TNumber> results);

        // Of a network whose losses are given no target.
        private delegate TNumber LossAlone(ReadOnlySpan<TInput> x);

        private delegate TNumber GradientAlone(ReadOnlySpan<TInput> x, Span<TNumber> gradient);

        private delegate TNumber TrainStepAlone(ReadOnlySpan<TInput> x, Optimizer optimizer);

        private delegate TNumber HessianAlone(ReadOnlySpan<TInput> x, ReadOnlySpan<TNumber> direction, Span<TNumber> product);

        private delegate void RowsAlone(ReadOnlySpan<TInput> x, Span<TNumber> results);

        private static HessianOf? Alone(HessianAlone? method) => method is null ? null : (x, _, direction, product) => method(x, direction, product);

        private static RowsOf? Alone(RowsAlone? method) => method is null ? null : (x, _, results) => method(x, results);

        private static LossOf Alone(LossAlone loss) => (x, _) => loss(x);

        private static GradientOf Alone(GradientAlone method) => (x, _, gradient) => method(x, gradient);

        private static TrainStepOf Alone(TrainStepAlone method) => (x, _, optimizer) => method(x, optimizer);

        // Of a network that reads the edges of a graph before its numbers: a row has both side by side.
        private delegate TNumber LossOfGraph(ReadOnlySpan<int> edges, ReadOnlySpan<TInput> x, ReadOnlySpan<TTarget> targets);

        private delegate TNumber GradientOfGraph(ReadOnlySpan<int> edges, ReadOnlySpan<TInput> x, ReadOnlySpan<TTarget> targets, Span<TNumber> gradient);

        private delegate TNumber TrainStepOfGraph(ReadOnlySpan<int> edges, ReadOnlySpan<TInput> x, ReadOnlySpan<TTarget> targets, Optimizer optimizer);

        private delegate TNumber HessianOfGraph(ReadOnlySpan<int> edges, ReadOnlySpan<TInput> x, ReadOnlySpan<TTarget> targets, ReadOnlySpan<TNumber> direction, Span<TNumber> product);

        private delegate void RowsOfGraph(ReadOnlySpan<int> edges, ReadOnlySpan<TInput> x, ReadOnlySpan<TTarget> targets, Span<TNumber> results);

        private static LossOf? Of(object network, LossOfGraph? method) =>
            method is null ? null : (x, targets) => method(Edges(network, x), Numbers(network, x), targets);

        private static GradientOf? Of(object network, GradientOfGraph? method) =>
            method is null ? null : (x, targets, gradient) => method(Edges(network, x), Numbers(network, x), targets, gradient);

        private static TrainStepOf? Of(object network, TrainStepOfGraph? method) =>
            method is null ? null : (x, targets, optimizer) => method(Edges(network, x), Numbers(network, x), targets, optimizer);

        private static HessianOf? Of(object network, HessianOfGraph? method) =>
            method is null ? null : (x, targets, direction, product) => method(Edges(network, x), Numbers(network, x), targets, direction, product);

        private static RowsOf? Of(object network, RowsOfGraph? method) =>
            method is null ? null : (x, targets, results) => method(Edges(network, x), Numbers(network, x), targets, results);

        private static int[] Edges(object network, ReadOnlySpan<TInput> x) => [.. Part(network, x, 0).Select(static end => Convert.ToInt32(end, CultureInfo.InvariantCulture))];

        private static TInput[] Numbers(object network, ReadOnlySpan<TInput> x) => Part(network, x, 1);

        private static TInput[] Part(object network, ReadOnlySpan<TInput> x, int part)
        {
            var inputs = network is INetwork<float> single ? single.Inputs : ((INetwork<double>)network).Inputs;
            var (first, size) = (inputs.Take(part).Sum(static port => port.Size), inputs.Sum(static port => port.Size));
            var numbers = new List<TInput>();
            for (var row = 0; row < x.Length / size; row++)
                numbers.AddRange(x.Slice(row * size + first, inputs[part].Size));
            return [.. numbers];
        }

        public required LossOf Loss { get; init; }

        public required GradientOf Gradient { get; init; }

        public required TrainStepOf TrainStep { get; init; }

        public HessianOf? Hessian { get; init; }

        public RowsOf? RowGradients { get; init; }

        public RowsOf? RowGradientNorms { get; init; }

        public static Methods<TNumber, TInput, TTarget> Of(object network)
        {
            if (!known.TryGetValue(network, out var methods))
            {
                methods = new()
                {
                    Loss = Find<LossOf>(network, nameof(Loss)) ?? Of(network, Find<LossOfGraph>(network, nameof(Loss))) ?? Alone(Find<LossAlone>(network, nameof(Loss))!),
                    Gradient = Find<GradientOf>(network, nameof(Gradient)) ?? Of(network, Find<GradientOfGraph>(network, nameof(Gradient))) ?? Alone(Find<GradientAlone>(network, nameof(Gradient))!),
                    TrainStep = Find<TrainStepOf>(network, nameof(TrainStep))
                        ?? Of(network, Find<TrainStepOfGraph>(network, nameof(TrainStep)))
                        ?? Alone(Find<TrainStepAlone>(network, nameof(TrainStep))!),
                    Hessian = Find<HessianOf>(network, "HessianVectorProduct")
                        ?? Of(network, Find<HessianOfGraph>(network, "HessianVectorProduct"))
                        ?? Alone(Find<HessianAlone>(network, "HessianVectorProduct")),
                    RowGradients = Find<RowsOf>(network, nameof(RowGradients))
                        ?? Of(network, Find<RowsOfGraph>(network, nameof(RowGradients)))
                        ?? Alone(Find<RowsAlone>(network, nameof(RowGradients))),
                    RowGradientNorms = Find<RowsOf>(network, nameof(RowGradientNorms))
                        ?? Of(network, Find<RowsOfGraph>(network, nameof(RowGradientNorms)))
                        ?? Alone(Find<RowsAlone>(network, nameof(RowGradientNorms))),
                };
                known.AddOrUpdate(network, methods);
            }
            return methods;
        }

        private static TDelegate? Find<TDelegate>(object network, string name)
            where TDelegate : Delegate => (TDelegate?)Delegate.CreateDelegate(typeof(TDelegate), network, name, ignoreCase: false, throwOnBindFailure: false);
    }
}
