using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>Reads images: PNG, JPEG and BMP.</summary>
public static class Images
{
    /// <summary>Their names end in one of these.</summary>
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".bmp"];

    /// <summary>What systems leave in folders.</summary>
    private static readonly string[] SystemFiles = ["Thumbs.db", "desktop.ini"];

    /// <summary>Reads an image and brings it to a size.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">The pixels of a line.</param>
    /// <param name="height">The lines.</param>
    /// <param name="options">How it is read; null for the usual way.</param>
    /// <returns>Brightness from 0 to 255: all pixels of the first channel, line by line from the top, then those of the next, as <c>Input(3, height, width)</c> reads them.</returns>
    /// <exception cref="InvalidDataException">The file is not an image of these formats, it is damaged, or it is too large.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(string path, int width, int height, ImageOptions? options = null)
    {
        options = Checked(width, height, options);
        var image = new byte[options.Channels * width * height];
        ImageDecoder.Read(path, options).CopyTo(width, height, options.Fit, image);
        return image;
    }

    /// <summary>
    /// Reads the images of a folder, in which each folder is a class and its name the class's. They stay bytes in memory, and become numbers from 0 to 1 when a batch is filled;
    /// <see cref="Augmentation.Normalize"/> does more.
    /// </summary>
    /// <param name="folder">The folder of the classes.</param>
    /// <param name="width">The pixels of a line.</param>
    /// <param name="height">The lines.</param>
    /// <param name="options">How they are read; null for the usual way.</param>
    /// <exception cref="InvalidDataException">There are no classes, one has no images, there is a file that is not an image, or all together do not fit into memory.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ImageFolder FromFolder(string folder, int width, int height, ImageOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options = Checked(width, height, options);
        var (classes, files, labels) = Find(folder);
        var size = options.Channels * width * height;
        if ((long)size * files.Count > Array.MaxLength)
            throw new InvalidDataException(
                $"'{folder}' has {files.Count:#,0} images; at {width}×{height} they are {(long)size * files.Count:#,0} bytes, and at most {Array.MaxLength:#,0} can be held. Take a smaller size, or stream them: Images.Read and Batches.");
        var bytes = new byte[size * files.Count];
        ForEach(files.Count, i => ImageDecoder.Read(files[i], options).CopyTo(width, height, options.Fit, bytes.AsSpan(i * size, size)));
        return new ImageFolder(Dataset.FromBytes(bytes, size, labels), classes, files);
    }

    private static (List<string> Classes, List<string> Files, int[] Labels) Find(string folder)
    {
        List<string> classes = [.. Directory.EnumerateDirectories(folder).Select(static path => Path.GetFileName(path)).Where(IsKept).Order(StringComparer.Ordinal)], files = [];
        List<int> labels = [];
        if (classes.Count == 0)
            throw new InvalidDataException($"'{folder}' has no folders; put the images of each class into a folder with the class's name.");
        if (Directory.EnumerateFiles(folder).FirstOrDefault(static file => IsKept(Path.GetFileName(file))) is { } stray)
            throw new InvalidDataException($"'{stray}' is in no class's folder; move it into one, or elsewhere.");
        foreach (var (name, label) in classes.Select(static (name, i) => (name, i)))
        {
            var found = Directory.EnumerateFiles(Path.Combine(folder, name), "*", SearchOption.AllDirectories)
                .Where(static file => IsKept(Path.GetFileName(file)))
                .Order(StringComparer.Ordinal)
                .ToList();
            if (found.Count == 0)
                throw new InvalidDataException($"The class '{name}' has no images: '{Path.Combine(folder, name)}' is empty.");
            if (found.Find(static file => !Extensions.Contains(Path.GetExtension(file).ToLowerInvariant())) is { } other)
                throw new InvalidDataException($"'{other}' is not an image of a kind that can be read: {string.Join(", ", Extensions)}. Convert it, or move it elsewhere.");
            files.AddRange(found);
            labels.AddRange(Enumerable.Repeat(label, found.Count));
        }
        return (classes, files, [.. labels]);
    }

    private static bool IsKept(string name) => name[0] != '.' && !SystemFiles.Contains(name);

    /// <summary>Decodes side by side; of several faults the first file's is told, whichever is met first.</summary>
    private static void ForEach(int count, Action<int> act)
    {
        var faults = new Exception?[count];
        Parallel.For(0, count, i =>
        {
            try
            {
                act(i);
            }
            catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                faults[i] = fault;
            }
        });
        if (Array.Find(faults, static fault => fault is not null) is { } first)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
    }

    private static ImageOptions Checked(int width, int height, ImageOptions? options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        options ??= ImageOptions.Default;
        if (options.Channels is not (1 or 3))
            throw new ArgumentException($"Images of {options.Channels} channels were asked for; it must be 1 for grey, or 3 for red, green and blue.", nameof(options));
        return (long)width * height * options.Channels <= Array.MaxLength ? options : throw new ArgumentException($"An image of {width}×{height} does not fit into memory.", nameof(width));
    }
}
