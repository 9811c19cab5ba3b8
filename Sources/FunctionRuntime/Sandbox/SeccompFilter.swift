/// The system calls that functions are refused: those that open the kernel to attack and that no program needs here.
///
/// A program of the kernel's packet filter. What is refused fails with EPERM, as it would without the right to it;
/// calls that newer programs try before older ones fail with ENOSYS.
enum SeccompFilter {
    /// The bytes that the sandbox loads; empty where the processor is not known.
    static let program: [UInt8] = instructions.flatMap { instruction in
        bytes(instruction.code) + [instruction.whenTrue, instruction.whenFalse] + bytes(instruction.operand)
    }

    private struct Instruction {
        var code: UInt16
        var whenTrue: UInt8 = 0
        var whenFalse: UInt8 = 0
        var operand: UInt32
    }

    // Offsets in what the filter is shown of a call, and the filter's own codes.
    private static let number: UInt32 = 0
    private static let architecture: UInt32 = 4
    private static let firstArgument: UInt32 = 16
    private static let load: UInt16 = 0x20
    private static let jumpIfEqual: UInt16 = 0x15
    private static let jumpIfAtLeast: UInt16 = 0x35
    private static let jumpIfAnySet: UInt16 = 0x45
    private static let answer: UInt16 = 0x06
    private static let allow: UInt32 = 0x7fff_0000
    private static let kill: UInt32 = 0x8000_0000
    private static let notPermitted: UInt32 = 0x0005_0000 | 1
    private static let notThere: UInt32 = 0x0005_0000 | 38
    private static let familyUnknown: UInt32 = 0x0005_0000 | 97
    /// All flags of `clone` that make namespaces.
    private static let namespaces: UInt32 = 0x7e02_0000
    /// Sockets into the host and its kernel: cryptography, virtual machines, packets, Bluetooth, and the like.
    private static let families: [UInt32] = [17, 29, 31, 38, 39, 40, 44]

    #if arch(x86_64)
        private static let machine: UInt32 = 0xc000_003e
        private static let clone: UInt32 = 56
        private static let socket: UInt32 = 41
        // mount umount2 pivot_root swapon swapoff reboot init_module delete_module kexec_load add_key request_key
        // keyctl unshare perf_event_open open_by_handle_at setns finit_module kexec_file_load bpf userfaultfd
        // acct quotactl ioperm iopl lookup_dcookie
        private static let refused: [UInt32] = [
            165, 166, 155, 167, 168, 169, 175, 176, 246, 248, 249, 250, 272, 298, 304, 308, 313, 320, 321, 323, 163,
            179, 173, 172, 212,
        ]
    #elseif arch(arm64)
        private static let machine: UInt32 = 0xc000_00b7
        private static let clone: UInt32 = 220
        private static let socket: UInt32 = 198
        private static let refused: [UInt32] = [
            40, 39, 41, 224, 225, 142, 105, 106, 104, 217, 218, 219, 97, 241, 265, 268, 273, 294, 280, 282, 89, 60, 18,
        ]
    #endif

    /// io_uring_setup, _enter and _register, and clone3, whose flags a filter cannot see: the same on all processors.
    private static let absent: [UInt32] = [425, 426, 427, 435]
    /// open_tree, move_mount, fsopen, fsconfig, fsmount, fspick, mount_setattr, pidfd_getfd: likewise.
    private static let refusedEverywhere: [UInt32] = [428, 429, 430, 431, 432, 433, 442, 438]

    #if arch(x86_64) || arch(arm64)
        private static var instructions: [Instruction] {
            var program = [
                Instruction(code: load, operand: architecture),
                Instruction(code: jumpIfEqual, whenTrue: 1, operand: machine),
                Instruction(code: answer, operand: kill),
                Instruction(code: load, operand: number),
            ]
            #if arch(x86_64)
                // The calls of the x32 convention would pass the comparisons below under other numbers.
                program += [
                    Instruction(code: jumpIfAtLeast, whenFalse: 1, operand: 0x4000_0000),
                    Instruction(code: answer, operand: notThere),
                ]
            #endif
            for call in absent { program += refuse(call, with: notThere) }
            for call in refused + refusedEverywhere { program += refuse(call, with: notPermitted) }
            program += [
                Instruction(code: jumpIfEqual, whenFalse: 4, operand: clone),
                Instruction(code: load, operand: firstArgument),
                Instruction(code: jumpIfAnySet, whenFalse: 1, operand: namespaces),
                Instruction(code: answer, operand: notPermitted),
                Instruction(code: answer, operand: allow),
                Instruction(code: jumpIfEqual, whenTrue: 1, operand: socket),
                Instruction(code: answer, operand: allow),
                Instruction(code: load, operand: firstArgument),
            ]
            for family in families { program += refuse(family, with: familyUnknown) }
            return program + [Instruction(code: answer, operand: allow)]
        }
    #else
        private static let instructions: [Instruction] = []
    #endif

    private static func refuse(_ value: UInt32, with refusal: UInt32) -> [Instruction] {
        [
            Instruction(code: jumpIfEqual, whenFalse: 1, operand: value),
            Instruction(code: answer, operand: refusal),
        ]
    }

    private static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}
