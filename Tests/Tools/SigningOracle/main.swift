import Foundation
import Wire

/// Answers questions of the client ring about signatures: one JSON object a line in, one a line out.
///
/// A question names what to `do` (`sign`, `presign`, `verify`, `decode`), the request (bytes in hexadecimal), the
/// credentials, the service and the time; the answer is the signed request and its canonical form, or the error.
struct SigningOracle {
    struct Question: Decodable {
        var `do`: String
        var method = ""
        var path = ""
        var query = ""
        var headers: [[String]] = []
        var body = ""
        var accessKeyID = ""
        var secret = ""
        var token: String?
        var region = ""
        var service = ""
        var time: Int64 = 0
        var lifetime: Int?
        var payload: String?
        var length: Int?

        private enum CodingKeys: CodingKey {
            case `do`, method, path, query, headers, body, accessKeyID, secret, token, region, service, time, lifetime
            case payload, length
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            `do` = try values.decode(String.self, forKey: .do)
            method = try values.decodeIfPresent(String.self, forKey: .method) ?? ""
            path = try values.decodeIfPresent(String.self, forKey: .path) ?? ""
            query = try values.decodeIfPresent(String.self, forKey: .query) ?? ""
            headers = try values.decodeIfPresent([[String]].self, forKey: .headers) ?? []
            body = try values.decodeIfPresent(String.self, forKey: .body) ?? ""
            accessKeyID = try values.decodeIfPresent(String.self, forKey: .accessKeyID) ?? ""
            secret = try values.decodeIfPresent(String.self, forKey: .secret) ?? ""
            token = try values.decodeIfPresent(String.self, forKey: .token)
            region = try values.decodeIfPresent(String.self, forKey: .region) ?? ""
            service = try values.decodeIfPresent(String.self, forKey: .service) ?? ""
            time = try values.decodeIfPresent(Int64.self, forKey: .time) ?? 0
            lifetime = try values.decodeIfPresent(Int.self, forKey: .lifetime)
            payload = try values.decodeIfPresent(String.self, forKey: .payload)
            length = try values.decodeIfPresent(Int.self, forKey: .length)
        }
    }

    struct Answer: Encodable {
        var headers: [[String]]?
        var query: String?
        var signature: String?
        var canonicalRequest: String?
        var stringToSign: String?
        var sessionToken: String?
        var body: String?
        var trailers: [[String]]?
        var error: String?
        var message: String?
    }

    func answer(_ question: Question) -> Answer {
        do {
            switch question.do {
            case "sign", "presign": return sign(question)
            case "verify": return try verify(question)
            case "decode": return try decode(question)
            default: return Answer(error: "UnknownQuestion", message: question.do)
            }
        } catch let fault as SignatureFault {
            let error = fault.serviceError(for: question.service == "s3" ? .s3 : .query)
            return Answer(error: error.code, message: error.message)
        } catch let fault as ChunkedPayloadFault {
            return Answer(error: fault.serviceError.code, message: fault.serviceError.message)
        } catch {
            return Answer(error: "InternalFailure", message: "\(error)")
        }
    }

    private func sign(_ question: Question) -> Answer {
        let credentials = SigningCredentials(
            accessKeyID: question.accessKeyID, secretAccessKey: question.secret, sessionToken: question.token)
        let signer = Signer(credentials: credentials, region: question.region, service: question.service)
        var request = request(of: question)
        let now = Timestamp(seconds: question.time)
        let payload = question.payload.map { PayloadDeclaration(header: $0) }
        let signed =
            question.do == "sign"
            ? signer.sign(&request, at: now, payload: payload)
            : signer.presign(&request, at: now, for: question.lifetime ?? 3600, payload: payload)
        return Answer(
            headers: request.headers.fields.map { [$0.name, $0.value] }, query: request.query,
            signature: signed.signature, canonicalRequest: signed.canonicalRequest, stringToSign: signed.stringToSign)
    }

    private func verify(_ question: Question) throws -> Answer {
        let request = request(of: question)
        guard let signature = try RequestSignature.parse(request) else { throw SignatureFault.missing }
        try signature.check(
            at: Timestamp(seconds: question.time), region: question.region, service: question.service)
        guard signature.accessKeyID == question.accessKeyID else {
            throw SignatureFault.unknownAccessKey(signature.accessKeyID)
        }
        let key = SigningKey(secretAccessKey: question.secret, scope: signature.scope)
        let verified = try signature.verify(request, key: key)
        var answer = Answer(signature: signature.signature, sessionToken: signature.sessionToken)
        if verified.payload.isChunked {
            var decoder = ChunkedPayloadDecoder(
                verified.payload, length: request.headers["x-amz-decoded-content-length"].flatMap(Int.init),
                chain: verified.chunks)
            let decoded = try decoder.decode(request.body)
            try decoder.finish()
            answer.body = hex(decoded)
            answer.trailers = decoder.trailers.map { [$0.name, $0.value] }
        }
        return answer
    }

    private func decode(_ question: Question) throws -> Answer {
        var decoder = ChunkedPayloadDecoder(.unsignedChunksWithTrailer, length: question.length, chain: nil)
        let decoded = try decoder.decode(bytes(question.body))
        try decoder.finish()
        return Answer(body: hex(decoded), trailers: decoder.trailers.map { [$0.name, $0.value] })
    }

    private func request(of question: Question) -> WireRequest {
        WireRequest(
            method: question.method, path: question.path, query: question.query,
            headers: HeaderList(question.headers.map { HeaderList.Field($0[0], $0[1]) }), body: bytes(question.body))
    }

    private func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap { index in
            UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16)
        }
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

let oracle = SigningOracle()
while let line = readLine() {
    let question = try JSONDecoder().decode(SigningOracle.Question.self, from: Data(line.utf8))
    let answer = try JSONEncoder().encode(oracle.answer(question))
    FileHandle.standardOutput.write(answer + Data("\n".utf8))
}
