// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "vecdb-bench", targets: ["VecDBBench"])],
    dependencies: [.package(name: "vecdb", path: "..")],
    targets: [
        .executableTarget(
            name: "VecDBBench",
            dependencies: [
                .product(name: "VectorIndexes", package: "vecdb"), .product(name: "VecDB", package: "vecdb"),
                .product(name: "VecDBSQL", package: "vecdb"), "CReadRate", "CBenchBLAS",
            ]),
        .testTarget(name: "VecDBBenchTests", dependencies: ["VecDBBench"]),
        .target(name: "CReadRate"),
        .systemLibrary(name: "CBenchBLAS", providers: [.apt(["libopenblas-dev"])]),
    ],
    swiftLanguageModes: [.v6]
)
