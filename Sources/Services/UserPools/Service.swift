// Cognito user pools.
