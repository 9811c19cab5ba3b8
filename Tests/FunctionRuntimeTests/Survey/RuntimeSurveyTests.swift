import Testing

@testable import FunctionRuntime

/// Names promise versions that a machine may not have; what stands in must be the nearest, and said.
struct RuntimeSurveyTests {
    private static func survey(nodes: [String], pythons: [String], obstacle: String? = nil) -> RuntimeSurvey {
        func found(_ versions: [String]) -> [RuntimeSurvey.Interpreter] {
            versions.map { .init(path: "/usr/bin/x\($0)", version: $0, mounts: []) }
        }
        return RuntimeSurvey(
            nodes: found(nodes), pythons: found(pythons), confinement: .none, sandboxObstacle: obstacle,
            policy: .required, hasControlGroups: true)
    }

    @Test(
        "a name runs on its version, else on the nearest above, else on the newest",
        arguments: [
            ("nodejs20.x", "20.1.0"), ("nodejs18.x", "20.1.0"), ("nodejs21.x", "22.3.0"), ("nodejs24.x", "22.3.0"),
            ("python3.11", "3.11.2"), ("python3.9", "3.11.2"), ("python3.14", "3.13.0"), ("provided.al2023", nil),
        ])
    func nearest(name: String, version: String?) {
        let survey = Self.survey(nodes: ["20.1.0", "22.3.0"], pythons: ["3.13.0", "3.11.2"])
        #expect(survey.interpreter(for: RuntimeName(name))?.version == version)
    }

    @Test(
        "what is missing is said for people",
        arguments: [
            ("nodejs20.x", "needs Node.js"), ("python3.11", "needs Python 3"), ("java21", "is not supported here"),
            ("ruby3.3", "is not supported here"), ("dotnet8", "is not supported here"),
            ("python2.7", "is not supported here"),
        ])
    func missing(name: String, text: String) {
        #expect(Self.survey(nodes: [], pythons: []).obstacle(to: name)?.contains(text) == true)
        #expect(Self.survey(nodes: ["20.1.0"], pythons: ["3.11.2"], obstacle: "no").obstacle(to: name) == "no")
    }

    @Test("custom runtimes need nothing", arguments: ["provided", "provided.al2", "provided.al2023"])
    func provided(name: String) {
        #expect(Self.survey(nodes: [], pythons: []).obstacle(to: name) == nil)
    }
}
