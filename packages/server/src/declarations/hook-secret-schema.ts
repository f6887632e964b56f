import { z } from "zod";
import { noted } from "./setting-notes.ts";

/** Stands in a URL's path as it is, and in a configuration file without quotes. */
const HOOK_SECRET = /^[A-Za-z0-9._~-]{8,128}$/;
/** The one in use and the one before or after it. */
const MOST_SECRETS = 2;

/** What a list of hook secrets takes, in words. */
export const HOOK_SECRETS_RULE = "one or two secrets, each 8 to 128 of A-Z a-z 0-9 . _ ~ -";

const hookSecret = noted(z.string().regex(HOOK_SECRET), { concealed: true });

/** One or two secrets by which media servers prove themselves. */
export const hookSecretsSchema = z
  .array(hookSecret)
  .refine(secrets => secrets.length > 0, { error: "holds no secret" })
  .refine(secrets => secrets.length <= MOST_SECRETS, { error: "holds more than two secrets" });
