using System.Numerics;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>Exchanges parameters with other programs' files: some tensors of a file, and under other names.</summary>
public static class ParameterFiles
{
    /// <summary>
    /// Reads parameters into a network that is there, from a safetensors file. With <see cref="LoadOptions.Partial"/> the file may have only some of them: this is how a
    /// pretrained body gets a new head. Nothing is changed unless all can be read.
    /// </summary>
    /// <param name="network">The network; it must not be training at the same time.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Names, and what else is accepted; null for a file of exactly the network's tensors.</param>
    /// <returns>The tensors that were loaded, and those that were not.</returns>
    /// <exception cref="ModelFileException">The file is malformed, or does not fit the network; the message names what differs.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static LoadReport LoadParameters<TNumber>(this INetwork<TNumber> network, string path, LoadOptions? options = null)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return ModelFile.Read(stream, path, WeightsOf(network), options);
    }

    /// <summary>Writes a network's parameters to a safetensors file under the names that another program has for them. The file is replaced as a whole or not at all.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="names">The rules for the names.</param>
    /// <exception cref="ArgumentException">Two tensors would have the same name, or one the name of the file's metadata; nothing was written.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one of that name is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its directory may not be written.</exception>
    public static void Save<TNumber>(this INetwork<TNumber> network, string path, TensorNames names)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(names);
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in network.Layout.Parameters)
        {
            var name = names.ToFile(parameter.Name);
            if (name == SafetensorsWriter.MetadataKey)
                throw new ArgumentException($"The names give '{parameter.Name}' the name '{name}', which the format keeps for its metadata; choose another.", nameof(names));
            if (!taken.TryAdd(name, parameter.Name))
                throw new ArgumentException($"The names give '{taken[name]}' and '{parameter.Name}' the same name '{name}'; a file has each name once.", nameof(names));
        }
        ModelFile.Save(path, WeightsOf(network), names.ToFile);
    }

    private static ParameterBlock<TNumber> WeightsOf<TNumber>(INetwork<TNumber> network)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber> =>
        network.Layout.Parameters.Count == 0 ? new ParameterBlock<TNumber>(network.Layout, seed: 0) : network.View(0).Block;
}
