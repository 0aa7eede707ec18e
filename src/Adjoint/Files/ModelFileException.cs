namespace Adjoint;

/// <summary>
/// A file of saved parameters cannot be loaded: it is not a well-formed safetensors file, or its tensors are not those of the network. The
/// network is left as it was. Or a file of a <see cref="Data.Preparation"/> cannot: it is malformed, or belongs to another network.
/// Or the files of a <see cref="BytePairTokenizer"/> cannot: one is malformed, or the two do not belong together.
/// </summary>
/// <remarks>A file that cannot be opened or read at all raises the operating system's own exception, such as <see cref="FileNotFoundException"/>.</remarks>
public sealed class ModelFileException : IOException
{
    /// <summary>Reports an unnamed fault.</summary>
    public ModelFileException()
        : base("The file cannot be loaded.")
    {
    }

    /// <summary>Reports what was found, what was needed, and what to do.</summary>
    /// <param name="message">The three, in sentences.</param>
    public ModelFileException(string message)
        : base(message)
    {
    }

    /// <summary>Reports what was found, what was needed, and what to do.</summary>
    /// <param name="message">The report.</param>
    /// <param name="innerException">What went wrong below.</param>
    public ModelFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
