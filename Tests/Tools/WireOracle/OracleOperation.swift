import ModelSource
import Wire
import WireInterpreter

/// One operation, generated or interpreted, in terms of dynamic values.
protocol OracleOperation {
    var descriptor: OperationDescriptor { get }

    func decodeInput(_ request: WireRequest) throws -> Decoded<DynamicValue>
    /// An answer that may still be being made.
    func encodeOutput(_ value: DynamicValue) throws -> WireResponse
    func encodeRequest(_ value: DynamicValue) throws -> WireRequest
    func decodeOutput(_ response: WireResponse) throws -> DynamicValue
    func validate(_ value: DynamicValue, missing: [String]) throws
}

/// An operation through its generated types.
struct GeneratedOperation<O: ModelOperation>: OracleOperation {
    var descriptor: OperationDescriptor { O.descriptor }

    private func dynamic(_ shape: some ModelShape) throws -> DynamicValue {
        let writer = DynamicWriter()
        try shape.encode(to: writer)
        return writer.value
    }

    func decodeInput(_ request: WireRequest) throws -> Decoded<DynamicValue> {
        let decoded = try ServerCodec(descriptor.service.wireProtocol).decodeInput(O.self, from: request)
        return Decoded(value: try dynamic(decoded.value), missing: decoded.missing)
    }

    func encodeOutput(_ value: DynamicValue) throws -> WireResponse {
        let output = try O.Output(from: DynamicReader(value))
        return try ServerCodec(descriptor.service.wireProtocol)
            .encodeOutput(O.self, output, requestID: "oracle-request")
    }

    func encodeRequest(_ value: DynamicValue) throws -> WireRequest {
        try ClientCodec(descriptor.service.wireProtocol).encodeRequest(O.self, try O.Input(from: DynamicReader(value)))
    }

    func decodeOutput(_ response: WireResponse) throws -> DynamicValue {
        try dynamic(try ClientCodec(descriptor.service.wireProtocol).decodeOutput(O.self, from: response))
    }

    func validate(_ value: DynamicValue, missing: [String]) throws {
        try InputValidation.check(try O.Input(from: DynamicReader(value)), missing: missing, for: descriptor.service)
    }
}

/// An operation of a model that was read at run time.
struct InterpretedOperation: OracleOperation {
    private let interpreter: ModelInterpreter
    private let operation: OperationModel
    let descriptor: OperationDescriptor

    init(_ interpreter: ModelInterpreter, _ operation: OperationModel) {
        self.interpreter = interpreter
        self.operation = operation
        self.descriptor = interpreter.model.descriptor(of: operation, in: interpreter.service)
    }

    func decodeInput(_ request: WireRequest) throws -> Decoded<DynamicValue> {
        try ServerCodec(descriptor.service.wireProtocol).decode(request, operation: descriptor) {
            try interpreter.read(operation.input, from: $0)
        }
    }

    func encodeOutput(_ value: DynamicValue) throws -> WireResponse {
        let schema = try interpreter.schema(operation.output)
        let codec = ServerCodec(descriptor.service.wireProtocol)
        return try codec.encode(operation: descriptor, schema: schema, requestID: "oracle-request") {
            try interpreter.write(value, operation.output, to: $0)
        }
    }

    func encodeRequest(_ value: DynamicValue) throws -> WireRequest {
        let schema = try interpreter.schema(operation.input)
        return try ClientCodec(descriptor.service.wireProtocol).encode(operation: descriptor, schema: schema) {
            try interpreter.write(value, operation.input, to: $0)
        }
    }

    func decodeOutput(_ response: WireResponse) throws -> DynamicValue {
        let schema = try interpreter.schema(operation.output)
        return try ClientCodec(descriptor.service.wireProtocol)
            .decode(response, operation: descriptor, schema: schema) {
                try interpreter.read(operation.output, from: $0)
            }
    }

    func validate(_ value: DynamicValue, missing: [String]) throws {
        try InputValidation.check(missing: missing, for: descriptor.service) {
            try interpreter.write(value, operation.input, to: $0)
        }
    }
}
