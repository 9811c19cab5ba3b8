import ModelSource
import Testing
import Wire
import WireInterpreter

/// AWS's own cases say what an answer means; our client must read it so, and must read what our server writes alike.
@Suite(.enabled(if: VectorFolder.isPresent, Comment(rawValue: VectorFolder.absence)))
struct OutputVectorTests {
    @Test(arguments: VectorFolder.files)
    func clientReadsTheAnswer(file: String) throws {
        for vector in try VectorCase.all("output/\(file)", without: ExcludedVectors.output)
        where vector.json["error"] == nil && vector.json["errorCode"] == nil {
            let value = try read(vector.response, vector)
            #expect(value == (try expected(vector)), Comment(rawValue: vector.id))
        }
    }

    @Test(arguments: VectorFolder.files)
    func clientReadsWhatTheServerWrites(file: String) throws {
        let excluded = ExcludedVectors.output.merging(ExcludedVectors.serverOutput) { first, _ in first }
        for vector in try VectorCase.all("output/\(file)", without: excluded)
        where vector.json["error"] == nil && vector.json["errorCode"] == nil {
            let value = try expected(vector)
            let response = try ServerCodec(vector.descriptor.service.wireProtocol).encode(
                operation: vector.descriptor,
                schema: try vector.interpreter.schema(vector.operation.output),
                requestID: "request"
            ) { try vector.interpreter.write(value, vector.operation.output, to: $0) }
            #expect(try read(response, vector, ignoringEmpty: true) == pruned(value), Comment(rawValue: vector.id))
        }
    }

    @Test(arguments: VectorFolder.files)
    func clientReadsTheError(file: String) throws {
        for vector in try VectorCase.all("output/\(file)", without: ExcludedVectors.output) {
            guard let code = vector.json["errorCode"]?.text else { continue }
            let codec = ClientCodec(vector.descriptor.service.wireProtocol)
            let error = codec.decodeError(vector.response)
            let id = Comment(rawValue: vector.id)
            #expect(error.code == code, id)
            if let message = vector.json["errorMessage"]?.text { #expect(error.message == message, id) }
            guard let members = vector.json["error"], let shape = vector.operation.json["errors"]?.elements.first,
                !members.members.isEmpty
            else { continue }
            let value = try codec.decodeError(vector.response) { try vector.interpreter.read(shape, from: $0) }
            #expect(try stated(value, members, shape, vector) == vector.value(members, shape), id)
        }
    }

    private func read(_ response: WireResponse, _ vector: VectorCase, ignoringEmpty: Bool = false) throws
        -> DynamicValue
    {
        let codec = ClientCodec(vector.descriptor.service.wireProtocol)
        let schema = try vector.interpreter.schema(vector.operation.output)
        let value = try codec.decode(response, operation: vector.descriptor, schema: schema) {
            try vector.interpreter.read(vector.operation.output, from: $0)
        }
        return ignoringEmpty ? pruned(value) : value
    }

    private func expected(_ vector: VectorCase) throws -> DynamicValue {
        try vector.value(vector.json["result"] ?? .object([]), vector.operation.output)
    }

    /// Only the members of an error that the case states.
    private func stated(
        _ value: DynamicValue,
        _ members: Document,
        _ shape: Document,
        _ vector: VectorCase
    ) throws -> DynamicValue {
        guard case .map(let values) = value else { return value }
        return .map(values.filter { members[$0.key] != nil })
    }

    /// Without the prefix headers that an answer has of itself.
    private func pruned(_ value: DynamicValue) -> DynamicValue {
        guard case .map(let values) = value, case .map(let headers) = values["prefixHeaders"] else { return value }
        let own = ["x-amzn-RequestId", "Content-Type"]
        return .map(values.merging(["prefixHeaders": .map(headers.filter { !own.contains($0.key) })]) { $1 })
    }
}
