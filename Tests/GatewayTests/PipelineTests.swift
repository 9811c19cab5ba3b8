import IAMPolicy
import Kernel
import Logging
import MartletModel
import Testing
import Wire

@testable import Gateway

/// The pipeline is the one place where authentication and authorization happen: each way past it is tried here.
@Suite struct PipelineTests {
    private let house = House()

    @Test func aSignedAndPermittedCallIsAnswered() async throws {
        let response = await house.pipeline().answer(house.request(), from: House.loopback)
        #expect(response.status == 200)
        #expect(response.text.contains(#""accounts":[]"#))
        #expect(response.headers["x-amzn-requestid"]?.count == 36)
    }

    @Test func anUnsignedCallIsRefused() async throws {
        let response = await house.pipeline().answer(house.request(signed: false), from: House.loopback)
        #expect(response.status == 400)
        #expect(response.text.contains("MissingAuthenticationToken"))
    }

    /// One way to sign wrongly, and the code that refuses it.
    enum Mistake: String, CaseIterable, Sendable {
        case anotherSecret, unknownKey, oldDate, dateToCome, anotherService, tamperedBody

        var code: String { self == .unknownKey ? "UnrecognizedClientException" : "InvalidSignatureException" }

        fileprivate func request(in house: House) -> WireRequest {
            switch self {
            case .anotherSecret: return house.request(secret: "another")
            case .unknownKey: return house.request(key: "AKIAUNKNOWN")
            case .oldDate: return house.request(age: 301)
            case .dateToCome: return house.request(age: -301)
            case .anotherService: return house.request(scope: "iam")
            case .tamperedBody:
                var request = house.request()
                request.body = Array("{ }".utf8)
                return request
            }
        }
    }

    @Test(arguments: Mistake.allCases)
    func aWrongSignatureIsRefused(_ mistake: Mistake) async {
        let response = await house.pipeline().answer(mistake.request(in: house), from: House.loopback)
        #expect(response.status == 400)
        #expect(response.text.contains(mistake.code), "\(response.text)")
        #expect(house.operation.runs == 0)
    }

    @Test func aCallerWithoutPermissionIsDeniedBeforeAnythingRuns() async {
        let response = await house.pipeline().answer(house.request(key: House.userKey), from: House.loopback)
        #expect(response.status == 400)
        #expect(response.text.contains("AccessDeniedException"))
        #expect(response.text.contains("is not authorized to perform: martlet:ListAccounts"))
        #expect(house.operation.runs == 0)
    }

    @Test func keysOfARemovedAccountOpenNothing() async {
        let response = await house.pipeline(accounts: []).answer(house.request(), from: House.loopback)
        #expect(response.text.contains("UnrecognizedClientException"))
        #expect(house.operation.runs == 0)
    }

    @Test func aForeignFailureIsNeverSent() async {
        house.operation.fail(with: House.Secret(text: "canary"))
        let response = await house.pipeline().answer(house.request(), from: House.loopback)
        #expect(response.status == 500)
        #expect(response.text.contains("InternalFailure"))
        #expect(!response.text.contains("canary"))
    }

    @Test func anUnservedOperationAndServiceAreNamedAsSuch() async {
        var request = house.request(signed: false)
        request.headers.fields[1].value = "Martlet_20261101.Fly"
        let operation = await house.pipeline().answer(house.signed(request), from: House.loopback)
        #expect(operation.text.contains("UnknownOperationException"))
        request.headers.fields[1].value = "Elsewhere.Fly"
        let service = await house.pipeline().answer(house.signed(request, scope: "elsewhere"), from: House.loopback)
        #expect(service.status == 404)
        #expect(service.text.contains("UnknownOperationException"))
    }

    /// A client that AWS lets call without keys must learn that an operation is missing, not look for its keys.
    @Test func anUnservedOperationIsNamedToThoseWhoDoNotSign() async {
        var request = house.request(signed: false)
        request.headers.fields[1].value = "Martlet_20261101.Fly"
        let open = await house.pipeline().answer(request, from: House.loopback)
        #expect(open.text.contains("UnknownOperationException"))
        request.headers.append("Authorization", "AWS4-HMAC-SHA256 Credential=x")
        let broken = await house.pipeline().answer(request, from: House.loopback)
        #expect(!broken.text.contains("UnknownOperationException"))
    }

    @Test func tooManyAtOnceAreTurnedAway() async {
        let response = await house.pipeline(limits: Limits(concurrentRequests: 0))
            .answer(house.request(), from: House.loopback)
        #expect(response.status == 503)
    }

    @Test func tooManyASecondFromOneAddressAreTurnedAway() async {
        let pipeline = house.pipeline(limits: Limits(requestsPerSecond: 1))
        var statuses: [Int] = []
        for _ in 0..<3 { statuses.append(await pipeline.answer(house.request(), from: House.loopback).status) }
        #expect(statuses == [200, 200, 400])
        let elsewhere = await pipeline.answer(house.request(), from: .init(address: "127.0.0.2"))
        #expect(elsewhere.status == 200)
    }

    @Test func hugeHeadersAreRefused() async {
        var request = house.request()
        request.headers.append("x-filler", String(repeating: "a", count: 33 << 10))
        #expect(await house.pipeline().answer(request, from: House.loopback).status == 400)
    }

    @Test func requestsAreCountedByOperation() async {
        let pipeline = house.pipeline()
        _ = await pipeline.answer(house.request(), from: House.loopback)
        _ = await pipeline.answer(house.request(signed: false), from: House.loopback)
        let text = house.metrics.exposition()
        let labels = #"service="martlet",operation="ListAccounts""#
        #expect(text.contains("martlet_request_duration_seconds_count{\(labels),status=\"200\"} 1"))
        #expect(text.contains("martlet_request_duration_seconds_count{\(labels),status=\"400\"} 1"))
        #expect(text.contains("martlet_requests_in_flight 0"))
    }
}

extension WireResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}
