#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The memory that this process may use.
enum MachineMemory {
    /// What one statement may hold of it: a quarter, rounded down to 64 MB, from 256 MB to 4 GB.
    static let statementShare: Int = {
        let unit = 64 << 20
        return min(max(available / 4 / unit * unit, 256 << 20), 4 << 30)
    }()

    /// Bytes: the machine's, or less where a container has a limit.
    private static let available: Int = {
        let pages = sysconf(Int32(_SC_PHYS_PAGES))
        let size = sysconf(Int32(_SC_PAGESIZE))
        let (product, overflow) = Int(pages).multipliedReportingOverflow(by: Int(size))
        // A system that does not tell is taken for a small one.
        let physical = pages > 0 && size > 0 && !overflow ? product : 1 << 30
        let limits = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"].compactMap(number)
        return limits.reduce(physical, min)
    }()

    /// The number that a file of the kernel holds; nil for `max` and a file that is not there.
    private static func number(inFile path: String) -> Int? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var text: [UInt8] = []
        while text.count < 32, case let byte = getc(file), byte != EOF {
            guard let digit = UInt8(exactly: byte), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else {
                break
            }
            text.append(digit)
        }
        return Int(String(decoding: text, as: UTF8.self))
    }
}
