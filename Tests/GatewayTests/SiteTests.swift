import IAMPolicy
import Kernel
import Testing
import Wire

@testable import Gateway

/// A site is no way around the pipeline: signatures count where its place demands them, and IAM is asked.
@Suite struct SiteTests {
    private let house = House()

    private func answer(_ site: Postbox, _ request: WireRequest) async -> WireResponse {
        await house.pipeline(sites: [site]).answer(request, from: House.loopback)
    }

    private func request(host: String = "Box.Example.com:4566") -> WireRequest {
        WireRequest(method: "GET", path: "/letters", headers: HeaderList([.init("Host", host)]))
    }

    @Test func anOpenPlaceAnswersNobody() async {
        let response = await answer(Postbox(), request())
        #expect(response.text == "/letters for anonymous")
    }

    @Test func anAuthorizationHeaderIsAnOpenPlacesOwnAffair() async {
        var request = request()
        request.headers.append("Authorization", "Bearer 1234")
        #expect(await answer(Postbox(), request).text == "/letters for anonymous")
    }

    @Test func aSignedPlaceRefusesNobodyAndKnowsWhoSigned() async {
        let site = Postbox(signingName: "post")
        #expect(await answer(site, request()).text == "refused: MissingAuthenticationToken")
        let signed = house.signed(request(), scope: "post")
        #expect(await answer(site, signed).text == "/letters for arn:aws:iam::111122223333:root")
        let elsewhere = house.signed(request(), scope: "martlet")
        #expect(await answer(site, elsewhere).text == "refused: SignatureDoesNotMatch")
        let abroad = Postbox(signingName: "post", region: "eu-west-1")
        #expect(await answer(abroad, signed).text == "refused: SignatureDoesNotMatch")
    }

    @Test func permissionsAreAskedFor() async {
        let site = Postbox(asks: [Permission("post:Read", on: "*")])
        #expect(await answer(site, request()).text == "refused: AccessDenied")
    }

    @Test func anAddressWithNothingIsRefusedInTheSitesOwnWords() async {
        #expect(await answer(Postbox(isEmpty: true), request()).text == "refused: NoSuchBox")
    }

    @Test func otherHostsAreNotTheSites() async {
        let response = await answer(Postbox(), request(host: "elsewhere.example.com"))
        #expect(response.status == 404)
    }

    /// Answers at one host, telling who asked.
    private struct Postbox: Site {
        let service = "post"
        let operation = "Read"
        var signingName: String?
        var region = "us-east-1"
        var asks: [Permission] = []
        var isEmpty = false

        func answers(host: String, path: String) -> Bool { host == "box.example.com" }

        func place(of request: WireRequest) async throws -> SitePlace {
            guard !isEmpty else { throw ServiceError(code: "NoSuchBox", status: 404, message: "") }
            return SitePlace(
                account: House.account, region: Region(region), signingName: signingName)
        }

        func permissions(for request: WireRequest, in call: Call) async throws -> [Permission] { asks }

        func respond(to request: WireRequest, in call: Call) async throws -> WireResponse {
            WireResponse(status: 200, body: Array("\(request.path) for \(call.principal.arn)".utf8))
        }

        func refusal(for error: ServiceError, requestID: String) -> WireResponse {
            WireResponse(status: error.status, body: Array("refused: \(error.code)".utf8))
        }
    }
}
