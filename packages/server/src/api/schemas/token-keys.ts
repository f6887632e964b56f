import { algorithms } from "@sluice/token";
import { z } from "zod";
import { action, name, paging, seconds } from "./common.ts";

const LONGEST_LIST = 100;
const LONGEST_URL = 2048;
const LONGEST_KEY_TEXT = 16 * 1024;
const LONGEST_KID = 256;
const LONGEST_OVERLAP_SECONDS = 90 * 24 * 3600;
const A_DAY_SECONDS = 24 * 3600;
const A_MINUTE_SECONDS = 60;

const algorithm = z.enum(
  Object.keys(algorithms) as [keyof typeof algorithms, ...(keyof typeof algorithms)[]],
);
const kid = z
  .string()
  .min(1)
  .max(LONGEST_KID)
  .regex(/^[^\p{Cc}]+$/u, "holds control characters")
  .describe(
    "How tokens name it. A CAT's kid that is not UTF-8 is written `0x` and hexadecimal. Unique in the organization, also among retired keys.",
  );
const state = z.enum(["pending", "active", "verify-only", "retired"]);
const role = z.enum(["default", "previous"]);
const texts = z.array(name).max(LONGEST_LIST);

const caps = z
  .strictObject({
    longest_ttl_seconds: z
      .int()
      .min(1)
      .max(100_000_000_000)
      .nullish()
      .describe("Its tokens must have an end, and not a later one than so many seconds from now."),
    streams: texts.min(1).nullish().describe("`application/stream`, or a bare name in any application."),
    actions: z.array(action).min(1).max(2).nullish(),
    applications: texts.min(1).nullish(),
  })
  .describe("What it vouches for at most, whatever its tokens say; null: any.")
  .meta({ id: "TokenKeyCaps" });

const readings = z
  .strictObject({
    ignored_claims: z
      .array(z.union([z.int(), name]))
      .max(LONGEST_LIST)
      .optional(),
    dotless_extension: z.boolean().optional(),
    cnf_member_3: z.boolean().optional(),
    hex_payload: z.boolean().optional(),
    tagged_maps: z.boolean().optional(),
    standard_base64: z.boolean().optional(),
    audience_optional: z.boolean().optional(),
    untagged_cose: z.boolean().optional(),
    moqt: z.boolean().optional(),
    require_algorithm: z.boolean().optional(),
  })
  .describe(
    "Readings of its CATs that are wider than the standard; docs/claims.md tells which tokens need them.",
  )
  .meta({ id: "TokenKeyReadings" });

const issuer = name.nullable().describe("Only tokens of this issuer; null: of any.");
const audiences = texts.describe(
  "One of these must be a token's audience; empty: this server's own names, or none; `*`: any, or none.",
);
const claimMap = name.nullable().describe("Pins the claim map of its JWTs; null: told from the claims.");
const labelProfile = name
  .nullable()
  .describe("Labels of the composition claims of its CATs; null: such claims deny.");
const turn = seconds.nullable();

const valueEncoding = z.enum(["base64url", "hex", "text"]);

const settable = {
  name,
  activates_at: turn.optional().describe("When it becomes active by itself."),
  verify_only_at: turn.optional().describe("When it stops signing by itself."),
  retires_at: turn.optional().describe("When it vouches for nothing any more, by itself. Sessions go on."),
  default: z
    .boolean()
    .optional()
    .describe("Tokens without a kid are checked with the default key, and new ones are signed with it."),
  issuer: issuer.optional(),
  audiences: audiences.optional(),
  claim_map: claimMap.optional(),
  label_profile: labelProfile.optional(),
  readings: readings.nullable().optional(),
  caps: caps.optional(),
};

const member = z.string().max(LONGEST_KEY_TEXT).optional();

const jwk = z
  .object({
    kty: z.string().max(LONGEST_KID),
    crv: member,
    alg: member,
    kid: kid.optional(),
    use: member,
    k: member,
    x: member,
    y: member,
    n: member,
    e: member,
    d: member,
    p: member,
    q: member,
    dp: member,
    dq: member,
    qi: member,
  })
  .describe("A JSON Web Key (RFC 7517): a public one, or a secret (`oct`). Never a private one.");

const imported = z
  .union([
    z.strictObject({ jwk }),
    z.strictObject({ pem: z.string().min(1).max(LONGEST_KEY_TEXT).describe("Public key or certificate.") }),
    z.strictObject({
      secret: z.string().min(1).max(LONGEST_KEY_TEXT).describe("A secret that both sides know."),
      encoding: z.enum(["text", "base64url", "hex"]).default("text"),
    }),
  ])
  .describe("A key that was made elsewhere.");

/** `POST /v1/keys`. */
export const tokenKeyGrant = z
  .strictObject({
    ...settable,
    state: z.enum(["pending", "active", "verify-only"]).optional(),
    kid: kid.optional(),
    algorithm: algorithm
      .optional()
      .describe("Default: HS256 for a new key, what it says itself for an imported one."),
    application: name.nullable().optional().describe("Vouches there only; null: in the whole organization."),
    import: imported.optional(),
    jwks_url: z
      .string()
      .max(LONGEST_URL)
      .refine(isAddress, "is no https URL without user name, password and fragment")
      .optional()
      .describe("A set of public keys that is fetched from there, and again by the hour."),
    allow_private: z
      .boolean()
      .optional()
      .describe(
        "May connect to private addresses. Only a key with the scope `installation` gives this leave.",
      ),
    value_encoding: valueEncoding
      .optional()
      .describe(
        "How the value of a secret is handed out: its bytes in `base64url` (the default) or `hex`; `text`: hexadecimal digits that are themselves the bytes of the key.",
      ),
  })
  .describe("A new key; with `import` or `jwks_url` one that was made elsewhere.")
  .meta({ id: "TokenKeyGrant" });

/** `PATCH /v1/keys/{id}`. */
export const tokenKeyPatch = z
  .strictObject({ ...settable, name: name.optional(), state: state.optional() })
  .describe("What is left out stays; null takes away.")
  .meta({ id: "TokenKeyPatch" });

/** The query of `GET /v1/keys`. */
export const tokenKeyQuery = z.strictObject(paging);

/** The query of `DELETE /v1/keys/{id}`. */
export const withdrawalQuery = z.strictObject({
  forget: z
    .enum(["true", "false"])
    .default("false")
    .describe("`true`: removes a key that has retired, so that its kid is free again."),
});

/** `POST /v1/keys/{id}/rotate`. */
export const rotateBody = z
  .strictObject({
    overlap_seconds: z
      .int()
      .min(0)
      .max(LONGEST_OVERLAP_SECONDS)
      .default(A_DAY_SECONDS)
      .describe("So long the key before vouches for what it has signed: at most 90 days."),
  })
  .meta({ id: "TokenKeyRotation" });

const publicJwk = z
  .object({
    kty: z.string(),
    crv: member,
    alg: member,
    kid: member,
    use: member,
    x: member,
    y: member,
    n: member,
    e: member,
  })
  .describe("Its public half.")
  .meta({ id: "PublicJwk" });

const keyFields = {
  id: z.string(),
  name: z.string(),
  kid: z.string().nullable().describe("Null for a set, whose keys have their own."),
  algorithm: algorithm.nullable(),
  source: z.enum(["created", "imported", "jwks"]),
  state: state.describe(
    "`pending`: published, vouches for nothing yet. `active`: signs and vouches. `verify-only`: vouches. `retired`: nothing any more.",
  ),
  role: role
    .nullable()
    .describe("Which tokens without a kid find it: `default`, or `previous` during a rotation."),
  application: z.string().nullable(),
  issuer,
  audiences: z.array(z.string()),
  claim_map: z.string().nullable(),
  label_profile: z.string().nullable(),
  readings: readings.nullable(),
  caps,
  activates_at: turn,
  verify_only_at: turn,
  retires_at: turn,
  value_encoding: valueEncoding
    .nullable()
    .describe("How its value was handed out; null for a key without one."),
  public_jwk: publicJwk.nullable(),
  jwks_url: z.string().nullable(),
  allow_private: z.boolean(),
  jwks: z
    .strictObject({
      keys: z.array(z.strictObject({ kid: z.string().nullable(), algorithm: z.string().nullable() })),
      last_fetched_at: seconds.nullable().describe("When the set in use came."),
      last_attempt_at: seconds.nullable(),
      last_error: z.string().nullable().describe("Why the last attempt failed; the set before stays in use."),
    })
    .nullable()
    .describe("The set of a `jwks_url`."),
  warnings: z.array(z.string()).describe("What to know of it: too short a secret, no use of it."),
  created_at: seconds,
  created_by: z.string().describe("Id of the API key that made it; `local` on the machine itself."),
  last_used_at: seconds.nullable(),
  version: z.int(),
};

/** A key: never its secret or private half. */
export const tokenKey = z.strictObject(keyFields).meta({ id: "TokenKey" });

/** A key that was made: the one answer that holds its secret. */
export const issuedTokenKey = z
  .strictObject({
    ...keyFields,
    value: z
      .string()
      .nullable()
      .describe(
        "The secret of a symmetric key that was made here, as `value_encoding` says; this is the only answer that holds it. Private halves never leave.",
      ),
  })
  .meta({ id: "IssuedTokenKey" });

/** A JWK set (RFC 7517 section 5). */
export const keySet = z.strictObject({ keys: z.array(publicJwk) }).meta({ id: "JwkSet" });

/** How long a key set may be kept by whoever asked, in seconds: a new key is pending for longer than that. */
export const KEY_SET_SECONDS = 5 * A_MINUTE_SECONDS;

function isAddress(text: string): boolean {
  const parsed = URL.parse(text);
  if (parsed === null || (parsed.protocol !== "https:" && parsed.protocol !== "http:")) return false;
  return parsed.username === "" && parsed.password === "" && parsed.hash === "";
}
