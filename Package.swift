// swift-tools-version: 6.2
import PackageDescription

// The kernels are compiled once per instruction set from one source: each target below holds a relative symbolic link
// to it. They are optimised in debug builds too, so that tests over 16,000-element vectors take seconds.
#if arch(x86_64)
    let kernelLevels: [(target: String, flags: [String])] = [
        ("VectorKernelsBaseline", []),
        ("VectorKernelsV3", ["-Xcc", "-march=x86-64-v3"]),
        ("VectorKernelsV4", ["-Xcc", "-march=x86-64-v4", "-D", "WIDE_TILES"]),
        ("VectorKernelsVNNI", ["-Xcc", "-march=x86-64-v4", "-Xcc", "-mavx512vnni", "-D", "WIDE_TILES"]),
    ]
#else
    let kernelLevels: [(target: String, flags: [String])] = [("VectorKernelsBaseline", [])]
#endif

let kernelTargets: [Target] = kernelLevels.map { level in
    .target(
        name: level.target, dependencies: ["CIntrinsics", "VectorKernelTable"],
        swiftSettings: [.unsafeFlags(["-O"] + level.flags)])
}

// A target imports only what stands below it.
let package = Package(
    name: "vecdb",
    platforms: [.macOS(.v15), .iOS(.v18)],
    products: [
        .library(name: "VecDB", targets: ["VecDB"]),
        .library(name: "VecDBSQL", targets: ["VecDBSQL"]),
        .library(name: "VectorIndexes", targets: ["VectorIndexes"]),
        .executable(name: "vecdb", targets: ["VecDBShell"]),
    ],
    targets: [
        .executableTarget(name: "VecDBShell", dependencies: ["PsqlShell"]),
        .target(
            name: "PsqlShell", dependencies: ["VecDBSQL", "PostgresSyntax", "VecDB", "VectorTypes", "CLineEdit"]),
        .target(
            name: "VecDBSQL",
            dependencies: ["VecDB", "PostgresSyntax", "PostgresValues", "VectorIndexes", "VectorTypes"]),
        .target(name: "PostgresSyntax", dependencies: ["VectorTypes"]),
        .target(name: "PostgresValues", dependencies: ["VectorTypes"]),
        .target(name: "VecDB", dependencies: ["CSQLite", "VectorIndexes", "VectorTypes"]),
        .target(name: "VectorIndexes", dependencies: ["VectorKernels", "VectorTypes", "CBLAS", "CIntrinsics"]),
        .target(name: "VectorTypes", dependencies: ["VectorKernels"]),
        .target(
            name: "VectorKernels",
            dependencies: ["CIntrinsics", "VectorKernelTable"] + kernelLevels.map { .init(stringLiteral: $0.target) }),
        .target(name: "VectorKernelTable"),
        .target(name: "CIntrinsics"),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CBLAS", providers: [.apt(["libopenblas-dev"])]),
        .systemLibrary(name: "CLineEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),

        .target(name: "TestSupport", dependencies: ["VectorTypes"], path: "Tests/TestSupport"),
        .target(
            name: "KernelChecks", dependencies: ["VectorKernels", "TestSupport"], path: "Tests/KernelChecks",
            swiftSettings: [.unsafeFlags(["-O"])]),
        .executableTarget(
            name: "kernel-selfcheck", dependencies: ["KernelChecks", "CIntrinsics"], path: "Tests/KernelSelfCheck",
            swiftSettings: [.unsafeFlags(["-O"])]),
        .testTarget(
            name: "VectorKernelsTests",
            dependencies: ["VectorKernels", "KernelChecks", "kernel-selfcheck", "TestSupport"]
                + kernelLevels.map { .init(stringLiteral: $0.target) }),
        .target(
            name: "FuzzTargets",
            dependencies: ["PsqlShell", "VecDBSQL", "PostgresSyntax", "VecDB", "VectorIndexes", "VectorTypes"],
            path: "Tests/FuzzTargets"),
        .executableTarget(name: "vecdb-fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzzer"),
        .testTarget(name: "FuzzTargetsTests", dependencies: ["FuzzTargets", "TestSupport"]),
        .testTarget(name: "VectorTypesTests", dependencies: ["VectorTypes", "TestSupport"]),
        .testTarget(name: "VectorIndexesTests", dependencies: ["VectorIndexes", "TestSupport"]),
        .executableTarget(name: "crash-writer", dependencies: ["VecDB"], path: "Tests/CrashWriter"),
        .testTarget(name: "VecDBTests", dependencies: ["VecDB", "TestSupport", "crash-writer"]),
        .testTarget(name: "PostgresSyntaxTests", dependencies: ["PostgresSyntax", "TestSupport"]),
        .testTarget(name: "PostgresValuesTests", dependencies: ["PostgresValues", "TestSupport"]),
        .testTarget(name: "VecDBSQLTests", dependencies: ["VecDBSQL", "TestSupport", "CSQLite"]),
        .testTarget(name: "DocumentationTests", dependencies: ["VecDB", "VecDBSQL", "VecDBShell"]),
        .testTarget(name: "PsqlShellTests", dependencies: ["PsqlShell", "VecDBShell", "TestSupport"]),
    ] + kernelTargets,
    swiftLanguageModes: [.v6]
)
