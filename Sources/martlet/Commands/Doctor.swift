import ArgumentParser
import Server

/// Says what is missing on this machine, one line for each thing looked at.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say what is missing on this machine.")

    @OptionGroup var folder: DataFolderFlag

    func run() async throws {
        let findings = await Checkup.findings(dataFolder: folder.path)
        for finding in findings {
            let verdict = finding.verdict.rawValue.padding(to: 5)
            print("\(verdict) \(finding.subject.padding(to: 16)) \(finding.detail)")
        }
        if findings.contains(where: { $0.verdict == .bad }) { throw ExitCode.failure }
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
