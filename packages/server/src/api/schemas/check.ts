import { type DenyReason, denyReasons } from "@sluice/policy";
import { z } from "zod";
import { action, address, name, seconds } from "./common.ts";

const LONGEST_TOKEN = 64 * 1024;

/** What else claims look at; what is left out is as the server knows it of the address. */
const context = z
  .strictObject({
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional()
      .describe("ISO 3166-1, two capitals."),
    region: z
      .string()
      .regex(/^[A-Z0-9]{1,3}$/)
      .optional()
      .describe("The subdivision: `AB` of `SE-AB`."),
    asn: z.int().min(0).max(4_294_967_295).optional().describe("The autonomous system."),
    latitude: z.number().min(-90).max(90).optional(),
    longitude: z.number().min(-180).max(180).optional(),
    altitude: z.number().optional().describe("Metres."),
    alpn: z.string().max(64).optional().describe("The negotiated protocol: `h2`."),
    tls_fingerprints: z
      .record(z.string().regex(/^ja[34]$/), z.string().max(256))
      .optional()
      .describe("Fingerprints of the client's TLS: `ja3`, `ja4`, either or both."),
    draw: z.number().min(0).lt(1).optional().describe("The random number that `catpor` compares with."),
  })
  .describe("What else claims of signed tokens look at.")
  .meta({ id: "CheckContext" });

/** The body of `POST /v1/explain`. */
export const explainBody = z
  .strictObject({
    action,
    stream: name.describe("`application/stream`, an alias, or a name that is unique in the organization."),
    token: z.string().min(1).max(LONGEST_TOKEN),
    ip: address.optional().describe("The client's address."),
    origin: z.string().max(2048).optional().describe("The embedding site: its origin, URL or host."),
    method: z.string().max(16).optional().describe("The request's method, for claims. Default: GET."),
    url: z
      .string()
      .max(8192)
      .optional()
      .describe(
        "The URL that is asked for, for claims; a token in it is left out. Default: the stream's own address.",
      ),
    headers: z
      .record(z.string().min(1).max(128), z.string().max(8192))
      .optional()
      .describe("Headers of the request, for claims; `DPoP` is the proof."),
    context: context.optional(),
    user_agent: z.string().max(2048).optional(),
    at: seconds
      .optional()
      .describe(
        "Judge as at this second, past or to come: rules, uses and sessions as they were then, as far as they are kept.",
      ),
  })
  .meta({ id: "Explain" });

/** The body of `POST /v1/check`. */
export const checkBody = explainBody
  .extend({ consume: z.boolean().optional().describe("Spend a use and begin a session.") })
  .meta({ id: "Check" });

/** The code of a refusal; docs/deny-reasons.md explains each. */
export const denyReason = z
  .enum(Object.keys(denyReasons) as [DenyReason, ...DenyReason[]])
  .meta({ id: "DenyReason" });

/** One rule and how it went. */
export const rule = z
  .strictObject({
    rule: z.string(),
    outcome: z
      .enum(["pass", "fail", "pending"])
      .describe("`pending`: settled by the line with the same rule below it, or not at all."),
    detail: z.string(),
  })
  .meta({ id: "Rule" });

const decided = {
  allowed: z.boolean(),
  reason: denyReason
    .nullable()
    .describe("Why it is refused; where the stream only reports, why it would be."),
  enforcement: z.enum(["enforce", "report", "off"]).describe("What the stream does with the decision."),
  detail: z.string().nullable().describe("What the viewer is told."),
  advice: z.string().nullable().describe("What the operator can do."),
  ref: z.string().describe("`GET /v1/decisions/{ref}` explains it again."),
  token: z.string().nullable().describe("The token's id."),
  user: z.string().nullable(),
  tag: z.string().nullable(),
  expires_at: seconds.nullable(),
  session: z
    .string()
    .nullable()
    .describe("With `consume`, the session that began; else the one that stands in the way."),
};

/** The answer of `POST /v1/check`. */
export const checked = z.strictObject(decided).meta({ id: "Checked" });

/** The answer of `POST /v1/explain`. */
export const explained = z.strictObject({ ...decided, rules: z.array(rule) }).meta({ id: "Explained" });
