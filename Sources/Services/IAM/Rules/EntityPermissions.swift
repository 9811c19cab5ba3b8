import Kernel

extension IAMStore {
    /// A permission on a role, with its tags as condition keys.
    func permission(
        _ action: String, onRole name: String, in call: Call, context: [String: [String]] = [:]
    ) async throws -> Permission {
        try await permission(action, on: .role, named: name, in: call, context: context)
    }
}
