import type { ApiKeyHasher } from "../../keys/api-key.ts";
import type { Registry } from "../../registry/registry.ts";
import type { ApiKeyStore } from "../../store/api-keys.ts";
import type { ApiKeyUses } from "./api-key-uses.ts";

/** What the commands for API keys stand on. */
export interface ApiKeyDependencies {
  readonly store: ApiKeyStore;
  readonly registry: Pick<Registry, "application">;
  readonly keyHasher: ApiKeyHasher;
  readonly keyUses: ApiKeyUses;
  readonly nowMilliseconds: () => number;
}
