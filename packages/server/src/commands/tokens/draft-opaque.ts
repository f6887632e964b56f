import { type CryptoProvider, hashOpaqueSecret, issueOpaque, Secret } from "@sluice/token";
import type { TokenRecord } from "../../store/token-record.ts";
import type { DraftedToken } from "./drafted-token.ts";

/** Draws the text of a token whose record is complete but for id and secret. */
export function draftOpaque(crypto: CryptoProvider, record: TokenRecord): DraftedToken {
  const { id, text } = issueOpaque(crypto);
  const secretHash = hashOpaqueSecret(crypto, text.slice(id.length));
  return { record: { ...record, id, secretHash }, text: new Secret(text) };
}
