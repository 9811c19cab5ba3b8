import ModelSource
import Wire

/// One correction of a published model, with its reason: a row of `Models/patches.json`.
///
/// The correction is a JSON merge patch (RFC 7396): objects are merged, null removes, anything else replaces.
struct Patch {
    var service: String
    var reason: String
    var change: Document

    /// The rows of the table.
    static func table(_ json: Document) throws -> [Patch] {
        try json.elements.map { row in
            guard let service = row["service"]?.text, let reason = row["reason"]?.text, let change = row["change"],
                !reason.isEmpty
            else { throw ModelFault("a row of the patch table lacks its service, reason or change") }
            return Patch(service: service, reason: reason, change: change)
        }
    }

    /// The model with this correction; one that changes nothing is a fault, since AWS has mended its model.
    func applied(to model: Document) throws -> Document {
        let patched = Self.merge(change, into: model)
        if patched == model { throw ModelFault("a patch of \(service) changes nothing: \(reason)") }
        return patched
    }

    private static func merge(_ change: Document, into target: Document) -> Document {
        guard case .object(let changes) = change else { return change }
        var members = target.members
        for change in changes {
            let index = members.firstIndex { $0.name == change.name }
            if change.value == .null {
                members.removeAll { $0.name == change.name }
            } else if let index {
                members[index].value = merge(change.value, into: members[index].value)
            } else {
                members.append(Document.Member(change.name, merge(change.value, into: .object([]))))
            }
        }
        return .object(members)
    }
}
