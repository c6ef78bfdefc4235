import PostgresSyntax
func deparse(_ expression: Expression) -> String { "" }
func deparse(_ select: SelectStatement) -> String { "" }
