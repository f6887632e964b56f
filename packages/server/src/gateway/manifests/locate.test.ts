import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeUri } from "./locate.ts";
import type { RewriteContext, RewriteMode } from "./manifest.ts";
import { manifestBase, siteOf } from "./site.ts";

const modes: readonly RewriteMode[] = ["session", "bootstrap"];
const origin = "http://127.0.0.1:8888";
const sessionRoot = "/base/s/HANDLE/demo/";
const manifestPath = "clip/2M/index.m3u8";

describe("placeUri, with the URL parser of browsers as the oracle", () => {
  test("an own URI reaches under the session what it reached at the origin", () => {
    everyUri((uri, basePath, mode) => {
      const atOrigin = URL.parse(uri, origin + basePath + manifestPath);
      if (atOrigin?.origin !== origin || !atOrigin.pathname.startsWith(basePath)) return;
      // No origin knows a handle, so this is a URI that was placed before.
      if (atOrigin.pathname.startsWith(sessionRoot)) return;
      atOrigin.username = "";
      atOrigin.password = "";
      const below = atOrigin.href.slice((origin + basePath).length);
      const placed = resolved(place(uri, basePath, mode), mode);
      expect(placed?.href).toBe(`http://sluice.example${sessionRoot}${below}`);
    });
  });

  test("no URI reaches anything of this server outside the session", () => {
    everyUri((uri, basePath, mode) => {
      const placed = resolved(place(uri, basePath, mode), mode);
      if (placed?.host !== "sluice.example") return;
      expect(placed.pathname.startsWith(sessionRoot)).toBe(true);
    });
  });

  test("a URI on another host stays as it is", () => {
    everyUri((uri, basePath, mode) => {
      const atOrigin = URL.parse(uri, origin + basePath + manifestPath);
      if (atOrigin === null || atOrigin.origin === origin || isHalfAbsolute(uri)) return;
      expect(place(uri, basePath, mode)).toBe(uri);
    });
  });

  test("a placed URI is placed", () => {
    everyUri((uri, basePath, mode) => {
      const placed = place(uri, basePath, mode);
      expect(place(placed, basePath, "session")).toBe(placed);
    });
  });

  test("a relative URI that stays inside is not touched under the session", () => {
    for (const uri of ["a.ts", "./a.ts", "../3M/a.ts", "../../a.ts", "a//b", "?x", "#x", "a:b/c", "%41"]) {
      expect(place(uri, "/app/", "session"), uri).toBe(uri);
    }
  });
});

describe("a base that is no http URL", () => {
  test("counts as a folder", () => {
    for (const originBase of [undefined, "", "/srv/media", "file:///srv/media/", "rtmp://127.0.0.1/app/"]) {
      const context: RewriteContext = { sessionRoot, manifestPath, originBase, mode: "session" };
      const placed = placeUri("/app/a.ts", manifestBase(context), siteOf(context), "session");
      expect(placed, originBase).toBe(`${sessionRoot}app/a.ts`);
    }
  });
});

/** `https:x` is a path for a page on https and a host for one on http; it is read as the path, which is ours. */
function isHalfAbsolute(uri: string): boolean {
  return /^[^/?#]*https?:(?![/\\]{2})/i.test(uri.replace(/[\t\n\r]/g, ""));
}

function place(uri: string, basePath: string, mode: RewriteMode): string {
  const context: RewriteContext = { sessionRoot, manifestPath, originBase: origin + basePath, mode };
  return placeUri(uri, manifestBase(context), siteOf(context), mode);
}

/** Where a viewer goes: in bootstrap mode the manifest stands at the entry, whose address is not under the session. */
function resolved(uri: string, mode: RewriteMode): URL | null {
  const path = mode === "session" ? sessionRoot + manifestPath : "/base/demo/clip/2M/index.m3u8?token=x";
  return URL.parse(uri, `http://sluice.example${path}`);
}

function everyUri(check: (uri: string, basePath: string, mode: RewriteMode) => void): void {
  const property = fc.property(
    hostileUri,
    fc.constantFrom("/", "/app/", "/a/b/"),
    fc.constantFrom(...modes),
    check,
  );
  fc.assert(property, { numRuns: 5000 });
}

const uriPiece = fc.oneof(
  fc.constantFrom(
    "/",
    "/",
    "..",
    "../",
    ".",
    "%2e",
    "%2E%2e/",
    "\\",
    "//",
    "?",
    "#",
    ":",
    "@",
    " ",
    "\t",
    "\n",
  ),
  fc.constantFrom("http:", "https:", "HTTP://", "data:", "skd:", "127.0.0.1:8888", "cdn.example", origin),
  fc.constantFrom(
    "app/",
    "/app/",
    "a/b/",
    "clip/",
    "2M",
    "seg1.ts",
    "s/OTHER/",
    "/base/s/",
    sessionRoot,
    "\u0000",
  ),
  fc.stringMatching(/^[a-z0-9._~%&=;-]{1,5}$/),
  fc.string({ unit: "binary", maxLength: 2 }),
);
const hostileUri = fc.array(uriPiece, { maxLength: 9 }).map(pieces => pieces.join(""));
