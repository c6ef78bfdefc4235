import VecDB

/// How values are shown: a result's texts with the settings that the session had when it was made.
final class TextFormat: @unchecked Sendable {
    // Safe because the context is a copy that is never changed after init, and text output only reads it.
    private let context: FunctionContext

    init(_ other: FunctionContext) {
        context = FunctionContext()
        context.timeZone = other.timeZone
        context.dateStyle = other.dateStyle
        context.intervalStyle = other.intervalStyle
        context.extraFloatDigits = other.extraFloatDigits
        context.byteaEscape = other.byteaEscape
    }

    func text(_ value: SQLiteValue, _ type: ColumnType) -> String? {
        try? ValueText.text(of: value, as: type, context)
    }
}
