import ArgumentParser
import Foundation
import ModelSource
import Wire

/// Writes the wire types of every service in `Models/manifest`, and `COVERAGE.md`.
@main
struct Modelgen: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "modelgen",
        abstract: "Writes Sources/Models from AWS's published service models."
    )

    @Option(help: "The package's root folder.")
    var root = "."

    @Option(help: "botocore's data folder; by default that of the botocore which python3 imports.")
    var models: String?

    func run() throws {
        let manifest = try Manifest(try String(contentsOfFile: "\(root)/Models/manifest", encoding: .utf8))
        let folder = try ModelFolder(named: models, version: manifest.botocoreVersion)
        let patches = try Patch.table(try ModelFolder.read("\(root)/Models/patches.json"))
        var rows: [Coverage.Row] = []
        for entry in manifest.services {
            let model = try load(entry, from: folder, patches: patches)
            let source = try ServiceSource(entry, model)
            let emitter = ServiceEmitter(source: source, botocoreVersion: manifest.botocoreVersion)
            let output = OutputFolder(
                path: "\(root)/Sources/Models/\(entry.prefix)Model",
                format: "\(root)/.swift-format"
            )
            let files = try emitter.files()
            try output.replace(with: files)
            let served = Set(entry.operations)
            let missing = model.operations.map(\.name).filter { !served.contains($0) }.sorted()
            rows.append(Coverage.Row(prefix: entry.prefix, served: entry.operations.sorted(), missing: missing))
            print("\(entry.prefix): \(served.count) operations, \(files.count) files")
        }
        let coverage = Coverage(botocoreVersion: manifest.botocoreVersion, rows: rows.sorted { $0.prefix < $1.prefix })
        try coverage.page.write(toFile: "\(root)/COVERAGE.md", atomically: true, encoding: .utf8)
    }

    private func load(
        _ entry: Manifest.ServiceEntry,
        from folder: ModelFolder,
        patches: [Patch]
    ) throws -> ServiceModel {
        var json =
            entry.isHandwritten
            ? try ModelFolder.read("\(root)/Models/handwritten/\(entry.folder).json")
            : try folder.model(entry.folder, entry.version)
        for patch in patches where patch.service == entry.folder { json = try patch.applied(to: json) }
        return try ServiceModel(json)
    }
}
