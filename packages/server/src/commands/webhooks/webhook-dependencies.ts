import type { Sealer } from "../../keys/seal.ts";
import type { Registry } from "../../registry/registry.ts";
import type { Store } from "../../store/store.ts";
import type { Webhooks } from "../../webhooks/webhooks.ts";

/** What the commands for webhooks stand on. */
export interface WebhookDependencies {
  readonly store: Store;
  readonly registry: Pick<Registry, "application">;
  readonly webhooks: Webhooks;
  readonly sealer: Sealer;
  readonly nowMilliseconds: () => number;
}
