using GraphQL;

namespace OpsBot.Sandbox.Shopify.Graph;

/// <summary>Says for every type of the schema which of our classes stands behind it, and how each field is read from it.</summary>
internal sealed class Resolvers
{
    private readonly Dictionary<(string Type, string Field), Func<IResolveFieldContext, object?>> fields = [];
    private readonly List<(Type Class, Func<object, string> Name)> types = [];

    internal Fields<T> On<T>(string type) => On<T>(type, _ => type);

    /// <summary>For a class that stands behind more than one type.</summary>
    internal Fields<T> On<T>(string type, Func<T, string> name)
    {
        types.Add((typeof(T), thing => name((T)thing)));
        return new Fields<T>(type, fields);
    }

    internal Func<IResolveFieldContext, object?>? Find(string type, string field) =>
        type.EndsWith("Connection", StringComparison.Ordinal) ? PageFields.Connection(field)
        : type.EndsWith("Edge", StringComparison.Ordinal) ? PageFields.Edge(field)
        : fields.GetValueOrDefault((type, field));

    internal string TypeOf(object thing) => types.First(pair => pair.Class == thing.GetType()).Name(thing);
}

/// <summary>The fields of one type.</summary>
internal sealed class Fields<T>(
    string type,
    Dictionary<(string Type, string Field), Func<IResolveFieldContext, object?>> fields
)
{
    internal Fields<T> Is(string field, Func<T, object?> read) => With(field, (source, _) => read(source));

    internal Fields<T> Is(string field, Func<T, Args, object?> read) =>
        With(field, (source, context) => read(source, Args.Of(context)));

    /// <summary>A field that needs more than its arguments: the caller, or a directive.</summary>
    internal Fields<T> With(string field, Func<T, IResolveFieldContext, object?> read)
    {
        fields.Add((type, field), context => read((T)context.Source!, context));
        return this;
    }
}
