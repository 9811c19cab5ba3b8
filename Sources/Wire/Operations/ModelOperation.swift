/// One operation of one AWS service as its model describes it; generated, never edited.
package protocol ModelOperation: Sendable {
    associatedtype Input: ModelShape
    associatedtype Output: ModelShape

    static var descriptor: OperationDescriptor { get }
}

/// A structure of a model: knows its own members, and no protocol.
package protocol ModelShape: Hashable, Sendable {
    static var schema: StructureSchema { get }

    /// Reads itself from whatever format the reader stands on.
    init(from reader: any ShapeReader) throws

    /// Writes itself in whatever format the writer makes.
    func encode(to writer: any ShapeWriter) throws
}

/// How one operation is called over HTTP.
///
/// A class, because one description is shared by every request that means the operation.
package final class OperationDescriptor: Sendable {
    package let service: ServiceDescriptor
    /// AWS's own name, such as `AdminGetUser`.
    package let name: String
    package let method: String
    /// The path and query template of the REST protocols, such as `/functions/{FunctionName}`; else `/`.
    package let uri: String
    /// The status of a success.
    package let status: Int
    /// Whether AWS lets it be called without a signature.
    package let isUnsigned: Bool
    /// Query protocol: the element that wraps the result, such as `CreateUserResult`; empty where the model has none.
    package let resultWrapper: String
    /// Whether the model has an input shape at all: without one a REST request has no body, not an empty one.
    package let hasInput: Bool
    /// Whether the model has an output shape at all.
    package let hasOutput: Bool
    /// Query parameters that the input requires: some REST operations are told apart by them alone.
    package let requiredQuery: [String]
    /// Headers that the input requires, which tell S3's `CopyObject` from `PutObject`.
    package let requiredHeaders: [String]

    package init(
        service: ServiceDescriptor,
        name: String,
        method: String = "POST",
        uri: String = "/",
        status: Int = 200,
        isUnsigned: Bool = false,
        resultWrapper: String = "",
        hasInput: Bool = true,
        hasOutput: Bool = true,
        requiredQuery: [String] = [],
        requiredHeaders: [String] = []
    ) {
        self.service = service
        self.name = name
        self.method = method
        self.uri = uri
        self.status = status
        self.isUnsigned = isUnsigned
        self.resultWrapper = resultWrapper
        self.hasInput = hasInput
        self.hasOutput = hasOutput
        self.requiredQuery = requiredQuery
        self.requiredHeaders = requiredHeaders
    }
}

extension OperationDescriptor: Hashable {
    /// Equal are two descriptions of one operation of one version of a service.
    package static func == (left: OperationDescriptor, right: OperationDescriptor) -> Bool {
        left === right || left.name == right.name && left.service == right.service
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(service)
    }
}
