import IAMModel
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
