// Confirms every new user of a pool at once, so that an app needs no code from an e-mail.
exports.handler = (event, context) => {
  event.response.autoConfirmUser = true;
  context.done(null, event);
};
