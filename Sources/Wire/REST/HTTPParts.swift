/// The parts of an HTTP message over which a REST protocol spreads a structure.
struct HTTPParts {
    var headers = HeaderList()
    /// Names and values of the query string, decoded.
    var query: [FormFields.Field] = []
    /// The values of the path's labels, decoded.
    var labels: [String: String] = [:]
    var status = 200
    var body: [UInt8] = []
}

/// Which of two formats a REST protocol's bodies have.
enum BodyFormat {
    case json
    /// The value lies under these steps of the document, as far as they are there.
    case xml(at: [String] = [])

    /// A reader of a body whose outermost value has a path and a reference when it is itself a member.
    func reader(_ bytes: [UInt8], root: String, reference: ShapeReference?) throws -> any ShapeReader {
        switch self {
        case .json: try JSONReader(bytes, root: root, reference: reference)
        case .xml(let steps): try XMLReader(bytes, at: steps, root: root, reference: reference)
        }
    }
}
