// swift-tools-version: 6.2
import PackageDescription

// The rooms of the house, lowest first; an arrow in `dependencies` always points down.
// Warnings are errors only for ourselves (scripts set VERDICT_STRICT), so a newer compiler still builds this.
let package = Package(
  name: "verdict",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "verdict", targets: ["verdict"]),
    .library(name: "VerdictInference", targets: ["VerdictInference"]),
  ],
  traits: [
    .trait(
      name: "Workbooks",
      description: "Reads and writes spreadsheets (.xlsx); needs expat, minizip and libxlsxwriter."
    ),
    .default(enabledTraits: ["Workbooks"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CGSL",
      pkgConfig: "gsl",
      providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]
    ),
    .systemLibrary(
      name: "CArgon2",
      pkgConfig: "libargon2",
      providers: [.apt(["libargon2-dev"]), .brew(["argon2"])]
    ),
    .systemLibrary(
      name: "CQREncode",
      pkgConfig: "libqrencode",
      providers: [.apt(["libqrencode-dev"]), .brew(["qrencode"])]
    ),
    .systemLibrary(
      name: "CExpat",
      pkgConfig: "expat",
      providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]
    ),
    .systemLibrary(
      name: "CMiniZip",
      pkgConfig: "minizip",
      providers: [.apt(["libminizip-dev"]), .brew(["minizip"])]
    ),
    .systemLibrary(
      name: "CXLSXWriter",
      pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]
    ),
    .target(name: "GSLKit", dependencies: ["CGSL"]),
    .target(name: "SheetKit", dependencies: ["CExpat", "CMiniZip", "CXLSXWriter"]),
    .target(name: "VerdictInference", dependencies: ["GSLKit"]),
    .target(name: "VerdictModel"),
    .target(name: "VerdictAnalysis", dependencies: ["VerdictModel", "VerdictInference", "GSLKit"]),
    .target(
      name: "VerdictSQLite",
      dependencies: [
        "VerdictModel",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        // The audit is a hash chain, written where the rows are written.
        .product(name: "Crypto", package: "swift-crypto"),
      ]
    ),
    .target(
      name: "VerdictExchange",
      dependencies: [
        "VerdictModel",
        .target(name: "SheetKit", condition: .when(traits: ["Workbooks"])),
        .product(name: "Yams", package: "Yams"),
      ]
    ),
    .target(
      name: "VerdictReports",
      dependencies: [
        "VerdictModel", "VerdictInference", "VerdictAnalysis",
        .target(name: "SheetKit", condition: .when(traits: ["Workbooks"])),
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("Templates")]
    ),
    .target(
      name: "VerdictWorkflow",
      dependencies: [
        "GSLKit", "VerdictInference", "VerdictModel", "VerdictAnalysis", "VerdictExchange",
        "VerdictReports",
        .product(name: "Crypto", package: "swift-crypto"),
      ]
    ),
    .target(
      name: "VerdictWeb",
      dependencies: [
        "VerdictModel", "VerdictAnalysis", "VerdictExchange", "VerdictReports", "VerdictWorkflow",
        "CArgon2",
        "CQREncode",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      resources: [.embedInCode("Templates"), .embedInCode("Assets")]
    ),
    .target(
      name: "VerdictCommands",
      dependencies: [
        "VerdictModel", "VerdictAnalysis", "VerdictInference", "VerdictExchange",
        "VerdictReports", "VerdictWorkflow", "VerdictSQLite", "VerdictWeb",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .executableTarget(name: "verdict", dependencies: ["VerdictCommands"]),
    .target(
      name: "VerdictTestSupport",
      dependencies: ["VerdictModel"],
      path: "Tests/VerdictTestSupport"
    ),

    .testTarget(name: "GSLKitTests", dependencies: ["GSLKit"]),
    .testTarget(
      name: "VerdictInferenceTests",
      dependencies: ["VerdictInference", "GSLKit"],
      resources: [.copy("Oracles")]
    ),
    .testTarget(name: "VerdictModelTests", dependencies: ["VerdictModel"]),
    .testTarget(
      name: "VerdictAnalysisTests",
      dependencies: ["VerdictAnalysis", "VerdictModel", "VerdictInference", "GSLKit"]
    ),
    .testTarget(
      name: "VerdictSQLiteTests",
      dependencies: [
        "VerdictSQLite", "VerdictModel", "VerdictTestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),
    .testTarget(
      name: "VerdictExchangeTests",
      dependencies: [
        "VerdictExchange", "VerdictModel",
        .target(name: "SheetKit", condition: .when(traits: ["Workbooks"])),
      ],
      exclude: [
        "Workbooks/bomb.xlsx", "Workbooks/department.xlsx", "Workbooks/workbooks_generate.py",
      ]
    ),
    .testTarget(
      name: "VerdictReportsTests",
      dependencies: [
        "VerdictReports", "VerdictAnalysis", "VerdictModel", "VerdictInference",
        "VerdictTestSupport",
      ],
      exclude: ["Snapshots"]
    ),
    .testTarget(
      name: "VerdictWorkflowTests",
      dependencies: [
        "VerdictWorkflow", "VerdictModel", "VerdictInference", "VerdictAnalysis",
        "VerdictExchange", "VerdictReports", "VerdictSQLite", "VerdictTestSupport",
      ]
    ),
    .testTarget(
      name: "VerdictWebTests",
      dependencies: [
        "VerdictAnalysis", "VerdictExchange",
        "VerdictWeb", "VerdictModel", "VerdictWorkflow", "VerdictSQLite", "VerdictTestSupport",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
      ]
    ),
    .testTarget(
      name: "VerdictCommandsTests",
      dependencies: ["verdict", "VerdictCommands", "VerdictWorkflow", "VerdictTestSupport"],
      exclude: ["Snapshots"]
    ),
  ]
)

let cFacing: Set<String> = ["GSLKit"]
for target in package.targets where target.type != .system && target.type != .plugin {
  var settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
  if cFacing.contains(target.name) { settings.append(.strictMemorySafety()) }
  if Context.environment["VERDICT_STRICT"] == "1" {
    settings.append(.treatAllWarnings(as: .error))
  }
  target.swiftSettings = (target.swiftSettings ?? []) + settings
}
