import type { CryptoProvider } from "@sluice/token";
import type { Sealer } from "../../keys/seal.ts";
import type { SessionTable } from "../../sessions/session-table.ts";
import type { Store } from "../../store/store.ts";
import type { RevokeDependencies } from "../revocations/revoke.ts";

/** What the commands about subscribers stand on. */
export interface SubscriberDependencies extends RevokeDependencies {
  readonly store: Store;
  readonly sessions: SessionTable;
  readonly crypto: CryptoProvider;
  readonly sealer: Sealer;
  readonly nowMilliseconds: () => number;
}
