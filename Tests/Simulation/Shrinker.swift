/// Makes a failing plan short: delta debugging (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", IEEE TSE 28(2), 2002,
/// doi:10.1109/32.988498). Pieces of ever smaller size are left out, as long as what remains still fails.
public enum Shrinker {
    /// - Parameter fails: Whether a plan fails in the same way.
    /// - Returns: A plan that fails, from which no single step can be left out (or that was reached after `attempts` trials).
    public static func shrink(_ steps: [Step], attempts: Int = 400, fails: ([Step]) -> Bool) -> [Step] {
        var steps = steps
        var size = max(1, steps.count / 2)
        var remaining = attempts
        while remaining > 0 {
            var hasShrunk = false
            // From the end: what came last is needed least often, but for the very last step.
            var end = steps.count
            while end > 0, remaining > 0 {
                let start = max(0, end - size)
                var candidate = steps
                candidate.removeSubrange(start..<end)
                remaining -= 1
                if !candidate.isEmpty, fails(candidate) {
                    steps = candidate
                    hasShrunk = true
                }
                end = start
            }
            if size == 1, !hasShrunk { break }
            if !hasShrunk || size > steps.count { size = max(1, size / 2) }
        }
        return steps
    }
}
