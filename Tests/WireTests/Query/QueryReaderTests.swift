import IAMModel
import Testing
import Wire

/// Old SDKs and hand-written calls number lists with gaps, in any order, and past nine.
struct QueryReaderTests {
    private func decode(_ body: String) throws(ServiceError) -> Decoded<CreateUserRequest> {
        try ServerCodec(.query).decodeInput(
            CreateUser.self,
            from: WireRequest(method: "POST", path: "/", body: Array(body.utf8))
        )
    }

    @Test func ordersElementsByNumber() throws {
        let numbers = [10, 2, 1, 33]
        let tags = numbers.map { "Tags.member.\($0).Key=k\($0)&Tags.member.\($0).Value=v" }.joined(separator: "&")
        let decoded = try decode("Action=CreateUser&Version=2010-05-08&UserName=a%20b%2Bc+d&" + tags)
        #expect(decoded.value.userName == "a b+c d")
        #expect(decoded.value.tags?.map(\.key) == ["k1", "k2", "k10", "k33"])
        #expect(decoded.missing == [])
    }

    @Test func notesWhatIsMissing() throws {
        let decoded = try decode("Action=CreateUser&Tags.member.1.Value=v&Tags.member.2.Key=k&Tags.member.2.Value=v")
        #expect(decoded.missing.sorted() == ["tags.1.member.key", "userName"])
    }

    @Test func readsEmptyLists() throws {
        #expect(try decode("UserName=a&Tags=").value.tags == [])
    }

    @Test(arguments: ["UserName=%zz", "UserName=%FF", "UserName=a&Tags.member.x.Key=1"])
    func refusesBrokenForms(body: String) {
        #expect(throws: ServiceError.self) { try decode(body) }
    }
}
