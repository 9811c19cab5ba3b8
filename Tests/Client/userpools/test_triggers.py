"""Triggers: real functions, called by the pool in its own name."""

import json
import pathlib
import re

import pytest

from ring.functions import eventually, execution_role, make_function
from ring.pools import OTHER_PASSWORD, address, make_user
from ring.refusal import refused

EXAMPLES = pathlib.Path(__file__).resolve().parents[3] / "Examples"
# Takes part in everything, and tells its log what it was asked.
EVERYTHING = """
exports.handler = async (event) => {
  console.log('EVENT ' + JSON.stringify(event));
  const { request, response } = event;
  switch (event.triggerSource) {
    case 'PreSignUp_SignUp':
      if (request.validationData?.word !== 'please') throw new Error('Say please');
      response.autoConfirmUser = response.autoVerifyEmail = true;
      break;
    case 'CustomMessage_ForgotPassword':
      response.emailSubject = 'Lost it?';
      response.emailMessage = `Here: ${request.codeParameter} for ${event.userName}`;
      break;
    case 'DefineAuthChallenge_Authentication': {
      const last = request.session.at(-1);
      if (last?.challengeResult && last.challengeMetadata === 'RIDDLE') response.issueTokens = true;
      else if (request.session.length > 2) response.failAuthentication = true;
      else response.challengeName = 'CUSTOM_CHALLENGE';
      break;
    }
    case 'CreateAuthChallenge_Authentication':
      response.publicChallengeParameters = { question: 'What is six times nine?' };
      response.privateChallengeParameters = { answer: '42' };
      response.challengeMetadata = 'RIDDLE';
      break;
    case 'VerifyAuthChallengeResponse_Authentication':
      response.answerCorrect = request.challengeAnswer === request.privateChallengeParameters.answer;
      break;
    case 'UserMigration_Authentication':
      if (request.password !== 'Correct-Horse-7') throw new Error('Bad password');
      response.userAttributes = { email: event.userName, email_verified: 'true' };
      response.finalUserStatus = 'CONFIRMED';
      response.messageAction = 'SUPPRESS';
      break;
    case 'TokenGeneration_Authentication':
    case 'TokenGeneration_RefreshTokens':
      response.claimsAndScopeOverrideDetails = {
        idTokenGeneration: { claimsToAddOrOverride: { team: ['red', 7], sub: 'nobody' }, claimsToSuppress: ['email'] },
        accessTokenGeneration: { claimsToAddOrOverride: { tier: 3 }, scopesToAdd: ['photos/read'] },
        groupOverrideDetails: { groupsToOverride: ['guests'], iamRolesToOverride: [] },
      };
  }
  return event;
};
"""
NAMES = [
    "PreSignUp", "PostConfirmation", "PreAuthentication", "PostAuthentication", "DefineAuthChallenge",
    "CreateAuthChallenge", "VerifyAuthChallengeResponse", "UserMigration", "CustomMessage",
]


@pytest.fixture
def function(root, name):
    """Makes a Node.js function out of its text."""
    return lambda text, stem="trigger", **settings: make_function(
        root, name(stem), {"index.js": text}, role=execution_role(root, name(f"{stem}-role")), **settings
    )


def permit(root, function, pool: str, target) -> None:
    root.functions.add_permission(
        FunctionName=function.name, StatementId="pool", Action="lambda:InvokeFunction",
        Principal="cognito-idp.amazonaws.com", SourceAccount=target.account,
        SourceArn=f"arn:aws:cognito-idp:{target.region}:{target.account}:userpool/{pool}",
    )


@pytest.fixture
def triggered(root, app, function, target):
    """An app of a pool whose triggers are all one function, which admits the pool."""
    def made(text: str = EVERYTHING, triggers=NAMES, permitted: bool = True, **settings):
        code = function(text)
        config = {each: code.arn for each in triggers}
        if text is EVERYTHING:
            config["PreTokenGenerationConfig"] = {"LambdaVersion": "V2_0", "LambdaArn": code.arn}
        made = app(LambdaConfig=config, **settings)
        if permitted:
            permit(root, code, made.pool, target)
        return made, code

    return made


def events(function, count: int) -> list[dict]:
    """What the function was asked, in order, once so many questions have been logged."""
    def found():
        lines = [line.split("EVENT ", 1)[1] for line in function.log_events() if "EVENT " in line]
        return lines if len(lines) >= count else None

    return [json.loads(line) for line in eventually(found, 20, f"fewer than {count} events were logged")]


def test_the_examples_callback_confirms(triggered):
    """AWS's callback style, `context.done(null, event)`, as the walk-through has it: signed up, and in at once."""
    text = (EXAMPLES / "nodejs-pre-sign-up" / "index.js").read_text()
    app, _ = triggered(text, ["PreSignUp"], AliasAttributes=["email"])
    assert app.sign_up("ada", email="ada@example.com")["UserConfirmed"] is True
    app.srp("ada")


@pytest.mark.martlet_only
def test_each_trigger_is_asked_in_turn(triggered, mail):
    """The whole life of a user: each source once and in AWS's order, each answer with its effect."""
    app, function = triggered(AutoVerifiedAttributes=["email"])
    email = address()
    with refused("UserLambdaValidationException", "PreSignUp failed with error Say please.", 400):
        app.sign_up("ada", email=email)
    answer = app.sign_up("ada", email=email, ValidationData=[{"Name": "word", "Value": "please"}],
                         ClientMetadata={"from": "test"})
    assert answer["UserConfirmed"] is True and "CodeDeliveryDetails" not in answer
    tokens = app.sign_in("ada")
    claims, access = app.verified(tokens["IdToken"], "id"), app.verified(tokens["AccessToken"], "access")
    assert claims["team"] == ["red", 7] and claims["sub"] == answer["UserSub"] and "email" not in claims
    assert claims["cognito:groups"] == access["cognito:groups"] == ["guests"]
    assert access["tier"] == 3 and set(access["scope"].split()) == {"aws.cognito.signin.user.admin", "photos/read"}
    app.api.forgot_password(ClientId=app.client, Username="ada")
    message = mail.latest(email)
    assert message["subject"] == "Lost it?"
    code = re.fullmatch(r"Here: (\d{6}) for ada", message["body"].strip())[1]
    app.api.confirm_forgot_password(
        ClientId=app.client, Username="ada", ConfirmationCode=code, Password=OTHER_PASSWORD)
    asked = events(function, 8)
    assert [event["triggerSource"] for event in asked] == [
        "PreSignUp_SignUp", "PreSignUp_SignUp", "PostConfirmation_ConfirmSignUp", "PreAuthentication_Authentication",
        "PostAuthentication_Authentication", "TokenGeneration_Authentication", "CustomMessage_ForgotPassword",
        "PostConfirmation_ConfirmForgotPassword",
    ]
    second = asked[1]
    assert (second["version"], second["userPoolId"], second["userName"]) == ("1", app.pool, "ada")
    assert second["callerContext"]["clientId"] == app.client
    assert second["request"] == {
        "userAttributes": {"email": email}, "validationData": {"word": "please"}, "clientMetadata": {"from": "test"},
    }
    assert asked[2]["request"]["userAttributes"]["cognito:user_status"] == "CONFIRMED"
    token = next(event for event in asked if event["triggerSource"].startswith("TokenGeneration"))
    assert token["version"] == "2" and token["request"]["scopes"] == ["aws.cognito.signin.user.admin"]


def test_a_riddle_signs_in(triggered, user):
    """Custom authentication: the public part goes to the app, the private one never; the third failure ends it."""
    app, function = triggered()
    user(app)
    answer = app.start("CUSTOM_AUTH", USERNAME="ada")
    assert answer["ChallengeName"] == "CUSTOM_CHALLENGE"
    assert answer["ChallengeParameters"]["question"] == "What is six times nine?"
    assert "answer" not in answer["ChallengeParameters"]
    answer = app.respond("CUSTOM_CHALLENGE", answer["Session"], USERNAME="ada", ANSWER="54")
    assert answer["ChallengeName"] == "CUSTOM_CHALLENGE"
    tokens = app.respond("CUSTOM_CHALLENGE", answer["Session"], USERNAME="ada", ANSWER="42")["AuthenticationResult"]
    assert app.verified(tokens["AccessToken"], "access")["username"] == "ada"
    session = [event["request"]["session"] for event in events(function, 9)
               if event["triggerSource"].startswith("DefineAuth")]
    assert [len(each) for each in session] == [0, 1, 2]
    assert session[-1] == [
        {"challengeName": "CUSTOM_CHALLENGE", "challengeResult": result, "challengeMetadata": "RIDDLE"}
        for result in (False, True)
    ]
    answer = app.start("CUSTOM_AUTH", USERNAME="ada")
    with refused("NotAuthorizedException", "Incorrect username or password.", 400):
        for _ in range(3):
            answer = app.respond("CUSTOM_CHALLENGE", answer["Session"], USERNAME="ada", ANSWER="wrong")


def test_an_unknown_user_is_migrated(triggered, root):
    """With the password that was typed, which then works by SRP; the function's refusal is told as it is."""
    app, _ = triggered(UsernameAttributes=["email"])
    email = address()
    with refused("UserLambdaValidationException", "UserMigration failed with error Bad password.", 400):
        app.sign_in(email, "Wrong-Password-9")
    assert root.pools.list_users(UserPoolId=app.pool)["Users"] == []
    app.sign_in(email)
    found = root.pools.list_users(UserPoolId=app.pool)["Users"]
    assert [each["UserStatus"] for each in found] == ["CONFIRMED"]
    app.srp(email)


FAILURES = [
    ("exports.handler = async () => { throw new Error('Not today'); };", {},
     "UserLambdaValidationException", "PreSignUp failed with error Not today."),
    ("exports.handler = (event, context) => context.done('Not you');", {},
     "UserLambdaValidationException", "PreSignUp failed with error Not you."),
    ("exports.handler = async () => process.exit(3);", {}, "UserLambdaValidationException",
     r"PreSignUp failed with error RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status 3\."),
    ("exports.handler = async () => {};", {}, "InvalidLambdaResponseException",
     "Invalid lambda function output : Invalid JSON"),
    ("exports.handler = async (event) => ({ response: event.response });", {}, "InvalidLambdaResponseException",
     "Unrecognizable lambda output"),
    ("exports.handler = async (event) => { event.response.autoConfirmUser = 'yes'; return event; };", {},
     "InvalidLambdaResponseException", "Unrecognizable lambda output"),
    ("exports.handler = async (event) => new Promise(() => setTimeout(() => {}, 60000));", {"Timeout": 30},
     "UnexpectedLambdaException", "PreSignUp invocation failed due to error Socket timeout while invoking Lambda "
     r"function\."),
]


@pytest.mark.parametrize("text, settings, code, message", FAILURES)
def test_a_failing_function_refuses_with_aws_texts(app, root, function, target, text, settings, code, message):
    """And nobody is signed up."""
    made = function(text, **settings)
    app = app(LambdaConfig={"PreSignUp": made.arn})
    permit(root, made, app.pool, target)
    with refused(code, re.compile(message), 400):
        app.sign_up("ada")
    assert root.pools.list_users(UserPoolId=app.pool)["Users"] == []


def test_a_function_that_does_not_admit_the_pool_is_not_called(triggered, root, function, target):
    """No permission, and another pool's permission: both refuse."""
    app, code = triggered("exports.handler = async (event) => event;", ["PreSignUp"], permitted=False)
    denied = ("UnexpectedLambdaException", "PreSignUp invocation failed due to error AccessDeniedException.", 400)
    with refused(*denied):
        app.sign_up("ada")
    permit(root, code, f"{target.region}_Another00", target)
    with refused(*denied):
        app.sign_up("ada")
    root.functions.remove_permission(FunctionName=code.name, StatementId="pool")
    permit(root, code, app.pool, target)
    assert app.sign_up("ada")["UserConfirmed"] is False


def test_the_first_version_changes_id_tokens_only(app, root, function, target):
    text = """
    exports.handler = (event, context, callback) => {
      event.response.claimsOverrideDetails = {
        claimsToAddOrOverride: { team: 'red' }, claimsToSuppress: ['email'] };
      callback(null, event);
    };
    """
    code = function(text)
    made = app(LambdaConfig={"PreTokenGeneration": code.arn})
    permit(root, code, made.pool, target)
    make_user(root, made.pool, "ada", email="ada@example.com")
    tokens = made.sign_in("ada")
    claims, access = made.verified(tokens["IdToken"], "id"), made.verified(tokens["AccessToken"], "access")
    assert claims["team"] == "red" and "email" not in claims and "team" not in access
