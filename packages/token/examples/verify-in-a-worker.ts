import { fixedRing, issueJwtAsync, verifyTokenAsync, webSignatures } from "@sluice/token";

// WebCrypto alone: the same in a browser, in a worker at the edge, and in Node.
const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
  "sign",
  "verify",
]);
const privateJwk = { kty: "EC", ...(await crypto.subtle.exportKey("jwk", pair.privateKey)), key_ops: [] };
const publicJwk = { kty: "EC", ...(await crypto.subtle.exportKey("jwk", pair.publicKey)), key_ops: [] };

const token = await issueJwtAsync({
  claims: { exp: Math.floor(Date.now() / 1000) + 60, actions: ["play"], target: { streams: ["live/one"] } },
  key: { algorithm: "ES256", material: await webSignatures.importKey(privateJwk, "ES256", "sign") },
  kid: "issuer-1",
  signatures: webSignatures,
});

const material = await webSignatures.importKey(publicJwk, "ES256", "verify");
const keys = fixedRing([{ id: "issuer", kid: "issuer-1", algorithm: "ES256", material }]);
const context = { nowSeconds: Math.floor(Date.now() / 1000) };
const verification = await verifyTokenAsync(token, { keys, signatures: webSignatures, context });
if (verification.allowed)
  console.log(verification.claims.profile, JSON.stringify(verification.claims.grants));
