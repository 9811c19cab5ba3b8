"""Keys through the AWS CLI."""

import base64
import json


def test_a_key_from_the_command_line(root, name, tmp_path):
    """As the developer guide's examples have it: made, named, used by file, looked at."""

    def aws(*arguments: str) -> dict:
        done = root.aws("kms", *arguments, home=tmp_path)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout.strip() else {}

    key = aws("create-key", "--description", "birds", "--tags", "TagKey=team,TagValue=a")["KeyMetadata"]
    alias = f"alias/{name('cli')}"
    aws("create-alias", "--alias-name", alias, "--target-key-id", key["KeyId"])
    (tmp_path / "plain").write_bytes(b"bird\x00\xff")
    sealed = aws(
        "encrypt", "--key-id", alias, "--plaintext", f"fileb://{tmp_path}/plain", "--encryption-context", "pool=birds"
    )
    (tmp_path / "sealed").write_bytes(base64.b64decode(sealed["CiphertextBlob"]))
    opened = aws(
        "decrypt", "--ciphertext-blob", f"fileb://{tmp_path}/sealed", "--encryption-context", "pool=birds"
    )
    assert base64.b64decode(opened["Plaintext"]) == b"bird\x00\xff"
    assert aws("list-aliases", "--key-id", key["KeyId"])["Aliases"][0]["AliasName"] == alias
    refusal = root.aws("kms", "decrypt", "--ciphertext-blob", f"fileb://{tmp_path}/sealed", home=tmp_path)
    assert "(InvalidCiphertextException) when calling the Decrypt operation" in refusal.stderr
    aws("schedule-key-deletion", "--key-id", key["KeyId"], "--pending-window-in-days", "7")
