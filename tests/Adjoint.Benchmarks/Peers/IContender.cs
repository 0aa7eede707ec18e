using System.Diagnostics.CodeAnalysis;

namespace Adjoint.Benchmarks.Peers;

/// <summary>A library that takes part.</summary>
internal interface IContender : IDisposable
{
    /// <summary>The library's name, as it heads its column.</summary>
    string Name { get; }

    /// <summary>Version and what decides its speed: widths, kernels, threads. Valid once <see cref="Available"/> has returned true.</summary>
    string Description { get; }

    /// <summary>Whether its work is .NET code of this process, so that bytes allocated by the run-time say something about it.</summary>
    bool Managed { get; }

    /// <summary>Whether the library is on this machine in a form that is worth a comparison.</summary>
    /// <param name="howToInstall">If not: what is missing and the command that brings it.</param>
    bool Available([NotNullWhen(false)] out string? howToInstall);

    /// <summary>Whether the library can do such work at all.</summary>
    bool Takes(Workload workload);

    /// <summary>Builds the network with the problem's weights and makes its inputs ready.</summary>
    IRun Load(Problem problem);
}

/// <summary>One contender at one problem.</summary>
internal interface IRun : IDisposable
{
    /// <summary>
    /// What <see cref="Reference.Answer"/> gives: the logits of a forward workload; of a training workload the loss of each of the first
    /// <see cref="Workload.AnswerSteps"/> steps; of a streaming workload the outputs of all steps of the sequence.
    /// </summary>
    float[] Answer();

    /// <summary>
    /// The seconds that so many calls take, after a few that are not counted. Training starts each time from the problem's weights and from zero
    /// moments, so that every sample does the same work.
    /// </summary>
    double Time(int iterations);
}
