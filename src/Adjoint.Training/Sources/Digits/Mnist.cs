namespace Adjoint.Training;

/// <summary>MNIST: 60,000 handwritten digits to learn from and 10,000 to be tested on, 28×28 grey pixels each (LeCun, Cortes and Burges).</summary>
public static class Mnist
{
    /// <summary>Reads the four files of a folder, plain or gzip: <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>, and the same for <c>t10k</c>.</summary>
    /// <param name="folder">The folder of the four files.</param>
    /// <exception cref="FileNotFoundException">One is missing.</exception>
    /// <exception cref="InvalidDataException">One is malformed, or holds something else.</exception>
    public static ImageSets Read(string folder) => ImageSets.Open(folder, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
}

/// <summary>Fashion-MNIST: clothes in place of digits, in files of the same form (Xiao, Rasul and Vollgraf, 2017).</summary>
public static class FashionMnist
{
    /// <inheritdoc cref="Mnist.Read"/>
    public static ImageSets Read(string folder) =>
        ImageSets.Open(folder, ["T-shirt or top", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "trainer", "bag", "ankle boot"]);
}
