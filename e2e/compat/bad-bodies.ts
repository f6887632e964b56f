/** A body that no client of the system sends on purpose. */
export interface BadBody {
  readonly what: string;
  readonly bytes: Buffer;
  /** Default: application/json. */
  readonly type?: string | undefined;
}

const TOO_LARGE_BYTES = 300 * 1024;
const LONG = 70_000;

/** Fields that any of the systems reads, so that each gets what it cannot be. */
const FIELDS = [
  ...["groupid", "streams", "orgawide", "exp", "nbf", "ip", "domain", "user", "tag", "cust", "revocable"],
  ...["forceDisconnect", "token", "time_to_live", "expires_after_first_usage", "annotations", "username"],
  ...["password", "organization_id", "key_id", "catu", "catnip", "catgeoiso3166", "cti", "name", "value"],
  ...["playback_token_key", "playback_token_behavior", "video", "tokenId", "streamId", "type", "expireDate"],
  ...["roomId", "subscriberId", "b32Secret", "playTokenControlEnabled", "remoteAllowedCIDR", "jwtSecretKey"],
];

const VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e308,
  "",
  "\u0000",
  "'; DROP TABLE tokens; --",
  "../../etc/passwd",
  "x".repeat(LONG),
  [],
  [[]],
  [null],
  Array.from({ length: 500 }, () => "x"),
  {},
  { a: { b: 1 } },
  { "3": [3, 4] },
];

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const GOOD = { streams: ["demo/clip"], name: "x", time_to_live: 60 };

/** Bodies that are wrong as a whole. */
const broken: readonly BadBody[] = [
  { what: "no JSON", bytes: Buffer.from('{"streams": [') },
  { what: "a bare text", bytes: Buffer.from("streams") },
  { what: "an array", bytes: json([GOOD]) },
  { what: "a number", bytes: json(7) },
  { what: "a text", bytes: json("text") },
  { what: "null", bytes: json(null) },
  { what: "JSON of 2,000 levels", bytes: Buffer.from(`${"[".repeat(2_000)}${"]".repeat(2_000)}`) },
  { what: "objects of 2,000 levels", bytes: Buffer.from(`${'{"a":'.repeat(2_000)}1${"}".repeat(2_000)}`) },
  { what: "__proto__", bytes: Buffer.from('{"__proto__":{"scopes":["*"]},"streams":["demo/clip"]}') },
  { what: "constructor", bytes: Buffer.from('{"constructor":{"prototype":{"x":1}},"toString":1}') },
  {
    what: "invalid UTF-8",
    bytes: Buffer.concat([Buffer.from('{"streams":["'), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from('"]}')]),
  },
  { what: "NUL bytes", bytes: Buffer.alloc(64) },
  { what: "a lone surrogate", bytes: Buffer.from('{"user":"\\ud800","tag":"\\udfff"}') },
  { what: "the same member twice", bytes: Buffer.from('{"streams":["demo/clip"],"streams":[1]}') },
  { what: "unknown members", bytes: json({ nonsense: 1, "": 2, admin: true }) },
  {
    what: "10,000 members",
    bytes: json(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [i, i]))),
  },
];

/** The same good body under types that it has not. */
const mistyped: readonly BadBody[] = [
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "application/xml",
  "application/json; charset=utf-16",
  "x",
  ";;;",
].map(type => ({ what: `JSON as ${type}`, bytes: json(GOOD), type }));

const isLong = (value: unknown): boolean => typeof value === "string" && value.length >= LONG;

/** Every field at once, and one by one what is long: together they would be too much. */
const wrongTypes: readonly BadBody[] = [
  ...VALUES.filter(value => !isLong(value)).map(value => ({
    what: `every field is ${JSON.stringify(value).slice(0, 40)}`,
    bytes: json(Object.fromEntries(FIELDS.map(field => [field, value]))),
  })),
  ...FIELDS.flatMap(field =>
    VALUES.map(value => ({
      what: `${field} is ${JSON.stringify(value).slice(0, 40)}`,
      bytes: json({ [field]: value }),
    })),
  ),
];

/** More than any route takes, 256 KiB. */
export const tooLarge: BadBody = {
  what: "300 KiB",
  bytes: json({ user: "x".repeat(TOO_LARGE_BYTES) }),
};

/** Every bad body that is not too large. */
export const badBodies: readonly BadBody[] = [...broken, ...mistyped, ...wrongTypes];
