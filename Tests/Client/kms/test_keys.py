"""Keys, their names, states and what is encrypted under them, as boto3 sees them."""

import pytest

from ring.refusal import refused

CONTEXT = {"pool": "birds", "tenant": "7"}


@pytest.fixture
def kms(root):
    return root.client("kms")


@pytest.fixture
def key(kms):
    """Makes a key; its metadata. Where the target is AWS, it is scheduled for deletion afterwards."""
    made = []

    def make(**settings):
        made.append(kms.create_key(**settings)["KeyMetadata"])
        return made[-1]

    yield make
    for each in made:
        try:
            kms.schedule_key_deletion(KeyId=each["KeyId"], PendingWindowInDays=7)
        except (kms.exceptions.KMSInvalidStateException, kms.exceptions.NotFoundException):
            pass


def test_a_key_and_what_it_encrypts(kms, key, target):
    made = key(Description="birds", Tags=[{"TagKey": "team", "TagValue": "a"}])
    assert made["Arn"] == f"arn:aws:kms:{target.region}:{target.account}:key/{made['KeyId']}"
    assert made["KeyState"] == "Enabled" and made["KeyManager"] == "CUSTOMER"
    sealed = kms.encrypt(KeyId=made["KeyId"], Plaintext=b"bird", EncryptionContext=CONTEXT)
    assert sealed["KeyId"] == made["Arn"]
    opened = kms.decrypt(CiphertextBlob=sealed["CiphertextBlob"], EncryptionContext=CONTEXT)
    assert opened["Plaintext"] == b"bird" and opened["KeyId"] == made["Arn"]
    assert opened["KeyMaterialId"] == kms.describe_key(KeyId=made["KeyId"])["KeyMetadata"]["CurrentKeyMaterialId"]
    with refused("InvalidCiphertextException", "", 400):
        kms.decrypt(CiphertextBlob=sealed["CiphertextBlob"])
    with refused("InvalidCiphertextException", "", 400):
        kms.decrypt(CiphertextBlob=b"no ciphertext at all")
    assert kms.list_resource_tags(KeyId=made["KeyId"])["Tags"] == [{"TagKey": "team", "TagValue": "a"}]


def test_data_keys_and_randomness(kms, key):
    made = key()
    data = kms.generate_data_key(KeyId=made["Arn"], KeySpec="AES_256", EncryptionContext=CONTEXT)
    assert len(data["Plaintext"]) == 32
    assert kms.decrypt(CiphertextBlob=data["CiphertextBlob"], EncryptionContext=CONTEXT)["Plaintext"] == data["Plaintext"]
    blind = kms.generate_data_key_without_plaintext(KeyId=made["Arn"], NumberOfBytes=64)
    assert "Plaintext" not in blind
    assert len(kms.decrypt(CiphertextBlob=blind["CiphertextBlob"])["Plaintext"]) == 64
    assert len(kms.generate_random(NumberOfBytes=1024)["Plaintext"]) == 1024
    with refused("ValidationException", "NumberOfBytes is required.", 400):
        kms.generate_random()


def test_names_of_keys(kms, key, name, target):
    made, other = key(), key()
    alias = f"alias/{name('birds')}"
    kms.create_alias(AliasName=alias, TargetKeyId=made["KeyId"])
    arn = f"arn:aws:kms:{target.region}:{target.account}:{alias}"
    for text in (made["KeyId"], made["Arn"], alias, arn):
        assert kms.describe_key(KeyId=text)["KeyMetadata"]["KeyId"] == made["KeyId"]
    with refused("AlreadyExistsException", f"An alias with the name {arn} already exists", 400):
        kms.create_alias(AliasName=alias, TargetKeyId=other["KeyId"])
    kms.update_alias(AliasName=alias, TargetKeyId=other["KeyId"])
    assert kms.describe_key(KeyId=alias)["KeyMetadata"]["KeyId"] == other["KeyId"]
    assert [each["AliasName"] for each in kms.list_aliases(KeyId=other["KeyId"])["Aliases"]] == [alias]
    kms.delete_alias(AliasName=alias)
    with refused("NotFoundException", f"Alias {arn} is not found.", 400):
        kms.describe_key(KeyId=alias)
    missing = "134f2428-cec1-4b25-a1ae-9048164dba47"
    with refused(
        "NotFoundException", f"Key 'arn:aws:kms:{target.region}:{target.account}:key/{missing}' does not exist", 400
    ):
        kms.describe_key(KeyId=missing)
    with refused("NotFoundException", "Invalid keyId 'fake-key-id'", 400):
        kms.describe_key(KeyId="fake-key-id")


def test_the_states_of_a_key(kms, key):
    made = key()
    blob = kms.encrypt(KeyId=made["KeyId"], Plaintext=b"bird")["CiphertextBlob"]
    kms.disable_key(KeyId=made["KeyId"])
    with refused("DisabledException", f"{made['Arn']} is disabled.", 400):
        kms.decrypt(CiphertextBlob=blob)
    kms.enable_key(KeyId=made["KeyId"])
    planned = kms.schedule_key_deletion(KeyId=made["KeyId"], PendingWindowInDays=7)
    assert planned["KeyState"] == "PendingDeletion" and planned["PendingWindowInDays"] == 7
    with refused("KMSInvalidStateException", f"{made['Arn']} is pending deletion.", 400):
        kms.decrypt(CiphertextBlob=blob)
    assert kms.cancel_key_deletion(KeyId=made["KeyId"])["KeyId"] == made["Arn"]
    assert kms.describe_key(KeyId=made["KeyId"])["KeyMetadata"]["KeyState"] == "Disabled"


def test_rotation(kms, key):
    made = key()
    old = kms.encrypt(KeyId=made["KeyId"], Plaintext=b"bird")["CiphertextBlob"]
    kms.enable_key_rotation(KeyId=made["KeyId"], RotationPeriodInDays=180)
    status = kms.get_key_rotation_status(KeyId=made["KeyId"])
    assert status["KeyRotationEnabled"] and status["RotationPeriodInDays"] == 180
    kms.rotate_key_on_demand(KeyId=made["KeyId"])
    rotations = kms.list_key_rotations(KeyId=made["KeyId"], IncludeKeyMaterial="ALL_KEY_MATERIAL")["Rotations"]
    assert [each["KeyMaterialState"] for each in rotations] == ["NON_CURRENT", "CURRENT"]
    assert kms.decrypt(CiphertextBlob=old)["Plaintext"] == b"bird"
    kms.disable_key_rotation(KeyId=made["KeyId"])
    assert not kms.get_key_rotation_status(KeyId=made["KeyId"])["KeyRotationEnabled"]


def test_re_encryption(kms, key):
    first, second = key(), key()
    blob = kms.encrypt(KeyId=first["KeyId"], Plaintext=b"bird", EncryptionContext=CONTEXT)["CiphertextBlob"]
    moved = kms.re_encrypt(
        CiphertextBlob=blob, SourceEncryptionContext=CONTEXT, DestinationKeyId=second["KeyId"]
    )
    assert (moved["SourceKeyId"], moved["KeyId"]) == (first["Arn"], second["Arn"])
    assert kms.decrypt(CiphertextBlob=moved["CiphertextBlob"])["Plaintext"] == b"bird"
    with refused(
        "IncorrectKeyException",
        "The key ID in the request does not identify a CMK that can perform this operation.", 400,
    ):
        kms.decrypt(CiphertextBlob=moved["CiphertextBlob"], KeyId=first["KeyId"])


def test_a_dry_run(kms, key):
    made = key()
    with refused(
        "DryRunOperationException", "The request would have succeeded, but the DryRun option is set.", 412
    ):
        kms.encrypt(KeyId=made["KeyId"], Plaintext=b"bird", DryRun=True)


def test_listings(kms, key):
    made = {key()["KeyId"] for _ in range(3)}
    pages = list(kms.get_paginator("list_keys").paginate(PaginationConfig={"PageSize": 2}))
    found = [each["KeyId"] for page in pages for each in page["Keys"]]
    assert made <= set(found) and len(found) == len(set(found))
    assert all(len(page["Keys"]) <= 2 for page in pages)
    assert kms.list_key_policies(KeyId=found[0])["PolicyNames"] == ["default"]


@pytest.mark.martlet_only
def test_keys_survive_a_kill(durable, target_of):
    """What was encrypted before the server died is decrypted after it."""
    kms = target_of(durable).root.client("kms")
    made = kms.create_key()["KeyMetadata"]
    blob = kms.encrypt(KeyId=made["KeyId"], Plaintext=b"bird", EncryptionContext=CONTEXT)["CiphertextBlob"]
    kms.rotate_key_on_demand(KeyId=made["KeyId"])
    durable.kill()
    durable.start()
    kms = target_of(durable).root.client("kms")
    assert kms.decrypt(CiphertextBlob=blob, EncryptionContext=CONTEXT)["Plaintext"] == b"bird"
