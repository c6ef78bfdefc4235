import Foundation
import Testing
import VectorKernels

// The linker keeps one of several weak definitions of the same name, from whichever object it meets first. A helper
// that the compiler put into an AVX-512 object would then run on every processor. So the objects of the
// instruction-set targets may define no name but their own module's.

#if os(Linux)
    @Test(
        "the object files of an instruction set define only symbols of their own module",
        .enabled(if: Tool.nm.isInstalled, "nm is missing: install binutils"),
        arguments: ["VectorKernelsV3", "VectorKernelsV4", "VectorKernelsVNNI"])
    func objectsDefineOwnSymbols(module: String) throws {
        #if arch(x86_64)
            let folder = buildFolder.appending(path: "\(module).build")
            let objects = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
                .filter { $0.pathExtension == "o" }
            try #require(!objects.isEmpty, "no objects in \(folder.path)")
            let listing = try Tool.nm.run(
                ["--defined-only", "--extern-only", "--format=posix"] + objects.map(\.path))
            let names = listing.output.split(separator: "\n").compactMap { line -> Substring? in
                let fields = line.split(separator: " ")
                return fields.count >= 2 ? fields[0] : nil
            }
            #expect(names.count > 30)
            // The version number of reflection data: one constant, the same in every object of every level.
            let harmless: Set<Substring> = ["__swift_reflection_version"]
            let foreign = names.filter { !$0.hasPrefix("$s\(module.count)\(module)") && !harmless.contains($0) }
            #expect(foreign.isEmpty, "\(module) defines \(foreign.joined(separator: " "))")
        #endif
    }

    @Test(
        "the kernel suite runs on an emulated processor without AVX and meets no illegal instruction",
        .enabled(if: Tool.qemu.isInstalled, "qemu-x86_64 is missing: install qemu-user"),
        arguments: ["core2duo", "Nehalem"])
    func suiteRunsOnOldProcessor(processor: String) throws {
        #if arch(x86_64)
            let program = buildFolder.appending(path: "kernel-selfcheck")
            let run = try Tool.qemu.run(["-cpu", processor, program.path])
            #expect(run.status == 0, "\(run.output)")
            #expect(run.output.contains("baseline: "), "\(run.output)")
            #expect(run.output.contains(" 0 failed"), "\(run.output)")
        #endif
    }

    @Test(
        "VECDB_ISA lowers the level, and a name that is unknown or too high is not followed",
        arguments: [("baseline", "baseline"), ("v9", nil), ("vnni", nil), ("", nil)] as [(String, String?)])
    func environmentLowersLevel(value: String, expected: String?) throws {
        let program = Tool(path: buildFolder.appending(path: "kernel-selfcheck").path)
        let run = try program.run(["level"], environment: ["VECDB_ISA": value])
        #expect(run.status == 0)
        #expect(run.output == "\(expected ?? InstructionSet.supported.name)\n")
    }

    /// Where the build put the test program, and beside it everything else.
    private var buildFolder: URL { URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent() }

    /// A program of the system.
    private struct Tool {
        var path: String

        static let nm = Tool(path: "/usr/bin/nm")
        static let qemu = Tool(path: "/usr/bin/qemu-x86_64")

        var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }

        func run(_ arguments: [String], environment: [String: String] = [:]) throws -> (status: Int32, output: String) {
            let process = Process()
            process.executableURL = URL(filePath: path)
            process.arguments = arguments
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return (process.terminationStatus, String(decoding: output, as: UTF8.self))
        }
    }
#endif
