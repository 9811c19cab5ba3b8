"""The walk-through's steps B5 to B7, C9 and C10, through the AWS CLI and boto3; the server is killed between them."""

import json
import pathlib

import pytest

from ring.functions import archive, execution_role
from ring.pools import FLOWS, PASSWORD, App, Mail, address
from ring.refusal import refused
from ring.target import ACCOUNT, REGION, Clients

pytestmark = pytest.mark.martlet_only
EXAMPLE = pathlib.Path(__file__).resolve().parents[3] / "Examples" / "nodejs-pre-sign-up" / "index.js"


@pytest.fixture
def again(durable, target_of):
    """Kills the server, starts it, and gives its root's clients."""
    def restarted() -> Clients:
        durable.kill()
        durable.start()
        return target_of(durable).root

    return restarted


@pytest.fixture
def cli(tmp_path):
    """Runs the AWS CLI and gives what it printed."""
    def run(root: Clients, *arguments: str) -> dict:
        result = root.aws("cognito-idp", *arguments, "--output", "json", home=tmp_path)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout or "{}")

    return run


def test_from_nothing_to_a_session(again, cli):
    """E-mail as alias, a client, a trigger that confirms; sign up, sign in, restore, and what goes wrong."""
    # B5: the pool, its required attribute, its alias.
    root = again()
    pool = cli(root, "create-user-pool", "--pool-name", "postcards", "--alias-attributes", "email",
               "--schema", "Name=email,Required=true,Mutable=true", "--mfa-configuration", "OFF")["UserPool"]["Id"]
    # B6: the app's client.
    root = again()
    client = cli(root, "create-user-pool-client", "--user-pool-id", pool, "--client-name", "phone",
                 "--explicit-auth-flows", *FLOWS)["UserPoolClient"]["ClientId"]
    app = App(root, pool, client)
    # B7: without the trigger an account stays unconfirmed; the function needs no permission of its own.
    app.sign_up("early", email="early@example.com")
    with refused("UserNotConfirmedException", "User is not confirmed.", 400):
        app.sign_in("early")
    root = again()
    function = root.functions.create_function(
        FunctionName="confirm", Runtime="nodejs22.x", Handler="index.handler", Role=execution_role(root, "trigger"),
        Code={"ZipFile": archive({"index.js": EXAMPLE.read_text()})})["FunctionArn"]
    root.functions.add_permission(
        FunctionName="confirm", StatementId="pool", Action="lambda:InvokeFunction",
        Principal="cognito-idp.amazonaws.com",
        SourceArn=f"arn:aws:cognito-idp:{REGION}:{ACCOUNT}:userpool/{pool}")
    root = again()
    cli(root, "update-user-pool", "--user-pool-id", pool, "--lambda-config", f"PreSignUp={function}")
    # C9: sign up and in; on the next launch the session is restored without asking.
    app = App(again(), pool, client)
    email = address()
    assert cli(app.root, "sign-up", "--client-id", client, "--username", "ada", "--password", PASSWORD,
               "--user-attributes", f"Name=email,Value={email}", "--no-sign-request")["UserConfirmed"] is True
    app = App(again(), pool, client)
    app.root.pools.admin_update_user_attributes(
        UserPoolId=pool, Username="ada", UserAttributes=[{"Name": "email_verified", "Value": "true"}])
    tokens = app.srp(email)["AuthenticationResult"]
    keys = app.keys()
    app = App(again(), pool, client)
    assert app.keys() == keys, "keys that change with a restart end every session"
    app.verified(tokens["IdToken"], "id")
    assert app.api.get_user(AccessToken=tokens["AccessToken"])["Username"] == "ada"
    restored = cli(app.root, "initiate-auth", "--client-id", client, "--auth-flow", "REFRESH_TOKEN_AUTH",
                   "--auth-parameters", f"REFRESH_TOKEN={tokens['RefreshToken']}", "--no-sign-request")
    assert app.verified(restored["AuthenticationResult"]["IdToken"], "id")["email"] == email
    # C10: what goes wrong can be shown as it is.
    app = App(again(), pool, client)
    with refused("InvalidParameterException", status=400):
        app.sign_up("eve")
    with refused("UsernameExistsException", "User already exists", 400):
        app.sign_up("ada", email=address())
    with refused("UserNotFoundException", "User does not exist.", 400):
        app.sign_in("nobody")
    with refused("NotAuthorizedException", "Incorrect username or password.", 400):
        app.srp(email, "Wrong-Password-9")


def test_what_was_begun_outlives_the_server(again):
    """Codes, challenges, lock-outs, revocations: nothing is forgotten by a kill, and nothing opens."""
    root = again()
    pool = root.pools.create_user_pool(PoolName="p", AutoVerifiedAttributes=["email"])["UserPool"]["Id"]
    client = root.pools.create_user_pool_client(
        UserPoolId=pool, ClientName="c", ExplicitAuthFlows=FLOWS)["UserPoolClient"]["ClientId"]
    email = address()
    App(root, pool, client).sign_up("ada", email=email)
    app = App(again(), pool, client)
    app.confirm("ada", Mail(app.root).code(email))
    app.root.pools.admin_create_user(
        UserPoolId=pool, Username="eve", TemporaryPassword=PASSWORD, MessageAction="SUPPRESS")
    challenge = app.start("USER_PASSWORD_AUTH", USERNAME="eve", PASSWORD=PASSWORD)
    revoked, kept = app.sign_in("ada"), app.sign_in("ada")
    app.api.revoke_token(Token=revoked["RefreshToken"], ClientId=client)
    app = App(again(), pool, client)
    answer = app.respond("NEW_PASSWORD_REQUIRED", challenge["Session"], USERNAME="eve", NEW_PASSWORD="Another-One-5")
    assert app.verified(answer["AuthenticationResult"]["AccessToken"], "access")["username"] == "eve"
    with refused("NotAuthorizedException", "Access Token has been revoked", 400):
        app.api.get_user(AccessToken=revoked["AccessToken"])
    assert app.api.get_user(AccessToken=kept["AccessToken"])["Username"] == "ada"
    for _ in range(5):
        with refused("NotAuthorizedException", "Incorrect username or password.", 400):
            app.sign_in("ada", "Wrong-Password-9")
    app = App(again(), pool, client)
    with pytest.raises(app.api.exceptions.NotAuthorizedException):
        app.sign_in("ada", "Wrong-Password-9")
    with refused("NotAuthorizedException", "Password attempts exceeded", 400):
        app.sign_in("ada")
