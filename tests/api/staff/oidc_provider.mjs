// A certified OpenID Connect provider on a free loopback port, for tests: node oidc_provider.mjs FOLDER REDIRECT_URI
// Prints its issuer. Anybody may sign in under any login. POST /test/person sets the claims of a login;
// POST /test/tampering says how the next id tokens are spoilt on their way out of the token endpoint.
import { createServer } from "node:http";
import { generateKeyPairSync } from "node:crypto";
import { pathToFileURL } from "node:url";

const [, , folder, redirectUri] = process.argv;
const installed = (name, file) => import(pathToFileURL(`${folder}/node_modules/${name}/${file}`));
const { Provider } = await installed("oidc-provider", "lib/index.js");
const jose = await installed("jose", "dist/webapi/index.js");

const CLIENT = { client_id: "kompass", client_secret: "a secret of at least thirty-two characters" };
const pair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const [own, foreign] = [pair(), pair()];
const jwk = { ...own.privateKey.export({ format: "jwk" }), kid: "own", use: "sig", alg: "RS256" };
const people = new Map();
let tampering = {};

const read = async (request) => {
  let text = "";
  for await (const part of request) text += part;
  return JSON.parse(text);
};

const spoil = async (token) => {
  const { how, claims = {} } = tampering;
  const payload = { ...jose.decodeJwt(token), ...claims };
  for (const [name, value] of Object.entries(claims)) if (value === null) delete payload[name];
  const [header, , signature] = token.split(".");
  const body = Buffer.from(JSON.stringify(payload)).toString("base64url");
  switch (how) {
    case "dropped": return undefined;
    case "same signature": return `${header}.${body}.${signature}`;
    case "unsigned": return new jose.UnsecuredJWT(payload).encode();
    case "client secret": return new jose.SignJWT(payload).setProtectedHeader({ alg: "HS256" }).sign(Buffer.from(CLIENT.client_secret));
    case "foreign key": return new jose.SignJWT(payload).setProtectedHeader({ alg: "RS256", kid: "own" }).sign(foreign.privateKey);
    default: return new jose.SignJWT(payload).setProtectedHeader({ alg: "RS256", kid: "own" }).sign(own.privateKey);
  }
};

const start = (issuer) => {
  const provider = new Provider(issuer, {
    clients: [{ ...CLIENT, redirect_uris: [redirectUri], grant_types: ["authorization_code"], response_types: ["code"] }],
    jwks: { keys: [jwk] },
    cookies: { keys: ["only for tests"] },
    claims: { openid: ["sub"], profile: ["name", "preferred_username", "roles"], email: ["email"] },
    acrValues: ["substantial", "high"],
    pkce: { required: () => true },
    findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people.get(id) }) }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
  });
  provider.use(async (context, next) => {
    await next();
    if (context.path === "/token" && context.body?.id_token && Object.keys(tampering).length) {
      const { id_token: token, ...rest } = context.body;
      const spoilt = await spoil(token);
      context.body = spoilt ? { ...rest, id_token: spoilt } : rest;
    }
  });
  const handle = provider.callback();
  return async (request, response) => {
    if (request.url === "/test/person") { const { login, ...claims } = await read(request); people.set(login, claims); response.end(); }
    else if (request.url === "/test/tampering") { tampering = await read(request); response.end(); }
    else handle(request, response);
  };
};

const server = createServer((request, response) => handler(request, response));
let handler;
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  handler = start(issuer);
  console.log(issuer);
});
