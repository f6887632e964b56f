import type { Secret } from "@sluice/token";
import type { TokenRecord } from "../../store/token-record.ts";

/** A token that is not written yet; `text` is known only here, once. */
export interface DraftedToken {
  readonly record: TokenRecord;
  readonly text: Secret;
}
