using StbImageSharp;

namespace Adjoint.Training;

/// <summary>Decodes a file by StbImageSharp, after a look at what it is: the decoder guesses, and trusts what a file announces.</summary>
internal static class ImageDecoder
{
    /// <summary>As many bytes of a file are read at most; no image of a sensible size is as large.</summary>
    private const long MostBytes = 1 << 30;

    /// <summary>A file's image.</summary>
    /// <exception cref="InvalidDataException">The file is none that can be read; the message names it.</exception>
    public static DecodedImage Read(string path, ImageOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var length = new FileInfo(path).Length;
        if (length > MostBytes)
            throw new InvalidDataException($"'{path}' has {length:#,0} bytes; images of {MostBytes:#,0} at most are read.");
        try
        {
            return Decode(File.ReadAllBytes(path), options);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"'{path}' cannot be read as an image: {fault.Message}", fault);
        }
    }

    /// <summary>The image in a file's bytes.</summary>
    /// <exception cref="InvalidDataException">It is none that can be read.</exception>
    public static DecodedImage Decode(byte[] file, ImageOptions options)
    {
        if (file.AsSpan().StartsWith(PngCheck.Signature))
            PngCheck.Check(file);
        else if (file.AsSpan().StartsWith(JpegCheck.Signature))
            JpegCheck.Check(file);
        else if (!file.AsSpan().StartsWith("BM"u8))
            throw new InvalidDataException("it does not begin as PNG, JPEG or BMP do.");
        var (width, height) = Guarded(() => Size(file));
        if ((long)width * height > options.MaxPixels || width < 1 || height < 1)
            throw new InvalidDataException($"it announces {width}×{height} pixels; at most {options.MaxPixels:#,0} are read (ImageOptions.MaxPixels).");
        using var bytes = new FileBytes(file);
        var image = Guarded(() => ImageResult.FromStream(bytes, options.Channels == 1 ? ColorComponents.Grey : ColorComponents.RedGreenBlue));
        return image.Data.LongLength == (long)image.Width * image.Height * options.Channels && (image.Width, image.Height) == (width, height)
            ? new DecodedImage(image.Data, image.Width, image.Height, options.Channels)
            : throw new InvalidDataException("it is damaged: its size is not what it announces.");
    }

    private static (int Width, int Height) Size(byte[] file)
    {
        using var stream = new FileBytes(file);
        return ImageInfo.FromStream(stream) is { } info ? (info.Width, info.Height) : throw new InvalidDataException("its header is damaged, or of a kind that is not read.");
    }

    /// <summary>The decoder throws whatever its arithmetic on damaged data comes to.</summary>
    private static T Guarded<T>(Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (Exception fault) when (fault is not InvalidDataException)
        {
            throw new InvalidDataException(fault is EndOfStreamException ? "it ends too soon. It was cut off; fetch it again." : "it is damaged, or of a kind that is not read.", fault);
        }
    }
}
