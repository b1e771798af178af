// A bot made with the library of the Bot Framework: what it says to a token and an activity is the verdict of the reference.
// node reference-bot.cjs <OpenID document> <issuer> <app id> <tenant>; writes its port, then serves until its input ends.
const http = require("node:http");
const { CloudAdapter, ConfigurationBotFrameworkAuthentication, TeamsActivityHandler } = require("botbuilder");

const [openId, issuer, appId, tenant] = process.argv.slice(2);
console.error = () => {};
console.warn = () => {};

const adapter = new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication({
        MicrosoftAppId: appId,
        MicrosoftAppPassword: "it never speaks",
        MicrosoftAppType: "SingleTenant",
        MicrosoftAppTenantId: tenant,
        ValidateAuthority: "true",
        ToChannelFromBotLoginUrl: "http://127.0.0.1:1/",
        ToChannelFromBotOAuthScope: "https://api.botframework.com",
        ToBotFromChannelTokenIssuer: issuer,
        OAuthUrl: "https://api.botframework.com",
        ToBotFromChannelOpenIdMetadataUrl: openId,
        ToBotFromEmulatorOpenIdMetadataUrl: openId,
        CallerId: "urn:botframework:azure",
    }),
);
const bot = new TeamsActivityHandler();
// The one invoke that both bots know.
bot.onAdaptiveCardInvoke = async () => ({
    statusCode: 200,
    type: "application/vnd.microsoft.activity.message",
    value: "done",
});

const server = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = {
        status: (code) => (response.statusCode = code),
        header: (name, value) => response.setHeader(name, value),
        send: (body) => (answer.body = body),
        end: () => response.end(typeof answer.body === "object" ? JSON.stringify(answer.body) : answer.body),
    };
    try {
        // As the middleware does that every bot of this library has before it.
        request.body = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    } catch {
        response.statusCode = 400;
        return response.end();
    }
    try {
        await adapter.process(request, answer, (context) => bot.run(context));
    } catch {
        response.statusCode = 500;
        response.end();
    }
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
