import LambdaModel
import Wire

extension LayerVersionsListItem {
    init(describing layer: StoredLayerVersion) {
        self.init(
            layerVersionArn: layer.arn,
            version: layer.number,
            description: layer.description,
            createdDate: Timestamp(milliseconds: layer.createdAt).withOffset,
            compatibleRuntimes: layer.wireRuntimes,
            licenseInfo: layer.licenseInfo,
            compatibleArchitectures: layer.wireArchitectures
        )
    }
}

extension GetLayerVersionResponse {
    init(describing layer: StoredLayerVersion, location: String) {
        self.init(
            content: layer.content(at: location),
            layerArn: layer.id.arn,
            layerVersionArn: layer.arn,
            description: layer.description,
            createdDate: Timestamp(milliseconds: layer.createdAt).withOffset,
            version: layer.number,
            compatibleRuntimes: layer.wireRuntimes,
            licenseInfo: layer.licenseInfo,
            compatibleArchitectures: layer.wireArchitectures
        )
    }
}

extension PublishLayerVersionResponse {
    init(describing layer: StoredLayerVersion, location: String) {
        self.init(
            content: layer.content(at: location),
            layerArn: layer.id.arn,
            layerVersionArn: layer.arn,
            description: layer.description,
            createdDate: Timestamp(milliseconds: layer.createdAt).withOffset,
            version: layer.number,
            compatibleRuntimes: layer.wireRuntimes,
            licenseInfo: layer.licenseInfo,
            compatibleArchitectures: layer.wireArchitectures
        )
    }
}

extension StoredLayerVersion {
    fileprivate func content(at location: String) -> LayerVersionContentOutput {
        LayerVersionContentOutput(location: location, codeSha256: code.sha256, codeSize: code.size)
    }

    fileprivate var wireRuntimes: [Runtime]? {
        runtimes.isEmpty ? nil : runtimes.map { Runtime(rawValue: $0) }
    }

    fileprivate var wireArchitectures: [Architecture]? {
        architectures.isEmpty ? nil : architectures.map { Architecture(rawValue: $0) }
    }
}
