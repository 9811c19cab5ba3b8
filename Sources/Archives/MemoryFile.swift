import CMinizip

/// Bytes in memory in the shape of a file, as minizip reads and writes files. Every position is checked: the archive
/// under it may be hostile.
final class MemoryFile {
    private(set) var bytes: [UInt8]
    private var position = 0
    private let isWritable: Bool

    /// A file to read.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        isWritable = false
    }

    /// An empty file to write.
    init() {
        bytes = []
        isWritable = true
    }

    /// The calls that minizip makes. They hold this file without owning it: it must outlive what was opened with them.
    var functions: zlib_filefunc64_def {
        let itself = Unmanaged.passUnretained(self).toOpaque()
        return zlib_filefunc64_def(
            zopen64_file: { file, _, _ in file },
            zread_file: { file, _, target, count in MemoryFile.at(file).read(target, UInt64(count)) },
            zwrite_file: { file, _, source, count in MemoryFile.at(file).write(source, UInt64(count)) },
            ztell64_file: { file, _ in UInt64(MemoryFile.at(file).position) },
            zseek64_file: { file, _, offset, origin in MemoryFile.at(file).seek(offset, origin) },
            zclose_file: { _, _ in 0 },
            zerror_file: { _, _ in 0 },
            opaque: itself
        )
    }

    private static func at(_ pointer: UnsafeMutableRawPointer?) -> MemoryFile {
        guard let pointer else { preconditionFailure("minizip hands back the pointer that it was given") }
        return Unmanaged<MemoryFile>.fromOpaque(pointer).takeUnretainedValue()
    }

    private func read(_ target: UnsafeMutableRawPointer?, _ count: UInt64) -> UInt {
        let count = Int(min(count, UInt64(bytes.count - position)))
        guard count > 0, let target else { return 0 }
        bytes.withUnsafeBytes { bytes in
            let source = UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
            UnsafeMutableRawBufferPointer(start: target, count: count).copyMemory(from: source)
        }
        position += count
        return UInt(count)
    }

    private func write(_ start: UnsafeRawPointer?, _ count: UInt64) -> UInt {
        guard isWritable, let start else { return 0 }
        let source = UnsafeRawBufferPointer(start: start, count: Int(count))
        let end = min(position + source.count, bytes.count)
        bytes.replaceSubrange(position..<end, with: source)
        position += source.count
        return UInt(source.count)
    }

    /// Answers 0, or -1 for a place outside.
    private func seek(_ offset: UInt64, _ origin: Int32) -> Int {
        let start =
            switch origin {
            case ZLIB_FILEFUNC_SEEK_SET: 0
            case ZLIB_FILEFUNC_SEEK_CUR: position
            default: bytes.count
            }
        // Offsets backward come as two's complement.
        let (target, overflow) = start.addingReportingOverflow(Int(Int64(bitPattern: offset)))
        guard !overflow, (0...bytes.count).contains(target) else { return -1 }
        position = target
        return 0
    }
}
