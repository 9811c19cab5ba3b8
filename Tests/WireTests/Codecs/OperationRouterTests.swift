import IAMModel
import LambdaModel
import MartletModel
import Testing
import Wire

/// A call must reach the operation that it names, and nothing else.
struct OperationRouterTests {
    private let service = ServiceDescriptor(
        name: "s3", signingName: "s3", apiVersion: "2006-03-01", wireProtocol: .restXML)

    private func operation(
        _ name: String,
        _ method: String,
        _ uri: String,
        query: [String] = [],
        headers: [String] = []
    ) -> OperationDescriptor {
        OperationDescriptor(
            service: service,
            name: name,
            method: method,
            uri: uri,
            requiredQuery: query,
            requiredHeaders: headers
        )
    }

    /// S3 has operations that differ in nothing but what their input requires.
    @Test func findsByWhatTheInputRequires() throws {
        let router = OperationRouter([
            operation("DeleteObject", "DELETE", "/{Bucket}/{Key+}"),
            operation("AbortMultipartUpload", "DELETE", "/{Bucket}/{Key+}", query: ["uploadId"]),
            operation("CopyObject", "PUT", "/{Bucket}/{Key+}", headers: ["x-amz-copy-source"]),
            operation("PutObject", "PUT", "/{Bucket}/{Key+}"),
        ])
        func name(_ method: String, query: String = "", headers: [HeaderList.Field] = []) throws -> String {
            let request = WireRequest(method: method, path: "/b/k", query: query, headers: HeaderList(headers))
            return try router.operation(for: request).name
        }
        #expect(try name("DELETE") == "DeleteObject")
        #expect(try name("DELETE", query: "uploadId=1") == "AbortMultipartUpload")
        #expect(try name("PUT") == "PutObject")
        #expect(try name("PUT", headers: [.init("X-Amz-Copy-Source", "/b/k")]) == "CopyObject")
    }

    @Test(arguments: [
        ("GET", "/", "", "ListBuckets"), ("GET", "/b", "", "ListObjects"),
        ("GET", "/b", "list-type=2", "ListObjectsV2"),
        ("GET", "/b", "acl", "GetBucketAcl"), ("GET", "/b", "acl=", "GetBucketAcl"),
        ("GET", "/b/k/with/slashes", "", "GetObject"),
        ("GET", "/b/k%2Fx", "", "GetObject"), ("PUT", "/b/k", "", "PutObject"), ("PUT", "/b/k", "acl", "PutObjectAcl"),
    ])
    func findsByPathAndQuery(method: String, path: String, query: String, name: String) throws {
        let router = OperationRouter([
            operation("ListBuckets", "GET", "/"), operation("ListObjects", "GET", "/{Bucket}"),
            operation("ListObjectsV2", "GET", "/{Bucket}?list-type=2"),
            operation("GetBucketAcl", "GET", "/{Bucket}?acl"),
            operation("GetObject", "GET", "/{Bucket}/{Key+}"), operation("PutObject", "PUT", "/{Bucket}/{Key+}"),
            operation("PutObjectAcl", "PUT", "/{Bucket}/{Key+}?acl"),
        ])
        #expect(try router.operation(for: WireRequest(method: method, path: path, query: query)).name == name)
        #expect(throws: ServiceError.self) { try router.operation(for: WireRequest(method: "PATCH", path: path)) }
    }

    /// AWS's models end some paths with a slash, and its clients send them with and without.
    @Test(arguments: [
        ("GET", "/2015-03-31/functions/", "ListFunctions"), ("GET", "/2015-03-31/functions", "ListFunctions"),
        ("POST", "/2015-03-31/functions", "CreateFunction"), ("GET", "/2015-03-31/functions/f", "GetFunction"),
        ("GET", "/2015-03-31/functions/f/", "GetFunction"), ("DELETE", "/2015-03-31/functions/f/", "DeleteFunction"),
        ("GET", "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A111122223333%3Afunction%3Af", "GetFunction"),
        ("GET", "/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:f", "GetFunction"),
        ("POST", "/2015-03-31/functions/f/invocations", "Invoke"),
        ("POST", "/2015-03-31/functions/f/invocations/", "Invoke"),
        ("POST", "/2014-11-13/functions/f/invoke-async", "InvokeAsync"),
        ("POST", "/2014-11-13/functions/f/invoke-async/", "InvokeAsync"),
        ("GET", "/2015-03-31/event-source-mappings", "ListEventSourceMappings"),
        ("GET", "/2016-08-19/account-settings", "GetAccountSettings"),
        ("GET", "/2018-10-31/layers", "ListLayers"),
        ("GET", "/2017-03-31/tags/arn%3Aaws%3Alambda%3Aeu-west-1%3A111122223333%3Afunction%3Af%2Fx", "ListTags"),
    ])
    func findsWithAndWithoutASlashAtTheEnd(method: String, path: String, name: String) throws {
        let router = OperationRouter(LambdaModelService.operations.map { $0.descriptor })
        let request = WireRequest(method: method, path: path)
        let operation = try router.operation(for: request)
        #expect(operation.name == name)
    }

    /// A label must not swallow a slash, nor be nothing.
    @Test(arguments: ["/2015-03-31/functions//", "/2015-03-31/functions/a/b", "/2015-03-31", "//2015-03-31/functions"])
    func findsNothingWhereThePathIsAnother(path: String) {
        let router = OperationRouter(LambdaModelService.operations.map { $0.descriptor })
        #expect(throws: ServiceError.self) { try router.operation(for: WireRequest(method: "GET", path: path)) }
    }

    @Test func aGreedyLabelKeepsItsSlashes() throws {
        let operation = operation("GetObject", "GET", "/{Bucket}/{Key+}")
        let request = WireRequest(method: "GET", path: "/b/folder/")
        let schema = StructureSchema(
            "S", [MemberSchema("Key", ShapeReference(.string), isRequired: true, location: .uri)])
        let decoded = try ServerCodec(.restXML).decode(request, operation: operation) { reader in
            try reader.beginStructure(schema)
            var key = ""
            while try reader.nextMember() != nil { key = try reader.string() }
            return key
        }
        #expect(decoded.value == "folder/")
    }

    @Test func findsByAction() throws {
        let router = OperationRouter(IAMModelService.operations.map { $0.descriptor })
        let get = WireRequest(method: "GET", path: "/", query: "Action=ListUsers&Version=2010-05-08")
        #expect(try router.operation(for: get).name == "ListUsers")
        for (body, code) in [
            ("Action=Nothing", "InvalidAction"), ("", "MissingAction"), ("Action=ListUsers&Version=1", "InvalidAction"),
        ] {
            let error = #expect(throws: ServiceError.self) {
                try router.operation(for: WireRequest(method: "POST", path: "/", body: Array(body.utf8)))
            }
            #expect(error?.code == code)
        }
    }

    @Test func findsByTarget() throws {
        let router = OperationRouter(MartletModelService.operations.map { $0.descriptor })
        func request(_ target: String) -> WireRequest {
            WireRequest(method: "POST", path: "/", headers: HeaderList([.init("x-amz-target", target)]))
        }
        #expect(try router.operation(for: request("Martlet_20261101.ListAccounts")).name == "ListAccounts")
        let error = #expect(throws: ServiceError.self) { try router.operation(for: request("Other.ListAccounts")) }
        #expect(error?.code == "UnknownOperationException")
    }
}
