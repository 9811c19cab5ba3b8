"""What services left for people: read by the signed operation, as any client of the server can."""

import functools
import pathlib
import shutil
import tempfile

import botocore.session

from ring.target import CONFIG, Clients

MODEL = pathlib.Path(__file__).resolve().parents[3] / "Models" / "handwritten" / "martlet.json"


@functools.cache
def session() -> botocore.session.Session:
    """A session of botocore's that knows Martlet's own service beside AWS's."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="martlet-model-"))
    place = folder / "martlet" / "2026-11-01"
    place.mkdir(parents=True)
    shutil.copy(MODEL, place / "service-2.json")
    made = botocore.session.Session()
    made.get_component("data_loader").search_paths.append(str(folder))
    return made


def operator(clients: Clients):
    """A client of the operator's service, as this caller."""
    return session().create_client(
        "martlet", endpoint_url=clients.target.endpoint, region_name=clients.target.region,
        aws_access_key_id=clients.credentials.key, aws_secret_access_key=clients.credentials.secret,
        aws_session_token=clients.credentials.token, config=CONFIG,
    )


def messages(clients: Clients, recipient: str | None = None, **arguments) -> list[dict]:
    """Everything in the caller's outbox, oldest first."""
    client, found = operator(clients), []
    if recipient:
        arguments["recipient"] = recipient
    while True:
        page = client.list_outbox_messages(**arguments)
        found += page["messages"]
        if "nextToken" not in page:
            return found
        arguments["nextToken"] = page["nextToken"]
