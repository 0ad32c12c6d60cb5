// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors in our own targets; dependencies keep their own settings.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A module of the program. Listed below in the order of dependency; no two import each other.
func module(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []
) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// The tests of one module.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies, resources: resources, swiftSettings: strict)
}

let package = Package(
  name: "ipo-ledger",
  products: [.executable(name: "ipo", targets: ["ipo"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Values and formats.
    module("Parallelism", []),
    module("LargeMemory", []),
    module("Quantities", []),
    module("CanonicalJSON", []),
    module("TradingDays", [], resources: [.embedInCode("Calendars")]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    module("Cryptography", ["COpenSSL"]),
    module("Transparency", ["Cryptography"]),

    // The rules and the decisions: pure.
    module("Lottery", ["Cryptography", "Parallelism"]),
    module("Fairness", ["Quantities", "Parallelism", "Lottery"]),
    module(
      "Rulebooks", ["Quantities", "TradingDays", "CanonicalJSON", "Lottery"],
      resources: [.embedInCode("Rulebooks")]),
    module(
      "Offerings",
      [
        "Quantities", "TradingDays", "CanonicalJSON", "Parallelism", "Cryptography",
        "Transparency", "Lottery", "Rulebooks",
      ]),
    module(
      "Timetables",
      ["Quantities", "TradingDays", "Cryptography", "Lottery", "Rulebooks", "Offerings"],
      resources: [.embedInCode("Timetables")]),
    module(
      "Bookbuilding", ["Quantities", "TradingDays", "CanonicalJSON", "Rulebooks", "Offerings"]),
    module("Clawback", ["Quantities", "Rulebooks", "Offerings"]),
    module(
      "Allotment",
      ["Quantities", "Cryptography", "Lottery", "Rulebooks", "Offerings", "Bookbuilding"]),

    // The ledger and what is posted to it: pure.
    module(
      "Ledger",
      [
        "Quantities", "CanonicalJSON", "TradingDays", "Cryptography", "Transparency", "Offerings",
      ], resources: [.embedInCode("Chart")]),
    module("Settlement", ["Quantities", "TradingDays", "Rulebooks", "Offerings"]),
    module(
      "Pricing",
      [
        "Quantities", "Rulebooks", "Offerings", "Bookbuilding", "Clawback", "Allotment",
        "Settlement",
      ]),
    module(
      "ShareRegister",
      [
        "Quantities", "TradingDays", "Rulebooks", "Offerings", "Bookbuilding", "Allotment",
        "Settlement", "Ledger",
      ]),
    module(
      "Issuance",
      [
        "Quantities", "TradingDays", "CanonicalJSON", "Cryptography", "Lottery", "Rulebooks",
        "Offerings", "Bookbuilding", "Clawback", "Allotment", "Ledger", "Settlement",
        "ShareRegister",
      ]),
    module(
      "Reconciliation",
      ["LargeMemory", "Quantities", "CanonicalJSON", "TradingDays", "ShareRegister"]),

    // The edge: bytes to values.
    module(
      "Inputs",
      [
        "Quantities", "TradingDays", "CanonicalJSON", "Parallelism", "Cryptography",
        "Transparency", "Lottery", "Rulebooks", "Offerings", "Timetables", "Bookbuilding",
        "Ledger", "Issuance", "Reconciliation",
        .product(name: "Yams", package: "Yams"),
      ]),
    module(
      "Synthesis",
      [
        "Quantities", "TradingDays", "Cryptography", "Lottery", "Rulebooks", "Offerings",
        "Bookbuilding", "Clawback", "Allotment", "Settlement", "Issuance", "Inputs",
        "CanonicalJSON", "Reconciliation",
      ]),
    module(
      "Storage",
      [
        "Parallelism", "CanonicalJSON", "TradingDays", "Cryptography", "Transparency", "Rulebooks",
        "Offerings",
        "Ledger", "Issuance", "Inputs",
      ]),
    module(
      "Audit",
      [
        "Parallelism", "LargeMemory", "Quantities", "TradingDays", "CanonicalJSON", "Cryptography",
        "Transparency", "Lottery",
        "Rulebooks", "Offerings", "Bookbuilding", "Allotment", "Ledger", "Settlement",
        "ShareRegister", "Issuance", "Reconciliation", "Inputs",
      ]),
    module(
      "Reports",
      [
        "Quantities", "TradingDays", "CanonicalJSON", "Cryptography", "Lottery", "Rulebooks",
        "Offerings", "Timetables", "Bookbuilding", "Clawback", "Allotment", "Ledger", "Settlement",
        "ShareRegister", "Issuance", "Reconciliation", "Audit", "Pricing",
      ]),
    .executableTarget(
      name: "ipo",
      dependencies: [
        "Quantities", "TradingDays", "CanonicalJSON", "Cryptography", "Transparency", "Lottery",
        "Rulebooks", "Offerings", "Bookbuilding", "Timetables", "Clawback", "Allotment", "Ledger",
        "ShareRegister", "Issuance", "Pricing", "Reconciliation", "Inputs", "Synthesis", "Storage",
        "Audit", "Reports",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "ipo", "Quantities", "Parallelism", "Cryptography", "Lottery", "Fairness", "Offerings",
        "Bookbuilding", "Pricing", "Ledger", "Issuance", "Reconciliation", "Inputs", "Storage",
      ], swiftSettings: strict),

    // Every parser with what has to hold of it, and the command that tries them.
    module(
      "Fuzzing",
      [
        "Quantities", "CanonicalJSON", "TradingDays", "Cryptography", "Transparency", "Lottery",
        "Rulebooks", "Offerings", "Timetables", "Bookbuilding", "Ledger", "Reconciliation",
        "Inputs", "Audit",
      ]),
    .executableTarget(name: "Fuzz", dependencies: ["Fuzzing"], swiftSettings: strict),

    // Offerings that the tests of several modules begin with.
    .target(
      name: "SampleOfferings",
      dependencies: [
        "Quantities", "TradingDays", "Cryptography", "Lottery", "Rulebooks", "Offerings",
        "Bookbuilding", "Allotment", "Inputs",
      ], path: "Tests/SampleOfferings", swiftSettings: strict),

    // A disk that loses power.
    .target(
      name: "SimulatedDisk", dependencies: ["Storage"], path: "Tests/SimulatedDisk",
      swiftSettings: strict),

    // Reads HTML that the program wrote.
    .target(name: "Pages", path: "Tests/Pages", swiftSettings: strict),

    tests("Parallelism", ["Parallelism"]),
    tests("Quantities", ["Quantities"]),
    tests("CanonicalJSON", ["CanonicalJSON"], resources: [.embedInCode("Data")]),
    tests("TradingDays", ["TradingDays", "CanonicalJSON"], resources: [.embedInCode("Data")]),
    tests("Cryptography", ["Cryptography"]),
    tests("Lottery", ["Lottery", "Cryptography"], resources: [.copy("Vectors")]),
    tests("Fairness", ["Fairness", "Lottery"]),
    tests("Transparency", ["Transparency", "Cryptography"], resources: [.copy("Vectors")]),
    tests(
      "Offerings",
      ["Quantities", "TradingDays", "Cryptography", "Transparency", "Lottery", "Offerings"]),
    tests(
      "Bookbuilding",
      [
        "Bookbuilding", "Offerings", "Quantities", "Rulebooks", "SampleOfferings", "TradingDays",
      ]),
    tests(
      "Timetables",
      [
        "CanonicalJSON", "Cryptography", "Inputs", "Lottery", "Offerings", "Quantities", "Reports",
        "Rulebooks", "Timetables", "TradingDays",
      ]),
    tests(
      "Clawback", ["Clawback", "Offerings", "Quantities", "Rulebooks", "SampleOfferings"]),
    tests(
      "Allotment",
      [
        "Allotment", "Bookbuilding", "Cryptography", "Lottery", "Offerings", "Quantities",
        "Rulebooks", "SampleOfferings", "TradingDays",
      ]),
    tests(
      "Ledger",
      [
        "CanonicalJSON", "Cryptography", "Ledger", "Offerings", "Quantities", "TradingDays",
        "Transparency",
      ]),
    tests(
      "Issuance",
      [
        "Bookbuilding", "Inputs", "Issuance", "Offerings", "Quantities", "Rulebooks",
        "SampleOfferings",
      ]),
    tests(
      "Settlement",
      [
        "Offerings", "Quantities", "Rulebooks", "SampleOfferings", "Settlement", "TradingDays",
      ]),
    tests(
      "Pricing",
      [
        "Allotment", "Bookbuilding", "Clawback", "Offerings", "Pricing", "Quantities", "Rulebooks",
        "SampleOfferings", "Settlement", "TradingDays",
      ]),
    tests(
      "Register",
      [
        "Allotment", "Bookbuilding", "Cryptography", "Ledger", "Offerings", "Quantities",
        "Rulebooks", "SampleOfferings", "Settlement", "ShareRegister", "TradingDays",
      ]),
    tests(
      "Reconciliation",
      [
        "CanonicalJSON", "Offerings", "Quantities", "Reconciliation", "SampleOfferings",
        "Settlement", "ShareRegister", "TradingDays",
      ]),
    tests(
      "Inputs",
      [
        "Bookbuilding", "Cryptography", "Transparency", "Inputs", "Lottery", "Offerings",
        "Quantities", "Reconciliation", "Rulebooks", "SampleOfferings", "TradingDays",
      ], resources: [.embedInCode("Data")]),
    tests(
      "Deal",
      [
        "Allotment", "Bookbuilding", "CanonicalJSON", "Clawback", "Cryptography", "Lottery",
        "Inputs", "Offerings", "Quantities", "Rulebooks", "SampleOfferings", "Settlement",
        "ShareRegister", "Timetables", "TradingDays",
      ], resources: [.embedInCode("Data")]),
    tests(
      "Synthesis",
      [
        "Allotment", "Bookbuilding", "Inputs", "Issuance", "Offerings", "Quantities", "Settlement",
        "Storage", "Synthesis", "TradingDays",
      ]),
    tests(
      "Storage",
      [
        "Audit", "CanonicalJSON", "Cryptography", "Inputs", "Issuance", "Ledger", "Offerings",
        "Parallelism", "Quantities", "SimulatedDisk", "Storage", "TradingDays", "Transparency",
      ]),
    tests(
      "Audit",
      [
        "Audit", "CanonicalJSON", "Cryptography", "Ledger", "Offerings", "Quantities",
        "TradingDays", "Transparency",
      ]),
    tests(
      "Reports",
      [
        "Audit", "CanonicalJSON", "Cryptography", "Inputs", "Lottery", "Pages", "Quantities",
        "Reports", "Rulebooks", "ShareRegister", "Timetables", "TradingDays",
      ]),
    tests("Benchmarks", ["Benchmarks"]),
    tests("Fuzz", ["Fuzz", "Fuzzing"]),
    .testTarget(name: "TidyTests", swiftSettings: strict),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "ipo", "Audit", "CanonicalJSON", "Cryptography", "Inputs", "Issuance", "Ledger",
        "Offerings", "Pages", "Parallelism", "Quantities", "Reconciliation", "Reports", "Storage",
        "TradingDays",
        "Transparency",
      ], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

// libFuzzer brings a main function of its own, so that its program is there only when asked for:
// Scripts/fuzz.
if Context.environment["LIBFUZZER"] != nil {
  package.targets.append(
    .executableTarget(
      name: "LibFuzzer", dependencies: ["Fuzzing"],
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
}
