// What the compiler looks up by name for the newer syntax and netstandard2.0 lacks. [Embedded] hides each from assemblies that see our internals:
// they have the framework's own, and two of a name would be ambiguous.

using System.ComponentModel;

namespace Microsoft.CodeAnalysis
{
    /// <summary>Marks a type that the compiler must not show to any other assembly.</summary>
    [AttributeUsage(AttributeTargets.All)]
    internal sealed class EmbeddedAttribute : Attribute;
}

namespace System.Runtime.CompilerServices
{
    using Microsoft.CodeAnalysis;

    /// <summary><c>init</c> and positional records.</summary>
    [Embedded, EditorBrowsable(EditorBrowsableState.Never)]
    internal static class IsExternalInit;

    /// <summary><c>required</c> members.</summary>
    [Embedded, AttributeUsage(AttributeTargets.All, Inherited = false)]
    internal sealed class RequiredMemberAttribute : Attribute;

    /// <summary>Written by the compiler beside <see cref="RequiredMemberAttribute"/>.</summary>
    [Embedded, AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
    internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
    {
        public string FeatureName { get; } = featureName;
    }

    /// <summary>A type that takes an interpolated string piece by piece.</summary>
    [Embedded, AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
    internal sealed class InterpolatedStringHandlerAttribute : Attribute;

    /// <summary>A type that can be written as a collection expression.</summary>
    [Embedded, AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
    internal sealed class CollectionBuilderAttribute(Type builderType, string methodName) : Attribute
    {
        public Type BuilderType { get; } = builderType;

        public string MethodName { get; } = methodName;
    }
}

namespace System.Diagnostics.CodeAnalysis
{
    using Microsoft.CodeAnalysis;

    /// <summary>An <c>out</c> parameter that is not null when the method returns <paramref name="returnValue"/>.</summary>
    [Embedded, AttributeUsage(AttributeTargets.Parameter)]
    internal sealed class NotNullWhenAttribute(bool returnValue) : Attribute
    {
        public bool ReturnValue { get; } = returnValue;
    }
}
