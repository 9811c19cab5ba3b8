// swift-tools-version: 6.2
import PackageDescription

/// Held by every target: nothing is seen that was not imported, nothing is exported by accident.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

/// A room of the house. Its dependencies are its arrows; see ARCHITECTURE.md.
func room(_ name: String, path: String? = nil, imports dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: path ?? "Sources/\(name)", swiftSettings: settings)
}

/// The tests of one room, at the mirrored path.
func tests(of name: String, path: String? = nil, imports dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name)] + dependencies,
        path: path ?? "Tests/\(name)Tests",
        swiftSettings: settings
    )
}

/// Something that is run.
func program(_ name: String, path: String, imports dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: path, swiftSettings: settings)
}

/// On Linux its static form is linked, so that the server stays one file to carry.
#if os(macOS)
    let minizip = Target.systemLibrary(
        name: "CMinizip", path: "Sources/CMinizip", pkgConfig: "minizip", providers: [.brew(["minizip"])])
    let minizipLibraries: [LinkerSetting] = [.linkedLibrary("minizip")]
#else
    let minizip = Target.systemLibrary(
        name: "CMinizip", path: "Sources/CMinizip", providers: [.apt(["libminizip-dev"])])
    let minizipLibraries: [LinkerSetting] = [.linkedLibrary(":libminizip.a"), .linkedLibrary("z")]
#endif
/// OpenSSL's libcrypto and Argon2, likewise.
#if os(macOS)
    let openssl = Target.systemLibrary(
        name: "COpenSSL", path: "Sources/COpenSSL", pkgConfig: "libcrypto", providers: [.brew(["openssl@3"])])
    let argon2 = Target.systemLibrary(
        name: "CArgon2", path: "Sources/CArgon2", pkgConfig: "libargon2", providers: [.brew(["argon2"])])
    let cryptographyLibraries: [LinkerSetting] = [.linkedLibrary("crypto"), .linkedLibrary("argon2")]
#else
    let openssl = Target.systemLibrary(
        name: "COpenSSL", path: "Sources/COpenSSL", providers: [.apt(["libssl-dev"])])
    let argon2 = Target.systemLibrary(
        name: "CArgon2", path: "Sources/CArgon2", providers: [.apt(["libargon2-dev"])])
    let cryptographyLibraries: [LinkerSetting] = [.linkedLibrary(":libcrypto.a"), .linkedLibrary(":libargon2.a")]
#endif
let cryptography = Target.target(
    name: "Cryptography",
    dependencies: ["COpenSSL", "CArgon2", crypto],
    path: "Sources/Cryptography",
    swiftSettings: settings,
    linkerSettings: cryptographyLibraries
)
let archives = Target.target(
    name: "Archives",
    dependencies: ["CMinizip"],
    path: "Sources/Archives",
    swiftSettings: settings,
    linkerSettings: minizipLibraries
)

/// The rooms of the house, lowest first.
let rooms: [Target] = [
    // Protocols and policies: pure.
    room("Wire", imports: [crypto]),
    room("IAMPolicy"),

    // Wire types, written by modelgen.
    room("IAMModel", path: "Sources/Models/IAMModel", imports: ["Wire"]),
    room("IdentityPoolsModel", path: "Sources/Models/IdentityPoolsModel", imports: ["Wire"]),
    room("KMSModel", path: "Sources/Models/KMSModel", imports: ["Wire"]),
    room("LambdaModel", path: "Sources/Models/LambdaModel", imports: ["Wire"]),
    room("LogsModel", path: "Sources/Models/LogsModel", imports: ["Wire"]),
    room("MartletModel", path: "Sources/Models/MartletModel", imports: ["Wire"]),
    room("STSModel", path: "Sources/Models/STSModel", imports: ["Wire"]),
    room("UserPoolsModel", path: "Sources/Models/UserPoolsModel", imports: ["Wire"]),

    // What every service stands on.
    room("Kernel", imports: ["Wire", "IAMPolicy", logging]),
    room("Storage", imports: [crypto, logging, .product(name: "GRDB", package: "GRDB.swift")]),
    room("OpenIDConnect", imports: ["Kernel", "Wire", crypto, cryptoExtras]),
    room("EncryptionSDK", imports: [crypto]),
    .target(name: "CXMLSignature", path: "Sources/CXMLSignature"),
    room("SAMLAssertions", imports: ["CXMLSignature", "Wire"]),

    room("Messages", imports: ["Kernel", "Storage", "Wire", crypto, logging]),
    .target(name: "CMail", path: "Sources/CMail"),
    room("Mail", imports: ["CMail", "Kernel", "Wire"]),

    openssl,
    argon2,
    cryptography,

    room("TokenSigning", imports: ["Cryptography", "Kernel", "Storage", "Wire"]),

    room("Blobs", imports: [crypto]),
    minizip,
    archives,
    room(
        "FunctionRuntime",
        imports: [
            "Archives", "Blobs", "Kernel", "Wire", logging,
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
        ]
    ),

    // One room per AWS service.
    room(
        "ServiceIAM",
        path: "Sources/Services/IAM",
        imports: ["Cryptography", "Kernel", "Wire", "IAMPolicy", "Storage", "IAMModel", crypto, cryptoExtras]
    ),
    room(
        "ServiceIdentityPools",
        path: "Sources/Services/IdentityPools",
        imports: [
            "Cryptography", "Kernel", "Wire", "IAMPolicy", "OpenIDConnect", "SAMLAssertions", "Storage", "TokenSigning",
            "IdentityPoolsModel", "STSModel", crypto, logging,
        ]
    ),
    room(
        "ServiceKMS",
        path: "Sources/Services/KMS",
        imports: ["Cryptography", "Kernel", "Wire", "IAMPolicy", "Storage", "KMSModel", crypto, logging]
    ),
    room(
        "ServiceLambda",
        path: "Sources/Services/Lambda",
        imports: [
            "Archives", "Blobs", "Kernel", "Wire", "IAMPolicy", "Storage", "LambdaModel", "LogsModel", "STSModel",
            crypto, logging,
        ]
    ),
    room(
        "ServiceLogs",
        path: "Sources/Services/Logs",
        imports: ["Kernel", "Wire", "IAMPolicy", "Storage", "LogsModel", crypto, logging]
    ),
    room(
        "ServiceMartlet",
        path: "Sources/Services/Martlet",
        imports: ["Kernel", "Wire", "IAMPolicy", "Messages", "Storage", "MartletModel", crypto]
    ),
    room(
        "ServiceSTS",
        path: "Sources/Services/STS",
        imports: [
            "Kernel", "Wire", "IAMPolicy", "OpenIDConnect", "SAMLAssertions", "Storage", "STSModel", crypto, logging,
        ]
    ),
    room(
        "ServiceUserPools",
        path: "Sources/Services/UserPools",
        imports: [
            "Cryptography", "EncryptionSDK", "Kernel", "Wire", "IAMPolicy", "Messages", "Storage", "TokenSigning",
            "UserPoolsModel", "KMSModel", "LambdaModel", "LogsModel", "STSModel", crypto, logging,
        ]
    ),

    // HTTP in and out, composition.
    room(
        "Gateway",
        imports: [
            "Kernel", "Wire", "IAMPolicy", logging,
            .product(name: "AsyncAlgorithms", package: "swift-async-algorithms"),
            .product(name: "HummingbirdCore", package: "hummingbird"),
            .product(name: "HTTPTypes", package: "swift-http-types"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        ]
    ),
    room(
        "Server",
        imports: [
            "Blobs", "FunctionRuntime", "Gateway", "Kernel", "Mail", "Messages", "Wire", "IAMPolicy", "OpenIDConnect",
            "Storage", "ServiceIAM", "ServiceIdentityPools", "ServiceKMS", "ServiceLambda", "ServiceLogs",
            "ServiceMartlet", "ServiceSTS", "ServiceUserPools", logging,
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "HTTPTypes", package: "swift-http-types"),
            .product(name: "HummingbirdCore", package: "hummingbird"),
            .product(name: "HummingbirdTLS", package: "hummingbird"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
            .product(name: "NIOSSL", package: "swift-nio-ssl"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            .product(name: "Yams", package: "Yams"),
        ]
    ),
]

/// What is run: the server, the generator of models, and what tests and measures.
let programs: [Target] = [
    program(
        "martlet",
        path: "Sources/martlet",
        imports: [
            "Archives", "Server", "IAMModel", "LambdaModel", "LogsModel", "MartletModel", "Wire", arguments,
        ]
    ),
    room("ModelSource", path: "Sources/modelgen/ModelSource", imports: ["Wire"]),
    program("modelgen", path: "Sources/modelgen/Generator", imports: ["ModelSource", "Wire", arguments]),

    room("WireInterpreter", path: "Tests/Tools/WireInterpreter", imports: ["Wire", "ModelSource"]),
    program(
        "wire-oracle",
        path: "Tests/Tools/WireOracle",
        imports: [
            "Wire", "ModelSource", "WireInterpreter", "IAMModel", "IdentityPoolsModel", "KMSModel", "LambdaModel",
            "LogsModel", "MartletModel", "STSModel", "UserPoolsModel",
        ]
    ),
    program("signing-oracle", path: "Tests/Tools/SigningOracle", imports: ["Wire"]),
    program("storage-crash", path: "Tests/Tools/StorageCrash", imports: ["Storage"]),

    program(
        "bench-echo", path: "Benchmarks/Echo",
        imports: [.product(name: "Hummingbird", package: "hummingbird"), logging]),
    program("bench-micro", path: "Benchmarks/Micro", imports: ["Cryptography", "IAMPolicy", "Storage"]),
]

/// The tests, each at the path that mirrors its room's.
let suites: [Target] = [
    tests(of: "Archives"),
    tests(of: "Blobs", imports: [crypto]),
    tests(of: "Cryptography", imports: [crypto]),
    tests(of: "EncryptionSDK", imports: [crypto]),
    tests(of: "FunctionRuntime", imports: ["Archives", "Blobs", "Kernel", "Wire", logging]),
    tests(
        of: "Gateway",
        imports: [
            "Kernel", "Wire", "IAMPolicy", "MartletModel", logging,
            .product(name: "HTTPTypes", package: "swift-http-types"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOEmbedded", package: "swift-nio"),
            .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        ]
    ),
    tests(of: "IAMPolicy"),
    tests(of: "Kernel", imports: ["Wire", "IAMPolicy", "MartletModel", logging]),
    tests(of: "Mail", imports: ["Kernel", "Wire"]),
    tests(of: "Messages", imports: ["Kernel", "Storage", "Wire", logging]),
    tests(of: "OpenIDConnect", imports: ["Kernel", "Wire", crypto, cryptoExtras]),
    tests(of: "SAMLAssertions", imports: ["Wire"]),
    tests(of: "Server", imports: ["Kernel", "Mail", "Messages", "ServiceUserPools", logging]),
    tests(
        of: "ServiceIAM",
        path: "Tests/Services/IAMTests",
        imports: ["Cryptography", "Kernel", "Wire", "IAMPolicy", "Storage", "IAMModel", crypto]
    ),
    tests(
        of: "ServiceIdentityPools",
        path: "Tests/Services/IdentityPoolsTests",
        imports: [
            "Cryptography", "Kernel", "Wire", "IAMPolicy", "OpenIDConnect", "ServiceSTS", "Storage", "TokenSigning",
            "IdentityPoolsModel", "STSModel", crypto, cryptoExtras, logging,
        ]
    ),
    tests(
        of: "ServiceKMS",
        path: "Tests/Services/KMSTests",
        imports: ["Kernel", "Wire", "IAMPolicy", "Storage", "KMSModel", crypto, logging]
    ),
    tests(
        of: "ServiceLambda",
        path: "Tests/Services/LambdaTests",
        imports: [
            "Archives", "Blobs", "Kernel", "Wire", "IAMPolicy", "Storage", "LambdaModel", "LogsModel", "STSModel",
            crypto, logging,
        ]
    ),
    tests(
        of: "ServiceLogs",
        path: "Tests/Services/LogsTests",
        imports: ["Kernel", "Wire", "IAMPolicy", "Storage", "LogsModel", logging]
    ),
    tests(
        of: "ServiceMartlet",
        path: "Tests/Services/MartletTests",
        imports: ["Kernel", "Wire", "IAMPolicy", "Messages", "Storage", "MartletModel"]
    ),
    tests(
        of: "ServiceSTS",
        path: "Tests/Services/STSTests",
        imports: ["Kernel", "Wire", "IAMPolicy", "OpenIDConnect", "Storage", "STSModel", crypto, cryptoExtras]
    ),
    tests(
        of: "ServiceUserPools",
        path: "Tests/Services/UserPoolsTests",
        imports: [
            "Cryptography", "Kernel", "Wire", "IAMPolicy", "Messages", "Storage", "TokenSigning", "UserPoolsModel",
            "KMSModel", "LambdaModel", "LogsModel", "STSModel", crypto, cryptoExtras, logging,
        ]
    ),
    tests(of: "TokenSigning", imports: ["Cryptography", "Kernel", "Storage", "Wire"]),
    tests(of: "Storage", imports: ["storage-crash", .product(name: "GRDB", package: "GRDB.swift")]),
    tests(of: "Wire", imports: ["WireInterpreter", "ModelSource", "IAMModel", "LambdaModel", "MartletModel", crypto]),
]

let package = Package(
    name: "martlet",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "martlet", targets: ["martlet"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: rooms + programs + suites,
    swiftLanguageModes: [.v6]
)
