import { pino } from "pino";
import { type ComposedServer, composeServer, type ServerParts } from "../../compose.ts";
import { configForTest } from "../../config/load-for-test.ts";
import { nothingDeclared } from "../../declarations/file-declarations.ts";
import { createApiKeyHasher } from "../../keys/api-key.ts";
import { createAuditSeal } from "../../keys/audit-seal.ts";
import { createClock } from "../../lib/clock.ts";
import { FIRST_ORGANIZATION } from "../../registry/built-in.ts";
import { sampleApiKey } from "../../store/conformance/samples.ts";
import { openMemoryStore } from "../../store/memory/open.ts";
import { sampleMaintenance } from "./sample-maintenance.ts";

/** The administrator's key of a composed server. */
export const ADMIN_KEY = "an-admin-key-for-tests";

/** The header that sends it. */
export const bearer = { authorization: `Bearer ${ADMIN_KEY}` };

const keyBytes = new Uint8Array(32).fill(1);

/** Hashes keys as a composed server does. */
export const testHasher = createApiKeyHasher(keyBytes);

/** Seals audit chains as a composed server does. */
export const testSeal = createAuditSeal(keyBytes);

/** A composed server that is asked without a socket, what it stands on and what it logs. */
export interface ComposedApi {
  readonly server: ComposedServer;
  readonly api: ComposedServer["api"];
  readonly store: ServerParts["store"];
  readonly lines: readonly Record<string, unknown>[];
  /** Takes over what a configuration file with this text declares; resolves to the warnings. */
  declare(yaml: string): Promise<readonly string[]>;
}

/** The whole server on a memory store with one administrator. Whoever composes it closes it. */
export async function composeApi(changes: Partial<ServerParts> = {}): Promise<ComposedApi> {
  const store = changes.store ?? openMemoryStore({ sealAudit: testSeal });
  const key = { id: "sk_test0000", organization: FIRST_ORGANIZATION, hash: testHasher.hash(ADMIN_KEY) };
  await store.putApiKey(sampleApiKey(key));
  const lines: Record<string, unknown>[] = [];
  const server = await composeServer({
    store,
    masterKey: { created: false, derive: () => keyBytes },
    clock: createClock({}),
    log: pino({ base: null }, { write: line => void lines.push(JSON.parse(line)) }),
    file: nothingDeclared,
    publicUrl: "http://localhost:8080",
    trustedProxies: [],
    assets: { files: new Map() },
    version: "test",
    localActor: () => undefined,
    maintenance: sampleMaintenance,
    ...changes,
  });
  const declare = (yaml: string) => server.declare(configForTest({ yaml }).declared);
  return { server, api: server.api, store, lines, declare };
}
