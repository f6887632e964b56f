import type { RawHeader, RawRequest } from "../bad-input/raw-request.ts";

/** A credential that is planted, and the texts by which it would be found. */
export interface Planted {
  readonly name: string;
  readonly text: string;
  /** Parts that must appear nowhere, in any case of letters. */
  readonly needles: readonly string[];
}

const NEEDLE_LENGTH = 16;
const NEEDLE_STEP = 5;
const TOKEN_ID_LENGTH = 15;
const KEY_ID_LENGTH = 11;

/** An opaque token: every piece of its secret counts, its public id does not. */
export const plantedToken = (name: string, text: string): Planted => planted(name, text, TOKEN_ID_LENGTH);

/** A generated API key, which has a public id too. */
export const plantedKey = (name: string, text: string): Planted => planted(name, text, KEY_ID_LENGTH);

/** A text of which nothing is public. */
export const plantedWhole = (name: string, text: string): Planted => planted(name, text, 0);

/** A configured key: only whole it is a secret, since it may consist of common words. */
export function plantedConfigured(name: string, text: string): Planted {
  return { name, text, needles: [text, ...encodings(text)] };
}

function planted(name: string, text: string, publicLength: number): Planted {
  const secret = text.slice(publicLength);
  const needles: string[] = encodings(secret);
  for (let start = 0; start + NEEDLE_LENGTH <= secret.length; start += NEEDLE_STEP) {
    needles.push(secret.slice(start, start + NEEDLE_LENGTH));
  }
  return { name, text, needles: [...needles, secret.slice(-NEEDLE_LENGTH)] };
}

function encodings(secret: string): string[] {
  return [Buffer.from(secret).toString("hex"), Buffer.from(secret).toString("base64").replace(/=+$/, "")];
}

/** The same text as damaged or decorated as it gets in messages, scripts and proxies. */
export function variants(text: string): readonly string[] {
  return [
    text,
    `${text}x`,
    `x${text}`,
    text.slice(0, -2),
    `${text.slice(0, 20)}-${text.slice(20)}`,
    `"${text}"`,
    `token=${text}`,
    `Bearer ${text}`,
    `https://example.com/watch?token=${text}&x=1`,
    `https://example.com/s/${text}/files/clip/index.m3u8`,
    `{"token":"${text}"}`,
    `${"Mozilla/5.0 (padding) ".repeat(12)}${text}`,
    text.toUpperCase(),
  ];
}

const JSON_TYPE: RawHeader = ["Content-Type", "application/json"];
const HEADERS = [
  "Authorization",
  "CTA-Common-Access-Token",
  "Cookie",
  "Referer",
  "User-Agent",
  "Origin",
  "X-Forwarded-For",
  "X-Request-Id",
  "X-Api-Key",
  "Accept",
  "Accept-Language",
  "Sec-Fetch-Dest",
  "Range",
  "If-None-Match",
  "If-Range",
  "Content-Type",
  "Host",
];

/** Requests that carry a text in every place that a request has. */
export function requestsWith(text: string, good: string): readonly RawRequest[] {
  const encoded = encodeURIComponent(text);
  const entry = "/files/clip/index.m3u8";
  const targets = [
    `${entry}?token=${encoded}`,
    `${entry}?CAT=${encoded}`,
    `${entry}?t=${encoded}&token=${good}`,
    `${entry}?Token=${encoded}`,
    `${entry}?token=${good}&next=${encodeURIComponent(encoded)}`,
    `${entry}?${encoded}&token=${good}`,
    `${entry}?token=${encoded}&token=${good}`,
    `/files/clip/${encoded}.m3u8?token=${good}`,
    `/files/clip/${encoded}?token=${good}`,
    `/shows/${encoded}/index.m3u8?token=${good}`,
    `/${encoded}/clip/index.m3u8`,
    `/${encoded}`,
    `/s/${encoded}/files/clip/index.m3u8`,
    `/s/${encoded}`,
    `/a/${encoded}/${encoded}`,
    `/v1/tokens/${encoded}`,
    `/v1/sessions?token=${encoded}`,
    `/v1/tokens?cursor=${encoded}`,
    `/v1/tokens?${encoded}=1`,
    `/v1/decisions/${encoded}`,
    `/v1/revocations/${encoded}`,
    `/v1/${encoded}`,
    `/hooks/srs/${encoded}`,
    `/embed/${encoded}`,
    `/player.js?token=${encoded}`,
    `/metrics?token=${encoded}`,
    `/?token=${encoded}`,
    `/files/clip/%zz${encoded}`,
    `/v1/tokens/%zz${encoded}`,
    `/${text.replaceAll(" ", "")}`,
  ];
  return [
    ...targets.map(target => ({ target })),
    ...targets.map((target): RawRequest => ({ target, headers: [["Accept", "text/html"]] })),
    ...HEADERS.map((name): RawRequest => ({ target: entry, headers: [[name, text]] })),
    ...HEADERS.map((name): RawRequest => ({ target: `${entry}?token=${good}`, headers: [[name, text]] })),
    { target: entry, headers: [["Cookie", `sluice_token=${text}; other=${text}`]] },
    { target: entry, headers: [["Origin", `https://${text}.example.com`]] },
    { target: entry, method: "OPTIONS", headers: [["Access-Control-Request-Headers", text]] },
    { target: entry, headers: [[text.replace(/[^\w-]/g, ""), "header name"]] },
    { target: `/${text}`, method: "BREW" },
    ...bodies(text).map((body): RawRequest => ({ method: "POST", target: "/s", headers: [JSON_TYPE], body })),
  ];
}

/**
 * Requests with a credential where an application that takes any name has the stream's name. Whole ones only: a
 * damaged one is a name like any other there, and its page is titled with it.
 */
export function requestsNaming(credential: string, good: string): readonly RawRequest[] {
  const targets = [
    `/files/${credential}/index.m3u8`,
    `/files/${credential}`,
    `/a/files/${credential}/seg-0.ts`,
  ];
  return targets
    .map(target => `${target}?token=${good}`)
    .flatMap((target): RawRequest[] => [{ target }, { target, headers: [["Accept", "text/html"]] }]);
}

/** Bodies for POST /s, readable and not. */
function bodies(text: string): readonly string[] {
  return [
    JSON.stringify({ stream: "files/clip", token: text }),
    JSON.stringify({ stream: text, token: text }),
    JSON.stringify({ stream: `files/${text}`, token: "x" }),
    JSON.stringify({ stream: "files/clip", token: "x", ticket: text }),
    JSON.stringify({ stream: "files/clip", token: "x", format: text }),
    JSON.stringify({ stream: "files/clip", [text]: text }),
    `{"token": "${text.replaceAll('"', "")}`,
    text,
  ];
}

/** Calls of the API that carry a text where none belongs, and where one does. */
export function apiCallsWith(
  text: string,
): readonly (readonly [method: string, path: string, body: unknown])[] {
  const grant = { kind: "access", action: "play", target: { streams: ["files/clip"] } };
  const check = { action: "play", stream: "files/clip", token: text };
  return [
    ["POST", "/v1/tokens", { ...grant, [text]: 1 }],
    ["POST", "/v1/tokens", { ...grant, kind: text }],
    ["POST", "/v1/tokens", { ...grant, target: { streams: [`nowhere/${text}`] } }],
    ["POST", "/v1/tokens", { ...grant, ip: [text.slice(0, 64)] }],
    ["POST", "/v1/tokens", { ...grant, domains: [`https://${text}`] }],
    ["POST", "/v1/check", check],
    ["POST", "/v1/explain", check],
    ["POST", "/v1/check", { ...check, stream: text }],
    ["POST", "/v1/check", { ...check, origin: `${text}.example.com`, user_agent: text, url: text }],
    ["POST", "/v1/check", { ...check, ip: text }],
    ["POST", "/v1/revocations", { selector: { token: text }, dry_run: true }],
    ["POST", "/v1/revocations", { selector: { token: `${text}x` } }],
    ["POST", "/v1/revocations", { selector: { session: text } }],
    ["POST", "/v1/revocations", { selector: { [text]: "x" } }],
    ["DELETE", `/v1/sessions/${encodeURIComponent(text)}`, undefined],
    ["DELETE", `/v1/revocations/${encodeURIComponent(text)}`, undefined],
  ];
}
