import { referenceIdOf } from "@sluice/token";
import { isSignedTokenId } from "../../access/signed/token-identity.ts";

/**
 * The public id in an id or in the text of a token that names a record; undefined for anything else, the texts of signed tokens
 * included: which token those are, only a key can tell.
 */
export function tokenIdOf(idOrText: string): string | undefined {
  return referenceIdOf(idOrText) ?? (isSignedTokenId(idOrText) ? idOrText : undefined);
}
