import { algorithms } from "@sluice/token";
import type { TokenKeyValueEncoding } from "../../store/token-keys.ts";
import { invalidFields, type Outcome } from "../command-problem.ts";
import type { TokenKeyGrant } from "./token-key-grant.ts";

/** How the value of a new key is handed out; undefined for a key that has none to hand out. */
export function valueEncodingOf({
  value_encoding: wanted,
  algorithm = "HS256",
  ...grant
}: TokenKeyGrant): Outcome<TokenKeyValueEncoding | undefined> {
  const isMadeHere = grant.import === undefined && grant.jwks_url === undefined;
  const { kty, use } = algorithms[algorithm];
  if (!isMadeHere || kty !== "oct") {
    return wanted === undefined ? { done: undefined } : wrong("is for a secret that is made here");
  }
  return wanted === "text" && use !== "mac"
    ? wrong(`text is for HS256, HS384 and HS512: a key of ${algorithm} has its one length`)
    : { done: wanted ?? "base64url" };
}

function wrong(message: string) {
  return invalidFields([{ field: "value_encoding", message }]);
}
