using System.Globalization;
using GraphQL.Types;
using GraphQLParser.AST;

namespace OpsBot.Sandbox.Shopify.Graph;

/// <summary>Shopify's own scalars; all of them travel as JSON strings.</summary>
internal static class Scalars
{
    internal static IEnumerable<ScalarGraphType> All =>
        [
            new DecimalScalar("Decimal", "0.0#"),
            new DecimalScalar("Money", "0.00"),
            new TimeScalar(),
            new TextScalar("URL", text => Uri.TryCreate(text, UriKind.Absolute, out _)),
            new TextScalar("UnsignedInt64", text => ulong.TryParse(text, CultureInfo.InvariantCulture, out _)),
        ];

    private abstract class Scalar : ScalarGraphType
    {
        public override object? ParseLiteral(GraphQLValue value) =>
            value switch
            {
                GraphQLNullValue => null,
                GraphQLStringValue text => ParseValue((string)text.Value),
                GraphQLIntValue number => ParseValue((string)number.Value),
                GraphQLFloatValue number => ParseValue((string)number.Value),
                _ => ThrowLiteralConversionError(value),
            };
    }

    private sealed class DecimalScalar : Scalar
    {
        private readonly string format;

        internal DecimalScalar(string name, string format)
        {
            Name = name;
            this.format = format;
        }

        public override object? ParseValue(object? value) =>
            value switch
            {
                null => null,
                decimal number => number,
                _ => decimal.TryParse(
                    Convert.ToString(value, CultureInfo.InvariantCulture),
                    NumberStyles.Number,
                    CultureInfo.InvariantCulture,
                    out var number
                )
                    ? number
                    : ThrowValueConversionError(value),
            };

        public override object? Serialize(object? value) =>
            value is null ? null
            : value is decimal number ? number.ToString(format, CultureInfo.InvariantCulture)
            : ThrowSerializationError(value);
    }

    private sealed class TimeScalar : Scalar
    {
        internal TimeScalar() => Name = "DateTime";

        public override object? ParseValue(object? value) =>
            value switch
            {
                null => null,
                DateTimeOffset time => time,
                string text
                    when DateTimeOffset.TryParse(
                        text,
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.AssumeUniversal,
                        out var time
                    ) => time,
                _ => ThrowValueConversionError(value),
            };

        public override object? Serialize(object? value) =>
            value is null ? null
            : value is DateTimeOffset time
                ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : ThrowSerializationError(value);
    }

    private sealed class TextScalar : Scalar
    {
        private readonly Func<string, bool> valid;

        internal TextScalar(string name, Func<string, bool> valid)
        {
            Name = name;
            this.valid = valid;
        }

        public override object? ParseValue(object? value) =>
            value is null ? null
            : Convert.ToString(value, CultureInfo.InvariantCulture) is { } text && valid(text) ? text
            : ThrowValueConversionError(value);

        public override object? Serialize(object? value) =>
            value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture);
    }
}
