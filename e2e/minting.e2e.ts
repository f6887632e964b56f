import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fixedRing, type Refused, type TokenKey } from "@sluice/token";
import { nodeSignatures } from "@sluice/token/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Proof } from "../packages/token/src/prove.ts";
import { proveSync } from "../packages/token/src/prove-sync.ts";
import { type Minter, type MinterProgram, startMinter } from "./minting/start-minter.ts";
import { freePort } from "./support/free-port.ts";
import { describeWithPeers, requirePeer } from "./support/peers.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";
import { createViewer, type Reply, sessionPath } from "./support/viewer.ts";
import { isAdmitted } from "./support/viewer-token.ts";

const KEY_ID = "bc57109d-af9e-4070-8a53-3d5e3998f7bf-7148f";
/** As Flowplayer hands its keys over: a text, whose bytes are the key. */
const KEY_TEXT = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const KEY_SECRET = Buffer.from(KEY_TEXT).toString("base64url");
const FORMATS = ["jwt", "cat"] as const;
/** The languages, and how many lines one may have in which imports and braces stand alone. */
const MOST_LINES = { "mint.ts": 55, "mint.php": 55, "mint.py": 55, "mint.go": 85 };

const goCache = mkdtempSync(join(tmpdir(), "sluice-go-"));
let server: TestServer;

beforeAll(async () => {
  server = await startSluice();
  const key = { name: "minted elsewhere", kid: KEY_ID, import: { secret: KEY_TEXT, encoding: "text" } };
  const { status, body } = await server.api("POST", "/v1/keys", key);
  expect(status, JSON.stringify(body)).toBe(201);
});

afterAll(async () => {
  await server.stop();
  rmSync(goCache, { recursive: true, force: true });
});

function keyOfRing(secret: string): TokenKey {
  const jwk = { kty: "oct", k: Buffer.from(secret).toString("base64url") };
  const material = nodeSignatures.importKey(jwk, "HS256", "verify");
  return { id: "k", kid: KEY_ID, algorithm: "HS256", material };
}

function proofOf(token: string, secret = KEY_TEXT): Proof | Refused {
  return proveSync(token, fixedRing([keyOfRing(secret)]), nodeSignatures);
}

/** What every one of the services promises. */
function mintsTokensThatPlay(program: MinterProgram): void {
  let minter: Minter;

  beforeAll(async () => {
    minter = await startMinter(program, await freePort(), { KEY_ID, KEY_SECRET });
  });
  afterAll(() => minter.stop());

  const mint = async (format: string) => (await minter.ask(`stream=demo/clip&format=${format}`)).text;
  const enter = (token: string, stream = "demo/clip"): Promise<Reply> =>
    createViewer(server).ask(`/${stream}/index.m3u8?token=${token}`);

  test.each(FORMATS)(
    "its %s is vouched for by the key alone, ends within the hour, and has an id of its own",
    async format => {
      const [token, other] = [await mint(format), await mint(format)];
      const proof = proofOf(token);
      if ("refused" in proof) throw new Error(proof.detail);
      const { claims, kid } = proof;
      expect([claims.format, kid]).toEqual([format, KEY_ID]);
      const lifetime = (claims.expiresAtSeconds ?? 0) - Date.now() / 1000;
      expect(lifetime).toBeGreaterThan(3_500);
      expect(lifetime).toBeLessThanOrEqual(3_601);
      const otherProof = proofOf(other);
      expect("claims" in otherProof && otherProof.claims.id).not.toBe(claims.id);
      expect(proofOf(token, `${KEY_TEXT} `)).toMatchObject({ refused: "signature-invalid" });
    },
  );

  test.each(FORMATS)("its %s plays through the gateway, and opens no other stream", async format => {
    const token = await mint(format);
    const reply = await enter(token);
    expect(isAdmitted(reply), `${reply.status} ${reply.reason}`).toBe(true);
    const media = await createViewer(server).ask(sessionPath(reply));
    expect(media.status).toBe(200);
    const refused = await enter(await mint(format), "demo/live");
    expect(refused.status, refused.text).toBe(403);
  });

  test("a name that is no stream's gets no token", async () => {
    for (const stream of ["", "demo", "demo/", "demo/clip/x", "../demo", "demo/clip%0a", "*/*"]) {
      expect((await minter.ask(`stream=${stream}&format=cat`)).status, stream).toBe(400);
    }
  });

  test("a secret that is a text makes the same tokens", async () => {
    const other = await startMinter(program, await freePort(), { KEY_ID, KEY_TEXT });
    const { text } = await other.ask("stream=demo/clip");
    await other.stop();
    expect(proofOf(text)).toHaveProperty("claims");
  });
}

describe("the minting service in Node", () => {
  mintsTokensThatPlay({ file: "mint.ts", commandLine: file => [process.execPath, file] });
});

describeWithPeers(["python3"], "the minting service in Python", () => {
  mintsTokensThatPlay({ file: "mint.py", commandLine: file => [requirePeer("python3").path, file] });
});

describeWithPeers(["php"], "the minting service in PHP", () => {
  mintsTokensThatPlay({
    file: "mint.php",
    commandLine: (file, port) => [requirePeer("php").path, "-n", "-S", `127.0.0.1:${port}`, file],
  });
});

describeWithPeers(["go"], "the minting service in Go", () => {
  mintsTokensThatPlay({
    file: "mint.go",
    commandLine: file => [requirePeer("go").path, "run", file],
    // No module, no network, no C compiler: the standard library alone.
    env: { GOCACHE: goCache, GO111MODULE: "off", GOPROXY: "off", GOTOOLCHAIN: "local", CGO_ENABLED: "0" },
  });
});

test.each(Object.entries(MOST_LINES))("%s stays small: at most %i lines", (file, most) => {
  const text = readFileSync(new URL(`../examples/minting/${file}`, import.meta.url), "utf8");
  expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(most);
});
