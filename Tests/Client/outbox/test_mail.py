"""Codes go out by mail: through TLS and authentication, once the server is there, and to nobody else."""

import re

import pytest

from ring.functions import eventually

pytestmark = pytest.mark.martlet_only


def code_in(text: str) -> str:
    return re.search(r"\b\d{6}\b", text)[0]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_code_comes_by_mail_and_lies_in_the_outbox(mail_server, sending, sign_up, outbox, security):
    """What the person reads and what the developer reads are the same, and the code is good."""
    mails = mail_server(security).start()
    confirm = sign_up(sending(mails), "ada@example.com")
    mail = eventually(lambda: mails.to("ada@example.com"), what="no mail came")[0]
    assert mail["From"].addresses[0].display_name == "Postcards"
    assert mail["From"].addresses[0].addr_spec == "no-reply@postcards.example"
    assert mail["To"] == "ada@example.com" and mail["Subject"] == "Grüße ✉"
    assert mail["Message-ID"].endswith("@postcards.example>") and mail["Date"].datetime
    assert mail.get_content_type() == "text/html" and mail.get_content_charset() == "utf-8"
    content = mail.get_content().replace("\r\n", "\n")
    code = code_in(content)
    assert content == f"<p>Code: {code}</p>\n.\nBis bald\n"
    assert {sender for sender, _, _ in mails.received} == {"no-reply@postcards.example"}
    entry = eventually(lambda: [each for each in outbox() if each["state"] == "delivered"], what="still queued")[0]
    assert (entry["channel"], entry["recipient"], entry["subject"]) == ("mail", "ada@example.com", "Grüße ✉")
    assert code_in(entry["body"]) == code and not entry["isWithheld"] and entry["attempts"] == 0
    confirm(code)


def test_what_was_posted_survives_a_kill(mail_server, sending, sign_up, outbox):
    """A mail that could not go out before `kill -9` goes out after it."""
    mails = mail_server()
    server = sending(mails)
    sign_up(server, "ada@example.com")
    eventually(lambda: outbox()[0].get("reason"), what="nobody tried")
    server.kill()
    mails.start()
    server.start()
    eventually(lambda: mails.to("ada@example.com"), seconds=30, what="the mail was lost")
    eventually(lambda: outbox()[0]["state"] == "delivered")


def test_a_refused_recipient_is_told_in_the_outbox(mail_server, sending, sign_up, outbox):
    """The server's own words; and it is not tried again."""
    server = sending(mail_server().start())
    sign_up(server, "refused@example.com")
    entry = eventually(lambda: [each for each in outbox() if each["state"] == "failed"], what="not refused")[0]
    assert "550 5.1.1 No such person here" in entry["reason"] and entry["attempts"] == 1
    assert code_in(entry["body"]) not in server.log()


def test_a_wrong_password_is_tried_again_and_never_told(mail_server, sending, sign_up, outbox):
    """The operator reads what is wrong, and nobody reads the password."""
    server = sending(mail_server().start(), password="not the right one")
    sign_up(server, "ada@example.com")
    entry = eventually(lambda: [each for each in outbox() if each.get("reason")], what="nobody tried")[0]
    assert entry["state"] == "queued" and "535" in entry["reason"]
    assert "not the right one" not in server.log() + server.output() + str(entry)


def test_contents_are_withheld_in_production(mail_server, sending, sign_up, outbox):
    """The mail holds the code; the outbox only says that it went."""
    mails = mail_server().start()
    confirm = sign_up(sending(mails, "--outbox-content", "false"), "ada@example.com")
    mail = eventually(lambda: mails.to("ada@example.com"), what="no mail came")[0]
    entry = eventually(lambda: [each for each in outbox() if each["state"] == "delivered"], what="still queued")[0]
    assert entry["isWithheld"] and "body" not in entry and "subject" not in entry
    confirm(code_in(mail.get_content()))
