import ModelSource
import Testing
import Wire
import WireInterpreter

/// AWS's own cases say how a request looks; our client must write it so, and our server must read it back.
@Suite(.enabled(if: VectorFolder.isPresent, Comment(rawValue: VectorFolder.absence)))
struct InputVectorTests {
    static let token = "00000000-0000-4000-8000-000000000000"

    @Test(arguments: VectorFolder.files)
    func clientWritesTheRequest(file: String) throws {
        let excluded = ExcludedVectors.input.merging(ExcludedVectors.clientInput) { first, _ in first }
        let cases = try VectorCase.all("input/\(file)", without: excluded)
        #expect(!cases.isEmpty)
        for vector in cases {
            let value = try vector.value(vector.json["params"] ?? .null, vector.operation.input)
            let schema = try vector.interpreter.schema(vector.operation.input)
            let request = try ClientCodec(vector.descriptor.service.wireProtocol).encode(
                operation: vector.descriptor,
                schema: schema,
                idempotencyToken: Self.token
            ) { try vector.interpreter.write(value, vector.operation.input, to: $0) }
            try compare(request, vector)
        }
    }

    private func compare(_ request: WireRequest, _ vector: VectorCase) throws {
        let expected = vector.request
        let id = Comment(rawValue: vector.id)
        #expect(request.method == expected.method, id)
        if vector.json["serialized"]?["host"] == nil { #expect(request.path == expected.path, id) }
        #expect(parts(request.query) == parts(expected.query), id)
        for header in expected.headers.fields {
            let value = request.headers[header.name]
            if header.name.isEqualIgnoringASCIICase("Content-Type") {
                #expect(value?.hasPrefix(header.value) == true, id)
            } else {
                #expect(value == header.value, id)
            }
        }
        for name in vector.json["serialized"]?["forbidHeaders"]?.elements.compactMap(\.text) ?? [] {
            #expect(request.headers[name] == nil, id)
        }
        guard vector.json["serialized"]?["body"] != nil else { return }
        try #expect(Body(request.body, vector) == Body(expected.body, vector), id)
    }

    private func parts(_ query: String) -> [String] {
        query.split(separator: "&").map { $0.hasSuffix("=") ? String($0.dropLast()) : String($0) }.sorted()
    }

    @Test(arguments: VectorFolder.files)
    func serverReadsTheRequest(file: String) throws {
        let excluded = ExcludedVectors.input.merging(ExcludedVectors.serverInput) { first, _ in first }
        for vector in try VectorCase.all("input/\(file)", without: excluded) {
            if vector.json["serialized"]?["host"] != nil { continue }
            let id = Comment(rawValue: vector.id)
            var params = vector.json["params"] ?? .null
            for member in try vector.interpreter.schema(vector.operation.input).members
            where member.isIdempotencyToken && params[member.name] == nil {
                params = .object(params.members + [.init(member.name, .string(Self.token))])
            }
            let value = try vector.value(params, vector.operation.input)
            let request = vector.request
            #expect(try OperationRouter([vector.descriptor]).operation(for: request) == vector.descriptor, id)
            let decoded = try ServerCodec(vector.descriptor.service.wireProtocol)
                .decode(request, operation: vector.descriptor) {
                    try vector.interpreter.read(vector.operation.input, from: $0)
                }
            #expect(decoded.missing == [], id)
            #expect(decoded.value == value, id)
        }
    }
}
