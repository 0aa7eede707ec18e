namespace Adjoint.Generator.Declare;

/// <summary>What a network has that takes one step of a sequence at a time: further rows of the table of members.</summary>
internal static class StepMembers
{
    /// <summary>The field that holds the program of one step.</summary>
    public const string Program = "stepProgram";

    private const string Foreign = "The state belongs to another network, or another thread uses it; nothing was written.";
    private const string Misfit = "A length does not fit, or the spans overlap; nothing was written.";

    /// <summary>The members; none where they are not asked for.</summary>
    public static IEnumerable<Member> Of(Api api) => [.. States(api), .. api.HasSteps ? Steps(api) : [], .. api.Carries && api.HasLoss ? Carry(api) : []];

    private static MemberParameter State(Api api) =>
        new("state", $"NetworkState<{api.Number}>", "What the network remembers of the steps before, for each row; it is taken further.");

    private static IEnumerable<Member> States(Api api)
    {
        if (api.HasSteps || api.Carries)
        {
            yield return new(MemberKind.Method, "NewState", $"NetworkState<{api.Number}>", "What the network remembers before the first step: zeros.")
            {
                Parameters = [new("rows", "int", "The sequences that go on side by side.") { Default = "1" }],
                Exceptions = [("ArgumentOutOfRangeException", "There is no row.")],
                Body = $"runner.NewState({(api.HasSteps ? Program : DerivativeTable.ProgramOf(Derivation.Carry))}, rows)", IsOfSteps = true,
            };
        }
    }

    /// <summary>Training that begins where the last call has ended.</summary>
    private static IEnumerable<Member> Carry(Api api)
    {
        const string program = "carryProgram";
        const string refused = "The mean loss before the step. NaN or infinite means that the step was refused, because the loss or its gradient is not finite, and that nothing has changed, "
            + "the state included.";
        var batch = new MemberParameter("batch", "MiniBatch", "The next steps of each row, and their targets; as many rows as the state has.");
        var optimizer = new MemberParameter("optimizer", "Optimizer", "Belongs to the first network that it steps.");
        var gradient = new MemberParameter("gradient", $"Span<{api.Number}>", "Receives ∂loss/∂parameter, in the order of <see cref=\"Parameters\"/>.");
        yield return new(MemberKind.Method, "TrainStep", api.Number,
            "One step of training on the next steps of longer sequences: as without a state, but loops begin with what it remembers, and it remembers then what the last step has left. No gradient goes back into it.")
        {
            Parameters = [State(api), .. Unread(api), optimizer], Returns = refused,
            Exceptions = [("ArgumentException", Misfit), ("InvalidOperationException", Foreign)],
            Body = $"runner.TrainStep({program}, state, {{first}}, {{second}}, optimizer)", IsOfSteps = true,
        };
        yield return new(MemberKind.Method, "TrainStep", api.Number, "One step of training on the next steps of longer sequences, the rows of a batch.")
        {
            Parameters = [State(api), batch, optimizer], Returns = refused,
            Exceptions = [("ArgumentException", Misfit), ("InvalidOperationException", Foreign)],
            Body = $"runner.TrainStep({program}, state, batch, optimizer)", IsOfSteps = true,
        };
        yield return new(MemberKind.Method, "Gradient", api.Number, "The mean loss over the next steps of longer sequences and its gradient; loops begin with what the state remembers, and it is taken further.")
        {
            Parameters = [State(api), .. Unread(api), gradient],
            Returns = "The mean loss. Where it or the gradient is not finite, the state is left as it was.",
            Exceptions = [("ArgumentException", Misfit), ("InvalidOperationException", Foreign)],
            Body = $"runner.Gradient({program}, state, {{first}}, {{second}}, gradient)", IsOfSteps = true,
        };
        yield return new(MemberKind.Method, "Gradient", api.Number, "The mean loss over the next steps of longer sequences and its gradient, of the rows of a batch; the state is taken further.")
        {
            Parameters = [State(api), batch, gradient], Returns = "The mean loss. Where it or the gradient is not finite, the state is left as it was.",
            Exceptions = [("ArgumentException", Misfit), ("InvalidOperationException", Foreign)],
            Body = $"runner.Gradient({program}, state, batch, gradient)", IsOfSteps = true,
        };
    }

    /// <summary>Inputs and targets of a call that begins with a state, whose number of rows is the state's.</summary>
    private static IEnumerable<MemberParameter> Unread(Api api) => api.DataParameters.Select(static p => p with { Use = ParameterUse.Other });

    private static IEnumerable<Member> Steps(Api api)
    {
        yield return new(MemberKind.Method, "Step", "void", "Takes one step in each row. Nothing is allocated; several threads may step with states of their own at once.")
        {
            Parameters =
            [
                State(api),
                .. api.InputParameters.Where(p => api.StepInputs.Contains(p.Name)).Select(static p => p with { Doc = "The inputs of this step, row after row, {step} each.", Use = ParameterUse.Other }),
                .. api.OutputParameters.Select(static p => p with { Doc = "Receives the outputs of this step, row after row, {step} numbers each.", Use = ParameterUse.Other }),
            ],
            Exceptions = [("ArgumentException", Misfit), ("InvalidOperationException", Foreign)],
            Body = $"runner.Step({Program}, state, {{first}}, {{second}})", IsOfSteps = true,
        };
        yield return new(MemberKind.Method, "Prefill", "void", "Takes several steps in each row, as so many calls of <c>Step</c> would but for rounding, and says what the last of them gives.")
        {
            Parameters =
            [
                State(api),
                .. api.InputParameters.Where(p => api.StepInputs.Contains(p.Name)).Select(static p => p with { Doc = "The inputs, row after row; in each row its steps one after the other, {step} each, of an input that is the same at every step once.", Use = ParameterUse.Other }),
                .. api.OutputParameters.Select(static p => p with { Doc = "Receives the outputs of the last step, row after row, {step} numbers each.", Use = ParameterUse.Other }),
            ],
            Exceptions = [("ArgumentException", Misfit), ("InvalidOperationException", Foreign)],
            Body = $"runner.Prefill({Program}, state, {{first}}, {{second}})", IsOfSteps = true,
        };
        yield return new(MemberKind.Method, "VerifySteps", "StepReport", "Compares <c>Step</c> and <c>Prefill</c> with <c>Predict</c>, step by step, at inputs drawn from a seed.")
        {
            Parameters = [new("rows", "int", "The number of rows.") { Default = "2" }, new("seed", "int", "Decides the inputs.") { Default = "0" }],
            Returns = "The output that agrees least, and by how much; <c>Agrees()</c> says whether that is but rounding.",
            Exceptions = [("ArgumentOutOfRangeException", "There is no row.")],
            Body = $"runner.VerifySteps({Program}, rows, seed)", IsOfSteps = true,
        };
    }
}
