import WireInterpreter

@testable import Wire

/// A body in a form in which two that mean the same are equal.
enum Body: Equatable, CustomStringConvertible {
    case fields([String])
    case json(DynamicValue)
    case xml(String)
    case bytes([UInt8])

    init(_ bytes: [UInt8], _ vector: VectorCase) throws {
        switch vector.descriptor.service.wireProtocol {
        case .query:
            self = .fields(try FormFields(bytes).fields.map { "\($0.name)=\($0.value)" }.sorted())
        case .json10, .json11, .restJSON:
            self = (try? Document(json: bytes)).map { .json(.document($0)) } ?? .bytes(bytes)
        case .restXML:
            self = (try? XMLParser.parse(bytes)).map { .xml(Self.text($0, $0.root)) } ?? .bytes(bytes)
        }
    }

    /// An element with its attributes and children in the order of their names, without white space between them.
    private static func text(_ tree: XMLTree, _ index: Int) -> String {
        let element = tree.elements[index]
        let attributes = element.attributes.map { " \($0.name)=\"\($0.value)\"" }.sorted().joined()
        let children = tree.children(of: index).map { text(tree, $0) }
        let content = children.isEmpty ? element.text : children.sorted().joined()
        return "<\(element.name)\(attributes)>\(content)</\(element.name)>"
    }

    var description: String {
        switch self {
        case .fields(let fields): fields.joined(separator: "&")
        case .json(let value): "\(value)"
        case .xml(let text): text
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        }
    }
}
