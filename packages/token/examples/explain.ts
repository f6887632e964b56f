import { describeToken, fixedRing, issueCat, verifyToken } from "@sluice/token";
import { nodeSignatures } from "@sluice/token/node";

const jwk = { kty: "oct", k: "QDaX3oevZGEcHTKgXasP4fy3Fahqs0V_HsmRkteVNog" };
const material = nodeSignatures.importKey(jwk, "HS256", "sign");
const key = { algorithm: "HS256", kid: "edge-1", material } as const;
const token = issueCat(
  { claims: { iss: "example", exp: 1_900_000_000, catm: ["GET"], catgeoiso3166: ["SE"] }, key },
  nodeSignatures,
);

const { diagnostic, claims } = describeToken(token); // Needs no key, and believes nothing.
console.log(diagnostic);
console.log(JSON.stringify(claims));

const keys = fixedRing([{ id: "edge", ...key }]);
const context = { nowSeconds: 1_800_000_000, method: "GET" }; // Nobody says which country it is.
const verification = verifyToken(token, { keys, signatures: nodeSignatures, context, explain: true });
for (const { claim, outcome, detail } of verification.rules) console.log(`${outcome} ${claim}: ${detail}`);
if (!verification.allowed) console.log(verification.category, verification.reason);
