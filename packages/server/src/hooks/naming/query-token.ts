import { SUBSCRIBER_CODE, SUBSCRIBER_ID, totpText } from "../../access/totp-credential.ts";
import { looksLikeToken } from "./looks-like-token.ts";
import { type FormField, readOrderedForm } from "./ordered-form.ts";

/** Names under which a client can only mean a token. */
const OWN_NAMES: ReadonlySet<string> = new Set(["token", "access_token", "jwt", "CAT"]);
/** Names that also mean other things (`t=` is a time in many URLs): they count when none of the others is there. */
const SHARED_NAMES: ReadonlySet<string> = new Set(["t", "auth", "key"]);

/**
 * The token in the fields of a query: the first that has a text and is called `token`, `access_token`, `jwt` or `CAT`; a
 * subscriber's id and code where that is none or a mere placeholder; else `t`, `auth` or `key`. Undefined when there is none.
 */
export function tokenOfFields(fields: readonly FormField[]): string | undefined {
  const own = firstNamed(fields, OWN_NAMES);
  if (own !== undefined && looksLikeToken(own)) return own;
  return subscriberOfFields(fields) ?? own ?? firstNamed(fields, SHARED_NAMES);
}

/** `subscriberId=…&subscriberCode=…`, as Ant Media's encoders write them: together one credential. */
function subscriberOfFields(fields: readonly FormField[]): string | undefined {
  const [id, code] = [SUBSCRIBER_ID, SUBSCRIBER_CODE].map(name => firstNamed(fields, new Set([name])));
  return totpText(id, code);
}

/**
 * The same of a query as it was written, with or without its `?`; decoded once, a `+` stays one. A query that is nothing but
 * a token is one, too (`publish:cam1:TOKEN`). Never throws.
 */
export function tokenOfQuery(query: string): string | undefined {
  if (query === "") return undefined;
  const fields = readOrderedForm(query, "plus");
  const [only] = fields;
  const isBare = fields.length === 1 && only?.value === "" && looksLikeToken(only.name);
  return isBare ? only.name : tokenOfFields(fields);
}

function firstNamed(fields: readonly FormField[], names: ReadonlySet<string>): string | undefined {
  return fields.find(({ name, value }) => value !== "" && names.has(name))?.value;
}
