import { createHmac, randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { handleScope, sealHandle } from "@sluice/token";
import { nodeCrypto } from "@sluice/token/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { edgeFolder, type RunningEdge, startEdgeProgram } from "./edges/edge-program.ts";
import { freePort } from "./support/free-port.ts";
import { nginxConfiguration } from "./support/nginx-configuration.ts";
import { describeWithPeers, requirePeer } from "./support/peers.ts";

const script = fileURLToPath(new URL("../deploy/nginx/sluice-handle.js", import.meta.url));
const key = randomBytes(32);
const nowSeconds = Math.floor(Date.now() / 1000);

function handleFor(
  stream: string,
  { capSeconds = nowSeconds + 600, keyBytes = key, keyId = 1, sessionId = randomBytes(16) } = {},
): string {
  return sealHandle(nodeCrypto, nodeCrypto.macKey(keyBytes), {
    keyId,
    sessionId: sessionId.toString("base64url"),
    scope: handleScope(nodeCrypto, stream),
    capSeconds,
  });
}

const keyText = key.toString("hex");

/** What may stand in the key's file by mistake. */
const brokenKeys: Readonly<Record<string, string>> = {
  none: "",
  cut: keyText.slice(2),
  placeholder: "64 hexadecimal digits",
  letters: "z".repeat(64),
  mistyped: `${keyText.slice(0, 62)}g0`,
};

/** A handle of tv/news with one byte changed, and the MAC that belongs to what it is now. */
function resealed(at: number): string {
  const bytes = Buffer.from(handleFor("tv/news"), "base64url");
  bytes[at] = (bytes[at] ?? 0) ^ 2;
  createHmac("sha256", key).update(bytes.subarray(0, 30)).digest().copy(bytes, 30, 0, 16);
  return bytes.toString("base64url");
}

const files = ["tv/news/v0/seg-1.m4s", "tv/news/index.m4s", "tv/sport/seg-1.m4s", "tv/a/b/c/seg-1.m4s"];

/** nginx that serves files to whoever has a handle; what it decided is in a header. */
async function startNginx(): Promise<RunningEdge> {
  const port = await freePort();
  const folder = edgeFolder();
  for (const file of files) {
    mkdirSync(join(folder, "media", file, ".."), { recursive: true });
    writeFileSync(join(folder, "media", file), `media of ${file}`);
  }
  const site = `
  js_import sluice_handle from ${script};
  js_set $sluice_verdict sluice_handle.verdict;
  map $http_key $sluice_handle_key {
    default "${keyText}";
    ${Object.entries(brokenKeys)
      .map(([name, text]) => `${name} "${text}";`)
      .join(" ")}
  }
  server {
    listen 127.0.0.1:${port};
    location ~ ^/s/(?<sluice_handle>[^/]+)/(?<sluice_path>.+)$ {
      add_header Verdict $sluice_verdict always;
      if ($sluice_verdict != allow) { return 403; }
      alias ${folder}/media/$sluice_path;
    }
    location / { return 404; }
  }`;
  const load = `load_module ${requirePeer("nginx-js").path};\n`;
  writeFileSync(join(folder, "nginx.conf"), load + nginxConfiguration(folder, site));
  const command = [requirePeer("nginx").path, "-p", folder, "-e", "error.log", "-c", `${folder}/nginx.conf`];
  return startEdgeProgram({ folder, port, commands: [command], logs: ["error.log"] });
}

describeWithPeers(["nginx", "nginx-js"], "handles checked inside nginx", () => {
  let nginx: RunningEdge;
  beforeAll(async () => {
    nginx = await startNginx();
  });
  afterAll(() => nginx?.stop());

  async function ask(handle: string, path: string): Promise<string> {
    const answer = await fetch(`${nginx.url}/s/${handle}/${path}`);
    const body = await answer.text();
    const verdict = answer.headers.get("verdict") ?? `status ${answer.status}`;
    expect(answer.status, `${verdict}: ${path}`).toBe(
      verdict === "allow" ? 200 : verdict === "status 404" ? 404 : 403,
    );
    if (answer.status === 200) expect(body).toBe(`media of ${path}`);
    return verdict;
  }

  test("a handle opens every file of its stream", async () => {
    const handle = handleFor("tv/news");
    expect(await ask(handle, "tv/news/v0/seg-1.m4s")).toBe("allow");
    expect(await ask(handle, "tv/news/index.m4s")).toBe("allow");
  });

  test("a handle of a stream whose name has slashes opens its files", async () => {
    expect(await ask(handleFor("tv/a/b/c"), "tv/a/b/c/seg-1.m4s")).toBe("allow");
  });

  test("a handle opens no other stream, no other application, and no name without a file", async () => {
    const handle = handleFor("tv/news");
    for (const path of [
      "tv/sport/seg-1.m4s",
      "radio/news/seg-1.m4s",
      "tv/news",
      "tv/news/",
      "tv",
      "tv/a/b/c/seg-1.m4s",
    ]) {
      expect(await ask(handle, path), path).toBe("handle-wrong-stream");
    }
  });

  test("a path that climbs is judged and served as what it means", async () => {
    const handle = handleFor("tv/news");
    const url = `${nginx.url}/s/${handle}/tv/news/%2e%2e/sport/seg-1.m4s`;
    const answer = await fetch(url);
    expect(answer.status).toBe(403);
    expect(answer.headers.get("verdict")).toBe("handle-wrong-stream");
  });

  test("a handle whose cap has passed opens nothing", async () => {
    expect(await ask(handleFor("tv/news", { capSeconds: nowSeconds - 1 }), "tv/news/v0/seg-1.m4s")).toBe(
      "session-expired",
    );
  });

  test("what Sluice has not made opens nothing: another key, another key's number, any changed character", async () => {
    const path = "tv/news/v0/seg-1.m4s";
    expect(await ask(handleFor("tv/news", { keyBytes: randomBytes(32) }), path)).toBe("handle-invalid");
    expect(await ask(handleFor("tv/news", { keyId: 2 }), path)).toBe("handle-invalid");
    const handle = handleFor("tv/news");
    for (let at = 0; at < handle.length; at += 1) {
      const other = handle[at] === "A" ? "B" : "A";
      expect(await ask(handle.slice(0, at) + other + handle.slice(at + 1), path), `character ${at}`).toBe(
        "handle-invalid",
      );
    }
    for (const text of ["x", handle.slice(0, -1), `${handle}A`, `${handle}.`]) {
      expect(await ask(text, path), text).toBe("handle-invalid");
    }
  });

  test("under a good MAC, too, the version, the key's number and each byte of the scope count", async () => {
    const path = "tv/news/v0/seg-1.m4s";
    expect(await ask(resealed(0), path)).toBe("handle-invalid");
    expect(await ask(resealed(1), path)).toBe("handle-invalid");
    // The session's id is anybody's: so is the MAC made well here.
    expect(await ask(resealed(2), path)).toBe("allow");
    for (let at = 18; at < 26; at += 1) {
      expect(await ask(resealed(at), path), `byte ${at}`).toBe("handle-wrong-stream");
    }
  });

  test("a handle has one spelling: spare bits, padding and other alphabets are not Sluice's", async () => {
    const path = "tv/news/v0/seg-1.m4s";
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const handle = handleFor("tv/news");
    const written = alphabet.indexOf(handle.slice(-1));
    for (const spare of [1, 2, 3]) {
      const text = handle.slice(0, -1) + alphabet[written + spare];
      expect(Buffer.from(text, "base64url"), "the same bytes").toEqual(Buffer.from(handle, "base64url"));
      expect(await ask(text, path), text).toBe("handle-invalid");
    }
    const dashes = handleFor("tv/news", { sessionId: Buffer.alloc(16, 0xfb) });
    expect(dashes).toContain("-");
    const longer = ["A", "AA", "=", "==", "%0A", "%C3%A9"].map(more => handle + more);
    for (const text of [dashes.replaceAll("-", "+"), "%C3%A9".repeat(62), ...longer]) {
      expect(await ask(text, path), text).toBe("handle-invalid");
    }
  });

  test("without its key nothing opens, whatever the key's file holds instead", async () => {
    for (const [name, text] of Object.entries(brokenKeys)) {
      // Whoever knows what such a text is read as could make handles.
      const readAs = [key, Buffer.from(text, "hex"), Buffer.from(text), Buffer.alloc(32)];
      for (const keyBytes of readAs) {
        const handle = handleFor("tv/news", { keyBytes });
        const answer = await fetch(`${nginx.url}/s/${handle}/tv/news/index.m4s`, { headers: { key: name } });
        expect(answer.status, name).toBe(403);
        expect(answer.headers.get("verdict"), name).toBe("handle-invalid");
      }
    }
  });

  test("the MAC is the one of the key that Sluice derives, over the first 30 bytes", () => {
    const bytes = Buffer.from(handleFor("tv/news"), "base64url");
    const mac = createHmac("sha256", key).update(bytes.subarray(0, 30)).digest().subarray(0, 16);
    expect(bytes.subarray(30)).toEqual(mac);
  });
});
