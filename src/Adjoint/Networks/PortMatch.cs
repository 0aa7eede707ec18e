namespace Adjoint;

/// <summary>Which column or which rows belong to a network's port: those of its name; or, where there is one of either, the only ones.</summary>
internal static class PortMatch
{
    /// <summary>The position among what is given, or −1.</summary>
    public static int Find(Port[] given, Port[] wanted, int port)
    {
        if (given.Length == 1 && wanted.Length == 1)
            return 0;
        for (var i = 0; i < given.Length; i++)
        {
            if (given[i].Name == wanted[port].Name)
                return i;
        }
        return -1;
    }

    /// <summary>The names, for messages: <c>'board' and 'clock'</c>, or nothing.</summary>
    public static string Names(IEnumerable<Port> ports) => string.Join(" and ", ports.Select(static port => $"'{port.Name}'")) is { Length: > 0 } names ? names : "none";
}
