namespace Adjoint.Training;

/// <summary>How one number is made of the numbers of several classes.</summary>
public enum Averaging
{
    /// <summary>The mean over the classes: a rare class counts as much as a frequent one.</summary>
    Macro,

    /// <summary>One number from the counts of all classes together: each row counts the same. Where each row has one class, it equals the accuracy.</summary>
    Micro,
}
