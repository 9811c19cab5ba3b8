import IAMModel
import MartletModel
import STSModel
import Wire
import WireInterpreter

// Speaks JSON lines: one request a line on standard input, one answer a line on standard output.
var oracle = Oracle(generated: [
    (IAMModelService.descriptor, IAMModelService.operations),
    (MartletModelService.descriptor, MartletModelService.operations),
    (STSModelService.descriptor, STSModelService.operations),
])

while let line = readLine() {
    print(String(decoding: oracle.answer(Array(line.utf8)).json, as: UTF8.self))
    flushOutput()
}
