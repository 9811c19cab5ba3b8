import Kernel
import LambdaModel
import Storage
import Testing
import Wire

@testable import ServiceLambda

/// The addresses in GetFunction's answers work for ten minutes and open nothing else.
struct CodeDownloadsTests {
    private struct Ask {
        let room: LambdaRoom
        let site: any Site
        let path: String

        func answer(_ method: String = "GET", path: String? = nil, later seconds: Int64 = 0) async -> WireResponse {
            let request = WireRequest(method: method, path: path ?? self.path)
            do {
                _ = try await site.place(of: request)
                return try await site.respond(to: request, in: room.call(later: seconds))
            } catch let error as ServiceError {
                return site.refusal(for: error, requestID: "r")
            } catch {
                return WireResponse(status: 599)
            }
        }
    }

    private func ask() async throws -> Ask {
        let room = try LambdaRoom()
        try await room.makeFunction("f")
        let answer = try await room.run(LambdaModel.GetFunction.self, .init(functionName: "f"))
        let location = try #require(answer.code?.location)
        #expect(answer.code?.repositoryType == "S3")
        #expect(location.hasPrefix("http://127.0.0.1:4566/_lambda/code/"))
        let path = String(location.dropFirst("http://127.0.0.1:4566".count))
        let site = try #require(room.lambda.sites.first { $0.answers(host: "127.0.0.1", path: path) })
        return Ask(room: room, site: site, path: path)
    }

    @Test func theArchiveComesBackAsItWas() async throws {
        let ask = try await ask()
        let answer = await ask.answer(later: 600)
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "application/zip")
        #expect(answer.body == StoredZip.archive(["index.mjs": "one"]))
        #expect(await ask.answer("HEAD").body.isEmpty)
    }

    @Test func nothingElseOpens() async throws {
        let ask = try await ask()
        let late = await ask.answer(later: 601)
        #expect(late.status == 403)
        #expect(String(decoding: late.body, as: UTF8.self).contains("<Message>Request has expired</Message>"))
        #expect(await ask.answer(path: ask.path + "A").status == 403)
        #expect(await ask.answer(path: String(ask.path.dropLast())).status == 403)
        #expect(await ask.answer(path: "/_lambda/code/").status == 403)
        #expect(await ask.answer("DELETE").status == 405)
        _ = try await ask.room.run(LambdaModel.DeleteFunction.self, .init(functionName: "f"))
        #expect(await ask.answer().status == 404)
    }

    /// A page's marker is signed by the same key and must not pass for an address.
    @Test func otherTokensAreNoAddresses() async throws {
        let room = try LambdaRoom()
        for name in ["a", "b"] { try await room.makeFunction(name) }
        let page = try await room.run(LambdaModel.ListFunctions.self, .init(maxItems: 1))
        let marker = try #require(page.nextMarker)
        #expect(CodeLinks(tokens: room.store.tokens).link(path: CodeLinks.path + marker) == nil)
    }
}
