import type { SyncSignatures } from "@sluice/token";
import type { JwksSource } from "../../keys/jwks-source.ts";
import type { KeyDirectory } from "../../keys/key-directory.ts";
import type { Sealer } from "../../keys/seal.ts";
import type { RevokeDependencies } from "../revocations/revoke.ts";

/** What the commands for token keys stand on. */
export interface TokenKeyDependencies extends RevokeDependencies {
  readonly tokenKeys: KeyDirectory;
  readonly jwksSource: JwksSource;
  readonly signatures: SyncSignatures;
  readonly sealer: Sealer;
}
