// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "swift-function",
    targets: [.executableTarget(name: "bootstrap")]
)
