import Kernel
import STSModel
import Testing

@testable import ServiceSTS

/// Finding out whose a leaked key is.
struct GetAccessKeyInfoTests {
    private let fixture = Fixture()

    private func account(of key: String) async throws -> String? {
        let operation = GetAccessKeyInfo(accounts: fixture.accounts, owners: fixture.accounts)
        let call = fixture.call(as: .user(Fixture.alice))
        let request = GetAccessKeyInfoRequest(accessKeyId: key)
        #expect(
            try await operation.permissions(for: request, in: call) == [Permission("sts:GetAccessKeyInfo", on: "*")])
        return try await operation.run(request, in: call).account
    }

    @Test("Long-term keys are looked up, those of sessions name their account themselves")
    func known() async throws {
        #expect(try await account(of: "AKIAOTHERACCOUNTSKEY") == "000000000042")
        let key = SessionKeyID.make(for: Fixture.otherAccount, random: SeededRandom())
        #expect(try await account(of: key) == "000000000042")
    }

    @Test("A key of nobody here is refused")
    func unknown() async {
        let stranger = SessionKeyID.make(for: .test("999999999999"), random: SeededRandom())
        for key in ["AKIANOBODYNOBODYNOBO", stranger] {
            let text = await refusal { _ = try await account(of: key) }
            #expect(text == "403 InvalidClientTokenId: The security token included in the request is invalid.")
        }
    }
}
