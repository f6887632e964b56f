import { type CryptoProvider, hashOpaqueSecret, issueOpaque, issueUuid, Secret } from "@sluice/token";
import type { TokenRecord } from "../../store/token-record.ts";
import type { DraftedToken } from "./drafted-token.ts";
import type { OpaqueForm } from "./token-grant.ts";

/** Draws the text of a token whose record is complete but for id and secret. */
export function draftOpaque(
  crypto: CryptoProvider,
  record: TokenRecord,
  form: OpaqueForm = "sluice",
): DraftedToken {
  const { id, text } = form === "uuid" ? issueUuid(crypto) : issueOpaque(crypto);
  const secret = form === "uuid" ? text : text.slice(id.length);
  const secretHash = hashOpaqueSecret(crypto, secret);
  return { record: { ...record, id, secretHash }, text: new Secret(text) };
}
