import VectorTypes

extension Numeric {
    /// Keeps `newScale` decimals (a negative scale keeps tens, hundreds, …), rounding half away from zero or cutting.
    func keeping(scale newScale: Int, truncating: Bool = false) -> Numeric {
        var copy = self
        copy.keep(scale: newScale, truncating: truncating)
        return copy
    }

    mutating func keep(scale newScale: Int, truncating: Bool = false) {
        guard kind == .finite else { return }
        scale = max(newScale, 0)
        // Decimal digits kept, counted from the first digit of the first limb.
        let kept = (weight + 1) * 4 + newScale
        if digits.isEmpty || kept >= digits.count * 4 { return }
        if kept < 0 {
            digits = []
            normalize()
            return
        }
        var carry: Int32 = 0
        let whole = kept / 4
        let within = kept % 4
        if within == 0 {
            if !truncating, digits[whole] >= 5000 { carry = 1 }
            digits.removeSubrange(whole...)
        } else {
            let unit: Int32 = within == 1 ? 1000 : within == 2 ? 100 : 10
            let rest = digits[whole] % unit
            digits.removeSubrange((whole + 1)...)
            digits[whole] -= rest
            if !truncating, rest >= unit / 2 {
                digits[whole] += unit
                if digits[whole] >= Self.base {
                    digits[whole] -= Self.base
                    carry = 1
                }
            }
        }
        var index = whole - 1
        while carry > 0, index >= 0 {
            digits[index] += 1
            if digits[index] == Self.base {
                digits[index] = 0
                index -= 1
            } else {
                carry = 0
            }
        }
        if carry > 0 {
            digits.insert(1, at: 0)
            weight += 1
        }
        normalize()
    }

    /// `round(n, scale)`.
    package func rounded(toScale scale: Int = 0) throws -> Numeric {
        try keeping(scale: Self.clampedResultScale(scale)).checked()
    }

    /// `trunc(n, scale)`.
    package func truncated(toScale scale: Int = 0) throws -> Numeric {
        try keeping(scale: Self.clampedResultScale(scale), truncating: true).checked()
    }

    private static func clampedResultScale(_ scale: Int) -> Int {
        min(max(scale, -maximumResultScale), maximumResultScale)
    }

    /// The least integer that is not below.
    package var ceiling: Numeric {
        let whole = keeping(scale: 0, truncating: true)
        return isFinite && !negative && !isIntegral ? Self.sum(whole, .one) : whole
    }

    /// The greatest integer that is not above.
    package var floor: Numeric {
        let whole = keeping(scale: 0, truncating: true)
        return isFinite && negative && !isIntegral ? Self.difference(whole, .one) : whole
    }

    /// The least scale that shows the value whole (`min_scale`).
    package var minimumScale: Int {
        guard isFinite, let last = digits.last else { return 0 }
        var count = (digits.count - weight - 1) * 4
        guard count > 0 else { return 0 }
        var limb = last
        while limb % 10 == 0 {
            limb /= 10
            count -= 1
        }
        return max(count, 0)
    }

    /// Without zeros at the end (`trim_scale`).
    package var trimmed: Numeric { showing(scale: minimumScale) }

    /// What a column of type `numeric(p, s)` stores; `modifier` is PostgreSQL's typmod, below 4 for none.
    ///
    /// - Throws: 22003 `numeric field overflow` when more than p − s digits stand before the point.
    package func coerced(toModifier modifier: Int32) throws -> Numeric {
        guard modifier >= 4, !isNaN else { return self }
        let precision = Int((modifier - 4) >> 16)
        // An 11-bit signed field since PostgreSQL 15.
        let scale = Int(((modifier - 4) & 0x7FF) ^ 1024) - 1024
        if isInfinite {
            throw VecDBError(
                .numericValueOutOfRange, "numeric field overflow",
                detail: "A field with precision \(precision), scale \(scale) cannot hold an infinite value.")
        }
        let result = keeping(scale: scale)
        if result.decimalWeight > precision - scale {
            let most = precision - scale
            let limit = most == 0 ? "1" : "10^\(most)"
            throw VecDBError(
                .numericValueOutOfRange, "numeric field overflow",
                detail: "A field with precision \(precision), scale \(scale) must round to an absolute value less than "
                    + "\(limit).")
        }
        return result
    }

    /// How many digits stand before the decimal point; zero or less below 1, and far less for zero itself.
    var decimalWeight: Int {
        guard let first = digits.first else { return Int(Int16.min) }
        return weight * 4 + (first >= 1000 ? 4 : first >= 100 ? 3 : first >= 10 ? 2 : 1)
    }
}
