import Cryptography
import Testing

/// The arithmetic under every sign-in, against sums small enough to check by heart and one that is not.
struct ModularGroupTests {
    private let group = ModularGroup(modulus: [0, 101])

    @Test func everySmallSumIsRight() {
        for left in 0..<120 {
            for right in [0, 1, 2, 50, 99, 100, 101, 119] {
                let (a, b): ([UInt8], [UInt8]) = ([UInt8(left)], [UInt8(right)])
                #expect(group.sum(a, b) == [UInt8((left + right) % 101)])
                #expect(group.difference(a, b) == [UInt8((left - right + 202) % 101)])
                #expect(group.product(a, b) == [UInt8(left * right % 101)])
                let power = (0..<right).reduce(1) { power, _ in power * left % 101 }
                #expect(group.power(a, b) == [UInt8(power)])
            }
            #expect(group.isZero([UInt8(left)]) == (left % 101 == 0))
        }
    }

    /// Fermat: in a field every element's order divides the modulus less one; results keep the modulus' width.
    @Test(arguments: [[2], [0, 0, 7], Array(1...255)] as [[UInt8]])
    func powersComeRoundInTheLargeGroup(_ base: [UInt8]) {
        let group = ModularGroup.rfc5054
        var order = group.modulusBytes
        order[383] -= 1
        #expect(group.byteCount == 384)
        #expect(group.power(base, order) == [UInt8](repeating: 0, count: 383) + [1])
        #expect(group.power(base, []) == [UInt8](repeating: 0, count: 383) + [1])
        #expect(group.power(base, [1]) == [UInt8](repeating: 0, count: 384 - base.count) + base)
    }

    /// One group serves all requests at once.
    @Test func manyTasksShareAGroup() async {
        let group = ModularGroup.rfc5054
        let secret = [UInt8](repeating: 0xa7, count: 40)
        let expected = (0..<16).map { group.power([2, UInt8($0)], secret) }
        let results = await withTaskGroup(of: (Int, [UInt8]).self) { tasks in
            for index in 0..<16 { tasks.addTask { (index, group.power([2, UInt8(index)], secret)) } }
            return await tasks.reduce(into: [Int: [UInt8]]()) { $0[$1.0] = $1.1 }
        }
        #expect((0..<16).allSatisfy { results[$0] == expected[$0] })
    }
}
