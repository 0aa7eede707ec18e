namespace Adjoint;

/// <summary>An optimizer's formula for one parameter, with the constants of one step and pointers to the moments.</summary>
internal interface IUpdateRule<E>
    where E : unmanaged
{
    /// <summary>Updates the moments at <paramref name="index"/> in place and returns the new values of the parameters there.</summary>
    /// <param name="index">The position of the first lane in the parameter block.</param>
    /// <param name="w">The parameters.</param>
    /// <param name="g">Their gradient, after clipping and penalties.</param>
    TLanes Update<TLanes>(int index, TLanes w, TLanes g)
        where TLanes : struct, IUpdateLanes<TLanes, E>;
}
