import { fixedRing, issueCat, verifyToken } from "@sluice/token";
import { nodeSignatures } from "@sluice/token/node";

const jwk = { kty: "oct", k: "QDaX3oevZGEcHTKgXasP4fy3Fahqs0V_HsmRkteVNog" };
const signing = { algorithm: "HS256", kid: "edge-1" } as const;

const token = issueCat(
  {
    claims: {
      exp: Math.floor(Date.now() / 1000) + 3600,
      catu: { host: { exact: "media.example.com" }, path: { prefix: "/live/" } },
      catm: ["GET", "HEAD"],
    },
    key: { ...signing, material: nodeSignatures.importKey(jwk, "HS256", "sign") },
  },
  nodeSignatures,
);

// Imported once; then a verification takes a few microseconds.
const keys = fixedRing([
  { id: "edge", ...signing, material: nodeSignatures.importKey(jwk, "HS256", "verify") },
]);

for (const path of ["/live/one/index.m3u8", "/vod/film.mp4"]) {
  const context = {
    nowSeconds: Math.floor(Date.now() / 1000),
    url: `https://media.example.com${path}`,
    method: "GET",
  };
  const { allowed, ...said } = verifyToken(token, { keys, signatures: nodeSignatures, context });
  console.log(path, allowed, "reason" in said ? said.reason : "");
}
