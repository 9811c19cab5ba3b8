import IAMModel
import IdentityPoolsModel
import KMSModel
import LambdaModel
import LogsModel
import MartletModel
import STSModel
import UserPoolsModel
import Wire
import WireInterpreter

/// Speaks JSON lines: one request a line on standard input, one answer a line on standard output.
func converse() async {
    var oracle = Oracle(generated: [
        (IAMModelService.descriptor, IAMModelService.operations),
        (IdentityPoolsModelService.descriptor, IdentityPoolsModelService.operations),
        (KMSModelService.descriptor, KMSModelService.operations),
        (LambdaModelService.descriptor, LambdaModelService.operations),
        (LogsModelService.descriptor, LogsModelService.operations),
        (MartletModelService.descriptor, MartletModelService.operations),
        (STSModelService.descriptor, STSModelService.operations),
        (UserPoolsModelService.descriptor, UserPoolsModelService.operations),
    ])
    while let line = readLine() {
        print(String(decoding: await oracle.answer(Array(line.utf8)).json, as: UTF8.self))
        flushOutput()
    }
}

await converse()
