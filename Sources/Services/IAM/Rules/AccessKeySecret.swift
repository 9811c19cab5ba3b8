import Kernel

/// Secrets of access keys, in AWS's form.
enum AccessKeySecret {
    static let length = 40
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/+")

    static func make(_ random: any RandomSource) -> String {
        random.characters(length, from: alphabet)
    }
}
