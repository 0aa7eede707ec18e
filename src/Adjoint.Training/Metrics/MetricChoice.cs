namespace Adjoint.Training;

/// <summary>Which of a network's targets a metric judges: that of the output it names, or else the only one that it can judge.</summary>
internal static class MetricChoice
{
    /// <summary>The position of the target.</summary>
    /// <exception cref="ArgumentException">There is none, or several would do; the message names both sides.</exception>
    public static int Of(Metric metric, ITrainable network)
    {
        int[] compared = [.. Enumerable.Range(0, network.Targets.Count)];
        if (compared.Length == 0)
            throw new ArgumentException($"The metric '{metric.FullName}' has nothing to judge: '{Name(network)}' compares its outputs with nothing; declare a loss, such as [CrossEntropy].");
        if (metric.On is { } on)
            return Named(metric, network, on, compared);
        int[] suited = [.. compared.Where(target => CanJudge(metric, network.Targets[target]))];
        // A metric of classes judges probabilities as well, but where there are labels it is meant for these.
        if (metric.Compares == PortKind.Indices && suited.Any(IsOfLabels))
            suited = [.. suited.Where(IsOfLabels)];
        return suited.Length switch
        {
            1 => suited[0],
            0 => throw Unsuited(metric, network, compared[0]),
            _ => throw new ArgumentException(
                $"The metric '{metric.Name}' could judge {string.Join(" or ", suited.Select(target => $"'{OutputOf(network, target)}'"))} of '{Name(network)}'; say which: "
                + $"new {metric.GetType().Name} {{ {nameof(Metric.On)} = \"{OutputOf(network, suited[0])}\" }}."),
        };

        bool IsOfLabels(int target) => network.Targets[target].Kind == PortKind.Indices;
    }

    private static int Named(Metric metric, ITrainable network, string on, int[] compared)
    {
        foreach (var target in compared)
        {
            if (OutputOf(network, target) == on)
                return CanJudge(metric, network.Targets[target]) ? target : throw Unsuited(metric, network, target);
        }
        var known = string.Join(" and ", compared.Select(target => $"'{OutputOf(network, target)}'"));
        throw new ArgumentException(network.Outputs.Any(output => output.Name == on)
            ? $"The metric '{metric.Name}' is to judge the output '{on}', which '{Name(network)}' compares with nothing; it compares {known}."
            : $"The metric '{metric.Name}' is to judge the output '{on}', and '{Name(network)}' compares {known}; name one of these.");
    }

    private static bool CanJudge(Metric metric, Port target) => metric.Compares != PortKind.Numbers || target.Kind == PortKind.Numbers;

    private static ArgumentException Unsuited(Metric metric, ITrainable network, int target) => new(
        $"The metric '{metric.FullName}' compares numbers, and '{Name(network)}' compares its output '{OutputOf(network, target)}' with classes; take a metric of classes, such as {nameof(Accuracy)}.");

    private static string OutputOf(ITrainable network, int target) => network.Targets[target].Output ?? network.Outputs[0].Name;

    private static string Name(ITrainable network) => network.Layout.Network;
}
