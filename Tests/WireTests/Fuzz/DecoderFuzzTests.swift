import Foundation
import IAMModel
import MartletModel
import Testing
import WireInterpreter

@testable import Wire

/// No input, however broken, may crash a decoder, or take it long.
struct DecoderFuzzTests {
    /// From `MARTLET_SEED` when a run is to be repeated.
    private static let seed: UInt64 = {
        let named = ProcessInfo.processInfo.environment["MARTLET_SEED"].flatMap { UInt64($0) }
        return named ?? UInt64.random(in: 0...UInt64.max)
    }()

    private static let rounds = 10_000

    private func fuzz(_ samples: [[UInt8]], _ decode: ([UInt8]) throws -> Void) {
        var mutator = Mutator(seed: Self.seed)
        var accepted = 0
        print("fuzzing with MARTLET_SEED=\(Self.seed)")
        let time = ContinuousClock().measure {
            for round in 0..<Self.rounds {
                let bytes = round % 10 == 0 ? mutator.bytes() : mutator.mutate(samples[round % samples.count])
                if (try? decode(bytes)) != nil { accepted += 1 }
            }
        }
        #expect(time < .seconds(120), "seed \(Self.seed)")
        #expect(accepted > 0 && accepted < Self.rounds, "seed \(Self.seed)")
    }

    private let input = CreateUserRequest(path: "/ä/", userName: "alice", tags: [Tag(key: "k", value: "🙂<&>")])

    @Test func formsOfTheQueryProtocol() throws {
        let sample = try ClientCodec(.query).encodeRequest(CreateUser.self, input).body
        fuzz([sample]) { bytes in
            let request = WireRequest(method: "POST", path: "/", body: bytes)
            let decoded = try ServerCodec(.query).decodeInput(CreateUser.self, from: request)
            try InputValidation.check(decoded.value, missing: decoded.missing, for: IAMModelService.descriptor)
        }
    }

    @Test func JSON() throws {
        let sample = try ClientCodec(.json11).encodeRequest(CreateUser.self, input).body
        fuzz([sample]) { bytes in
            _ = try Document(json: bytes)
            let request = WireRequest(method: "POST", path: "/", body: bytes)
            _ = try ServerCodec(.json11).decodeInput(CreateUser.self, from: request)
        }
    }

    @Test func XML() throws {
        let user = User(
            path: "/", userName: "a", userId: "b", arn: "c", createDate: Timestamp(seconds: 0), tags: input.tags)
        let sample = try ServerCodec(.query).encodeOutput(
            CreateUser.self, CreateUserResponse(user: user), requestID: "r")
        fuzz([sample.body]) { bytes in
            _ = try ClientCodec(.query).decodeOutput(CreateUser.self, from: WireResponse(status: 200, body: bytes))
            _ = ClientCodec(.query).decodeError(WireResponse(status: 400, body: bytes))
        }
    }

    @Test func boundMembers() throws {
        let schema = StructureSchema(
            "S",
            [
                MemberSchema("Label", ShapeReference(.string), isRequired: true, location: .uri),
                MemberSchema(
                    "Dates", ShapeReference(ShapeSchema(kind: .list, element: ShapeReference(.timestamp))),
                    location: .header),
                MemberSchema(
                    "Words", ShapeReference(ShapeSchema(kind: .list, element: ShapeReference(.string))),
                    location: .header),
                MemberSchema("Count", ShapeReference(.integer), location: .querystring),
            ])
        let sample = Array(
            "abc/x%20y\nMon, 16 Dec 2019 23:48:18 GMT, Mon, 16 Dec 2019 23:48:18 GMT\na, \"b,\\\"c\"\nCount=1".utf8)
        fuzz([sample]) { bytes in
            let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            func line(_ index: Int) -> String { index < lines.count ? lines[index] : "" }
            let operation = OperationDescriptor(
                service: ServiceDescriptor(name: "x", signingName: "x", apiVersion: "1", wireProtocol: .restJSON),
                name: "X",
                method: "GET",
                uri: "/{Label+}"
            )
            let request = WireRequest(
                method: "GET",
                path: "/" + line(0),
                query: line(3),
                headers: HeaderList([.init("Dates", line(1)), .init("Words", line(2))])
            )
            _ = try ServerCodec(.restJSON).decode(request, operation: operation) { reader in
                try reader.beginStructure(schema)
                while let index = try reader.nextMember() {
                    switch index {
                    case 0: _ = try reader.string()
                    case 1: _ = try reader.list { try reader.timestamp() }
                    case 2: _ = try reader.list { try reader.string() }
                    default: _ = try reader.integer()
                    }
                }
            }
        }
    }

    @Test func eventMessages() throws {
        let sample = try EventMessageTests.published[7].message.encoded()
        fuzz([sample]) { bytes in
            var decoder = EventMessageDecoder()
            decoder.append(bytes)
            while try decoder.next() != nil {}
            try decoder.finish()
        }
    }

    /// What lies within right checksums may be anything still.
    @Test func eventHeaders() throws {
        let message = EventMessageTests.published[7].message
        let headers = Array(try message.encoded().dropFirst(12).dropLast(4))
        fuzz([headers]) { bytes in
            var decoder = EventMessageDecoder()
            decoder.append(EventMessageDecoderTests.framed(headers: bytes))
            guard let read = try decoder.next() else { return }
            #expect(try read.encoded() == EventMessageDecoderTests.framed(headers: bytes))
        }
    }

    @Test func dates() {
        fuzz([Array("2019-12-16T23:48:18.123+01:00".utf8), Array("Mon, 16 Dec 2019 23:48:18 GMT".utf8)]) { bytes in
            _ = try TextValue.timestamp(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// Bodies that are large in one way, each with the protocol that would read it.
    enum LargeBody: String, CaseIterable {
        case objects, openBrackets, steps, elements, separators

        var request: (bytes: [UInt8], wireProtocol: WireProtocol) {
            switch self {
            case .objects: (Array(("{\"Tags\":[" + String(repeating: "{},", count: 100_000) + "{}]}").utf8), .json11)
            case .openBrackets: (Array(("{\"x\":" + String(repeating: "[", count: 1_000_000)).utf8), .json11)
            case .steps: (Array((String(repeating: "a.", count: 200_000) + "=1").utf8), .query)
            case .elements: (Array((0..<30_000).map { "Tags.member.\($0).Key=k" }.joined(separator: "&").utf8), .query)
            case .separators: (Array(String(repeating: "&", count: 1_000_000).utf8), .query)
            }
        }
    }

    /// Large and hostile bodies must cost time and memory in proportion to their size.
    @Test(arguments: LargeBody.allCases)
    func largeBodies(body: LargeBody) {
        let (bytes, wireProtocol) = body.request
        let request = WireRequest(method: "POST", path: "/", body: bytes)
        let time = ContinuousClock().measure {
            guard let decoded = try? ServerCodec(wireProtocol).decodeInput(CreateUser.self, from: request) else {
                return
            }
            try? InputValidation.check(decoded.value, missing: decoded.missing, for: IAMModelService.descriptor)
        }
        #expect(time < .seconds(30))
    }
}
