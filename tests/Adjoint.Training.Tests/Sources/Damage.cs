namespace Adjoint.Training.Tests.Sources;

/// <summary>What can happen to a file.</summary>
internal static class Damage
{
    /// <summary>Some bytes changed, mostly near the beginning where headers are; now and then cut off.</summary>
    public static byte[] Of(byte[] sound, Random random)
    {
        var bytes = (byte[])sound.Clone();
        for (var i = random.Next(1, 6); i > 0; i--)
            bytes[random.Next(random.Next(2) == 0 ? bytes.Length : Math.Min(bytes.Length, 200))] = random.Next(4) == 0 ? (byte)255 : (byte)random.Next(256);
        return random.Next(8) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }
}
