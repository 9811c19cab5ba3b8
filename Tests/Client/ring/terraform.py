"""Terraform with the AWS provider that is installed, if one is: nothing is downloaded."""

import json
import os
import pathlib
import shutil
import subprocess

from ring.server import bare_environment
from ring.target import Clients

PROVIDER = "registry.terraform.io/hashicorp/aws"
MAJOR = "5."
# By the provider's names.
SERVICES = ("cognitoidentity", "cognitoidp", "iam", "kms", "lambda", "logs", "sts")


def plugin_folders() -> list[pathlib.Path]:
    """Where Terraform's own documentation and operators put plugins; MARTLET_TF_PLUGINS goes first."""
    home = pathlib.Path.home()
    roots = [os.environ.get("MARTLET_TF_PLUGINS"), os.environ.get("TF_PLUGIN_CACHE_DIR")]
    folders = [pathlib.Path(root) for root in roots if root]
    folders += [home / ".terraform.d/plugins", home / ".terraform.d/plugin-cache"]
    folders += [home / ".local/share/terraform/plugins", pathlib.Path("/usr/local/share/terraform/plugins")]
    folders += [pathlib.Path("/usr/share/terraform/plugins"), pathlib.Path("/opt")]
    # A mirror usually lies one folder down from where software is installed.
    folders += sorted(path for path in pathlib.Path("/opt").glob("*") if path.is_dir())
    return folders


def find_mirror() -> tuple[pathlib.Path, str] | None:
    """The first plugin folder with the provider's wanted major version, and that version."""
    for folder in plugin_folders():
        versions = sorted((folder / PROVIDER).glob(MAJOR + "*")) if (folder / PROVIDER).is_dir() else []
        if versions:
            return folder, versions[-1].name
    return None


def missing() -> str | None:
    """Why Terraform cannot run here, or nothing."""
    if shutil.which("terraform") is None:
        return "terraform is not on PATH"
    if find_mirror() is None:
        return f"no plugin folder holds Terraform's AWS provider {MAJOR}x; MARTLET_TF_PLUGINS may name one"
    return None


class Terraform:
    """One working folder with the provider pointed at one target."""

    def __init__(self, folder: pathlib.Path, caller: Clients):
        self.folder = folder
        mirror, version = find_mirror()
        (folder / "terraform.rc").write_text(
            f'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror}"\n'
            f'    include = ["{PROVIDER}"]\n  }}\n}}\n'
        )
        target = caller.target
        endpoints = {service: target.endpoint for service in SERVICES} if target.endpoint else {}
        self.write("provider.tf.json", {
            "terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": version}}},
            "provider": {"aws": {"region": target.region, "endpoints": endpoints}},
        })
        self.environment = bare_environment(
            folder, TF_CLI_CONFIG_FILE=str(folder / "terraform.rc"), TF_IN_AUTOMATION="1", CHECKPOINT_DISABLE="1",
            AWS_ACCESS_KEY_ID=caller.credentials.key, AWS_SECRET_ACCESS_KEY=caller.credentials.secret,
            AWS_EC2_METADATA_DISABLED="true", AWS_MAX_ATTEMPTS="2",
        )

    def write(self, name: str, content: dict) -> None:
        (self.folder / name).write_text(json.dumps(content, indent=2))

    def run(self, *arguments: str, expecting: int = 0) -> str:
        """Runs to the end, without questions; any other exit status than the one expected fails the test."""
        command, *rest = arguments
        quiet = [] if command == "output" else ["-input=false"]
        result = subprocess.run(
            ["terraform", command, "-no-color", *quiet, *rest], cwd=self.folder, env=self.environment,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=150,
        )
        said = f"terraform {' '.join(arguments)}: {result.returncode}\n{result.stdout}\n{result.stderr}"
        assert result.returncode == expecting, said
        return result.stdout

    def outputs(self) -> dict:
        return {name: output["value"] for name, output in json.loads(self.run("output", "-json")).items()}
