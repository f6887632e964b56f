import type { KeyDirectory } from "../../keys/key-directory.ts";
import type { Sealer } from "../../keys/seal.ts";
import type { OneAtATime } from "../../lib/one-at-a-time.ts";
import type { LivingRegistry } from "../../registry/living-registry.ts";
import type { SessionTable } from "../../sessions/session-table.ts";
import type { Store } from "../../store/store.ts";
import type { Webhooks } from "../../webhooks/webhooks.ts";
import type { SessionFollower } from "./follow-sessions.ts";

/** What the commands stand on that change what is declared. */
export interface DeclaringDependencies {
  readonly store: Store;
  readonly registry: LivingRegistry;
  readonly sessions: SessionTable;
  readonly sealer: Sealer;
  readonly tokenKeys: Pick<KeyDirectory, "removeOrganization">;
  /** Changes of what is declared never overlap: each sees what the one before has written. */
  readonly declareInTurn: OneAtATime;
  readonly followSessions: SessionFollower;
  readonly webhooks: Webhooks;
  readonly nowMilliseconds: () => number;
}
