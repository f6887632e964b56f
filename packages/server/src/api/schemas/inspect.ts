import { z } from "zod";
import { warningCodes } from "../../commands/tokens/inspecting/token-warnings.ts";
import { explainBody, explained } from "./check.ts";
import { token } from "./tokens.ts";

const LONGEST_TOKEN = 64 * 1024;

/** The body of `POST /v1/tokens/inspect`. */
export const inspectBody = z
  .strictObject({
    token: z.string().min(1).max(LONGEST_TOKEN).describe("The text of any token. It is kept nowhere."),
    request: explainBody
      .omit({ token: true })
      .optional()
      .describe("A request, in the words of `POST /v1/check`: how each rule goes for it."),
  })
  .meta({ id: "Inspect" });

const members = z.record(z.string(), z.unknown());

/** The answer of `POST /v1/tokens/inspect`. */
export const inspected = z
  .strictObject({
    format: z.enum(["opaque", "uuid", "jwt", "cat"]).nullable().describe("null: of no format."),
    problem: z.string().nullable().describe("Why the text cannot be read."),
    header: members.nullable().describe("The JOSE header, or what the COSE headers say."),
    claims: members
      .nullable()
      .describe(
        "In their JSON form. Believed only if a key vouches for them; null while they are encrypted.",
      ),
    diagnostic: z
      .string()
      .nullable()
      .describe("A CAT in CBOR diagnostic notation, its MAC, signature or ciphertext left out."),
    signature: z
      .enum(["right", "wrong", "unchecked"])
      .describe("Of an opaque token: whether its secret is the one of its record."),
    refused: z
      .strictObject({ reason: z.string(), claim: z.string().nullable(), detail: z.string() })
      .nullable()
      .describe("Why it opens nothing, whoever asks for what."),
    key: z
      .strictObject({
        id: z.string(),
        kid: z.string().nullable(),
        algorithm: z.string(),
        name: z.string().nullable(),
        state: z.enum(["pending", "active", "verify-only", "retired"]).nullable(),
        claim_map: z.string().nullable(),
      })
      .nullable()
      .describe("The token key that vouches for it."),
    key_detail: z.string().nullable().describe("Why no key does."),
    id: z.string().nullable().describe("The token's id, also before its first session."),
    token: token.nullable().describe("Its record; null before the first session of a token made elsewhere."),
    warnings: z.array(z.strictObject({ code: z.enum(warningCodes), detail: z.string() })),
    decision: explained
      .omit({ ref: true, session: true })
      .nullable()
      .describe("For `request`: what a door would say. It is not recorded."),
  })
  .meta({ id: "Inspected" });
