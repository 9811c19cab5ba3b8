package import Wire

/// One operation of a published model.
package struct OperationModel {
    package let name: String
    package let json: Document

    init(_ name: String, _ json: Document) {
        self.name = name
        self.json = json
    }

    /// The reference to the input's shape, with the traits of its use here.
    package var input: Document? { json["input"] }
    package var output: Document? { json["output"] }
    package var method: String { json["http"]?["method"]?.text ?? "POST" }
    package var uri: String { json["http"]?["requestUri"]?.text ?? "/" }
    package var status: Int { json["http"]?["responseCode"]?.number.flatMap { Int(exactly: $0) } ?? 200 }

    /// Whether AWS lets it be called without a signature.
    package var isUnsigned: Bool {
        json["authtype"]?.text == "none" || json["auth"]?.elements.first?.text == "smithy.api#noAuth"
    }

    /// The names of its errors' shapes.
    package var errors: [String] { json["errors"]?.elements.compactMap { $0["shape"]?.text } ?? [] }
}
