using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>One change of an image, drawn at random or not.</summary>
internal abstract unsafe class AugmentationStep(ImageShape shape, string name)
{
    /// <summary>What kind of step it is; random numbers belong to it.</summary>
    public string Name => name;

    /// <summary>Floats that each of the two buffers of <see cref="Apply"/> must hold.</summary>
    public virtual int Room => Shape.Size;

    /// <summary>The shape of images, before and after.</summary>
    protected ImageShape Shape => shape;

    /// <summary>Changes an image.</summary>
    /// <param name="random">The numbers of this step and row.</param>
    /// <param name="image">The image; anything may be left in it.</param>
    /// <param name="spare">Room for another.</param>
    /// <returns>Where the result is: <paramref name="image"/> or <paramref name="spare"/>.</returns>
    public abstract float* Apply(ref CounterRandom random, float* image, float* spare);
}
