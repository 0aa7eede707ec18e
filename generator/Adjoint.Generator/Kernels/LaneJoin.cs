using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Kernels;

/// <summary>Lane kernels that do something more to every number before they write it.</summary>
internal static class LaneJoin
{
    /// <summary>The kernel with an epilogue in every method that can have one, or null if the one that is meant is not of the form.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="methodName">The method that is meant.</param>
    /// <param name="then">What is done to what it writes; its channels are not the method's.</param>
    public static LaneKernel? Of(LaneKernel kernel, string methodName, Epilogue then)
    {
        var methods = kernel.Methods.Where(static m => WritesOnce(m.Body, Target(m).Name)).ToList();
        if (then.Buffers.Any(static b => b.OfChannels) || !methods.Any(m => m.Name == methodName))
            return null;
        return new LaneKernel(
            kernel.Name + (kernel.Then is null ? "Then" : "") + then.Name, $"{kernel.Summary}, {then.Summary}", methods.Select(m => Followed(m, then)).ToEquatableArray(), kernel.Then?.Then(then) ?? then);
    }

    private static LaneMethod Followed(LaneMethod method, Epilogue then) => method with
    {
        Summary = $"{method.Summary}, {then.Summary}",
        Buffers = [.. method.Buffers.Take(method.Buffers.Count - 1), .. then.Buffers.Select(b => new LaneBuffer(b.Name, Target(method).Features)), Target(method)],
        Body = Followed(method.Body, then, NewName(method.Body)),
    };

    private static LaneBuffer Target(LaneMethod method) => method.Buffers[method.Buffers.Count - 1];

    /// <summary>Whether each number of the target is written once, for good, and nothing else is written.</summary>
    private static bool WritesOnce(EquatableArray<Statement> body, string target) =>
        Stores(body).ToList() is { Count: 1 } stores && stores[0].Buffer == target && !Reads(body, target);

    private static IEnumerable<Store> Stores(EquatableArray<Statement> body) => body.SelectMany(static s => s switch
    {
        Store store => [store],
        Loop loop => Stores(loop.Body),
        Scope scope => Stores(scope.Body),
        _ => Enumerable.Empty<Store>(),
    });

    private static bool Reads(EquatableArray<Statement> body, string buffer) => body.Any(s => s switch
    {
        Let let => Reads(let.Value, buffer),
        Set set => Reads(set.Value, buffer),
        Store store => Reads(store.Value, buffer),
        Loop loop => Reads(loop.Body, buffer),
        Scope scope => Reads(scope.Body, buffer),
        _ => false,
    });

    private static bool Reads(Expr formula, string buffer) => formula.Parts().OfType<Feature>().Any(f => f.Buffer == buffer);

    private static EquatableArray<Statement> Followed(EquatableArray<Statement> body, Epilogue then, string name) => body.SelectMany(s => s switch
    {
        Store store => Followed(store, then, name),
        Loop loop => [loop with { Body = Followed(loop.Body, then, name) }],
        Scope scope => [scope with { Body = Followed(scope.Body, then, name) }],
        _ => new[] { s },
    }).ToEquatableArray();

    /// <summary>The number gets a name where the epilogue has several uses for it.</summary>
    private static Statement[] Followed(Store store, Epilogue then, string name)
    {
        var before = new Variable(name);
        var value = then.Value.Replace(e => e switch
        {
            _ when e == Epilogue.Sum => before,
            _ when e == Epilogue.Target => new Feature(store.Buffer, store.Index),
            Feature f => f with { Index = store.Index },
            _ => null,
        });
        return Sharing.Count(value, before) > 1 && store.Value is not Variable
            ? [new Let(before.Name, store.Value), store with { Value = value }]
            : [store with { Value = value.Replace(before, store.Value) }];
    }

    /// <summary>A name that no joining before this one has taken.</summary>
    private static string NewName(EquatableArray<Statement> body)
    {
        var taken = new HashSet<string>(Names(body));
        return Enumerable.Range(1, int.MaxValue).Select(static i => i == 1 ? "before" : FormattableString.Invariant($"before{i}")).First(name => !taken.Contains(name));
    }

    private static IEnumerable<string> Names(EquatableArray<Statement> body) => body.SelectMany(static s => s switch
    {
        Let let => [let.Name],
        Loop loop => Names(loop.Body),
        Scope scope => Names(scope.Body),
        _ => Enumerable.Empty<string>(),
    });
}
