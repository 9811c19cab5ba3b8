import Kernel
import Testing
import Wire

@testable import Gateway

/// Pages in a browser reach services only if each answer says so, refusals among them.
@Suite struct CrossOriginTests {
    private let house = House()

    @Test("A browser that asks first is answered without a signature, and nothing runs")
    func asking() async {
        let headers = HeaderList([
            .init("Host", "127.0.0.1:4566"), .init("Origin", "https://app.example"),
            .init("Access-Control-Request-Method", "POST"),
            .init("Access-Control-Request-Headers", "content-type,x-amz-target"),
        ])
        let request = WireRequest(method: "OPTIONS", path: "/", headers: headers)
        let response = await house.pipeline().answer(request, from: House.loopback)
        #expect(response.status == 200)
        #expect(response.headers["access-control-allow-origin"] == "*")
        #expect(response.headers["access-control-allow-headers"] == "content-type,x-amz-target")
        #expect(response.headers["access-control-allow-methods"]?.contains("POST") == true)
        #expect(house.operation.runs == 0)
    }

    @Test("Answers and refusals are readable for a page", arguments: [true, false])
    func answers(isSigned: Bool) async {
        var request = house.request(signed: isSigned)
        request.headers.append("Origin", "https://app.example")
        let response = await house.pipeline().answer(request, from: House.loopback)
        #expect(response.status == (isSigned ? 200 : 400))
        #expect(response.headers["access-control-allow-origin"] == "*")
        #expect(response.headers["access-control-expose-headers"]?.contains("x-amzn-ErrorType") == true)
    }

    @Test("Clients that are no browsers see nothing of it")
    func others() async {
        let response = await house.pipeline().answer(house.request(), from: House.loopback)
        #expect(response.headers["access-control-allow-origin"] == nil)
    }
}
