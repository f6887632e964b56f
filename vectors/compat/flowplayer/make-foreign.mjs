// Makes vectors/compat/flowplayer/foreign.json with code that knows nothing of Sluice: @eyevinn/cat 0.16.4, as a customer's
// own token service would use it with the id and the value of a key. `npx node vectors/compat/flowplayer/make-foreign.mjs`.
// The key is from the guide of Flowplayer but for its value, which is made up; the tokens end in 2100.
import { writeFileSync } from "node:fs";
import { CAT } from "@eyevinn/cat";

const OWNER = "bc57109d-af9e-4070-8a53-3d5e3998f7bf";
const VALUE = "5dd5a5b72aab09e28a8c18e9c79c38c616a91f78646f8ded5ff1ab45f0123456";
const END = 4_102_444_800;
const LIBRARY = "made with @eyevinn/cat 0.16.4 by vectors/compat/flowplayer/make-foreign.mjs";

/** The bytes of the value's characters, or those that they spell. */
const bytesOf = { text: Buffer.from(VALUE, "utf8"), hex: Buffer.from(VALUE, "hex") };

async function tokenOf(kid, key, claims, expectCwtTag) {
  const cat = new CAT({ keys: { [kid]: key }, expectCwtTag });
  return cat.generateFromJson({ exp: END, ...claims }, { type: "mac", alg: "HS256", kid, generateCwtId: false });
}

const check = (note, token, url, answer) => ({
  note,
  request: { method: "POST", path: "/v1/check", json: { action: "play", stream: "demo/clip", token, url, ip: "188.4.23.9" } },
  answer: { status: 200, includes: answer },
});

const allowed = { allowed: true };
const refused = reason => ({ allowed: false, reason });
const clip = "{{url}}/demo/clip/index.m3u8";

async function flowOf({ encoding, kid, readings, expectCwtTag, title }) {
  const claims = {
    iss: "my-issuer",
    sub: "subscriber1234",
    aud: "my-audience",
    cti: `f0f0${kid.slice(-5)}0`,
    catv: 1,
    catu: { path: { "contains-match": "clip" } },
  };
  const other = encoding === "text" ? "hex" : "text";
  const good = await tokenOf(kid, bytesOf[encoding], claims, expectCwtTag);
  const elsewhere = await tokenOf(kid, bytesOf[encoding], { catu: { path: { "contains-match": "another-video" } } }, expectCwtTag);
  const wrong = await tokenOf(kid, bytesOf[other], claims, expectCwtTag);
  const grant = { name: "my-new-playback-token-key", kid, import: { secret: VALUE, encoding } };
  return {
    title,
    // The tokens name the key: it stands when the flow is tried again.
    setup: [
      {
        method: "POST",
        path: "/v1/keys",
        json: { ...grant, default: false, audiences: ["*"], readings },
        mayStand: true,
      },
    ],
    steps: [
      check("a token of the customer's own service", good, clip, allowed),
      check("its catu is about another video", elsewhere, clip, refused("uri-not-allowed")),
      check("the value read the other way is another key", wrong, clip, refused("signature-invalid")),
    ],
  };
}

const flows = [
  await flowOf({
    title: "a token that another library makes with the value's characters as its key opens the video",
    encoding: "text",
    kid: `${OWNER}-7148f`,
    readings: {},
    expectCwtTag: true,
  }),
  await flowOf({
    title: "a token that another library makes with the bytes that the value spells opens the video, where the key says so",
    encoding: "hex",
    kid: `${OWNER}-7148e`,
    readings: {},
    expectCwtTag: true,
  }),
  await flowOf({
    title: "a token as that library writes it by itself, its claims in a text of hexadecimal, opens the video",
    encoding: "text",
    kid: `${OWNER}-7148d`,
    readings: { hex_payload: true },
    expectCwtTag: false,
  }),
];

const vectors = { system: "flowplayer", source: LIBRARY, flows };
writeFileSync(new URL("foreign.json", import.meta.url), `${JSON.stringify(vectors, null, 1)}\n`);
