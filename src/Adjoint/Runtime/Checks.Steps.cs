using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>The checks of what goes step by step.</summary>
internal static unsafe partial class Checks
{
    /// <summary>The number of steps that are given.</summary>
    /// <exception cref="ArgumentException">There is none, or not a whole number of them.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Prefill<T>(NetworkProgram<T> steps, NetworkState<T> state, Feed* inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < steps.GivenInputs; i++)
        {
            var size = (long)state.Rows * steps.Inputs[i].Size;
            if (steps.Steps!.Before(i) == 0)
                continue;
            if (inputs[i].Length > 0 && inputs[i].Length % size == 0)
                return (int)(inputs[i].Length / size);
            throw new ArgumentException(
                $"A step of '{steps.Layout.Network}' has {steps.Inputs[i].Size} {Unit(steps.Inputs[i])} in '{steps.Inputs[i].Name}' and the state {state.Rows} rows, so a length that is a multiple of {size} is needed; "
                + $"'{steps.Inputs[i].Name}' has {inputs[i].Length}.",
                steps.Inputs[i].Name);
        }
        return 1;
    }

    /// <summary>Checks inputs and outputs of some steps, and that the network has room for them.</summary>
    /// <exception cref="ArgumentException">A length does not fit, a token is out of range, or spans overlap.</exception>
    /// <exception cref="InvalidOperationException">The network knows no step of that number.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Step<T>(NetworkProgram<T> steps, ParameterBlock<T> parameters, NetworkState<T> state, Feed* inputs, Feed* outputs, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < steps.GivenInputs; i++)
        {
            var port = steps.Inputs[i];
            var times = steps.Steps!.Before(i) > 0 ? count : 1;
            if (inputs[i].Length != (long)state.Rows * port.Size * times)
            {
                throw new ArgumentException(
                    $"'{steps.Layout.Network}' needs {port.Size} {Unit(port)} of '{port.Name}' for each row{(times == 1 ? "" : $" and each of the {times} steps")}, {(long)state.Rows * port.Size * times} "
                    + $"for the {state.Rows} rows of the state; there are {inputs[i].Length}.",
                    port.Name);
            }
            Tokens(steps.Layout.Network, port, inputs[i], port.Name);
        }
        for (var i = 0; i < steps.GivenOutputs; i++)
            StepOutput(steps, parameters, state, inputs, outputs, i);
        if (state.MostTaken > steps.Steps!.Most - count)
        {
            throw new InvalidOperationException(
                $"'{steps.Layout.Network}' has room for {steps.Steps.Most} steps; the state has taken {state.MostTaken} and is to take {count} more. "
                + "Start again with Reset, or declare a longer input.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void StepOutput<T>(NetworkProgram<T> steps, ParameterBlock<T> parameters, NetworkState<T> state, Feed* inputs, Feed* outputs, int output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (port, y) = (steps.Outputs[output], outputs[output]);
        if (y.Length != (long)state.Rows * port.Size)
        {
            throw new ArgumentException(
                $"'{steps.Layout.Network}' writes {port.Size} numbers of '{port.Name}' a row and step, {(long)state.Rows * port.Size} for the {state.Rows} rows of the state; '{port.Name}' has {y.Length}.", port.Name);
        }
        for (var i = 0; i < steps.GivenInputs; i++)
            Apart<T>(port.Name, y, steps.Inputs[i].Name, inputs[i]);
        for (var i = 0; i < output; i++)
            Apart<T>(port.Name, y, steps.Outputs[i].Name, outputs[i]);
        if (parameters.All.Overlaps(y.Span<T>()))
            throw new ArgumentException($"'{port.Name}' overlaps the network's parameters; the outputs need memory of their own.", port.Name);
    }

    private static string Unit(Port port) => port.Kind == PortKind.Indices ? port.Size == 1 ? "token" : "tokens" : port.Size == 1 ? "number" : "numbers";
}
