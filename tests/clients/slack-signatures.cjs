// What the verifier of Slack's own framework says to signed requests. node slack-signatures.cjs <file>; a list in, a list out.
const { readFileSync } = require("node:fs");
const { isValidSlackRequest } = require("@slack/bolt/dist/receivers/verify-request");

const requests = JSON.parse(readFileSync(process.argv[2], "utf8"));
const verdicts = requests.map(({ secret, body, timestamp, signature, now }) =>
    isValidSlackRequest({
        signingSecret: secret,
        body,
        headers: { "x-slack-signature": signature, "x-slack-request-timestamp": Number(timestamp) },
        nowMilliseconds: now * 1000,
    }),
);
console.log(JSON.stringify(verdicts));
process.exit(0);
