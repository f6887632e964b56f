import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { nodeCrypto, nodeSignatures } from "@sluice/token/node";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { emitEnd } from "./access/access-events.ts";
import { createConclude } from "./access/conclude.ts";
import { continueSession } from "./access/continue-session.ts";
import { refusalBody } from "./access/refusal-body.ts";
import { createRefuseRequest } from "./access/refuse-request.ts";
import { createRefuseSession } from "./access/refuse-session.ts";
import { createEmbedRenewal } from "./access/renew-embed-token.ts";
import { createStandingSessions } from "./access/standing-sessions.ts";
import type { ApiDependencies } from "./api/api.ts";
import { buildApi } from "./api/build-api.ts";
import type { Actor } from "./commands/actor.ts";
import { createSessionFollower, isInPlace } from "./commands/declaring/follow-sessions.ts";
import type { Maintenance } from "./commands/maintenance/maintenance.ts";
import { createRequestMemory } from "./commands/tokens/request-memory.ts";
import { openWebhookSecret } from "./commands/webhooks/open-webhook-secret.ts";
import { buildCompat } from "./compat/build-compat.ts";
import { compatSystems } from "./compat/index.ts";
import { composeAccess } from "./compose/access.ts";
import { composeApiCallers } from "./compose/api-callers.ts";
import { type ClaimSettings, noClaimSettings, openClaimFacts } from "./compose/claim-facts.ts";
import { type CompatSettings, composeCompat } from "./compose/compat.ts";
import { composeDelegation } from "./compose/delegation.ts";
import { composeEdges } from "./compose/edges.ts";
import { composeHooks } from "./compose/hooks.ts";
import { composeMediaAddresses } from "./compose/media-addresses.ts";
import { mediaServersOf, noMediaServers } from "./compose/media-servers.ts";
import { composePages } from "./compose/pages.ts";
import { routeRequests } from "./compose/route-requests.ts";
import { composeSettingKeys } from "./compose/setting-keys.ts";
import { composeSignedAccess } from "./compose/signed-access.ts";
import { watchOrigins } from "./compose/watch-origins.ts";
import type { FileDeclarations } from "./declarations/file-declarations.ts";
import type { MediaServerSettings } from "./declarations/media-server.ts";
import type { WebEdgeSettings } from "./declarations/web-edge.ts";
import { openSessionRoute } from "./embed/open-session.ts";
import { type PlayerAssets, playerAssetRoutes } from "./embed/player-assets.ts";
import { welcomeRoute } from "./embed/welcome.ts";
import { createGateway } from "./gateway/gateway.ts";
import type { GatewayDependencies } from "./gateway/gateway-request.ts";
import { createMediaSource } from "./gateway/media-source.ts";
import { createSegmentCache } from "./gateway/origins/cache/segment-cache.ts";
import { createPrepareEntry } from "./gateway/prepare-entry.ts";
import { createManifestReader } from "./gateway/read-manifest.ts";
import { createRenditionGate } from "./gateway/renditions/rendition-gate.ts";
import { createClientAddress, createTrustsPeer } from "./http/client-address.ts";
import type { ListenerRole } from "./http/listener-role.ts";
import type { RefuseUnreadable } from "./http/unreadable.ts";
import { startJwksSource } from "./keys/jwks-source.ts";
import { createKeyDirectory } from "./keys/key-directory.ts";
import type { MasterKey } from "./keys/master-key.ts";
import { createSealer } from "./keys/seal.ts";
import type { Clock } from "./lib/clock.ts";
import { createGuessThrottle } from "./lib/guess-throttle.ts";
import { oneAtATime } from "./lib/one-at-a-time.ts";
import { createPublicUrls } from "./lib/public-urls.ts";
import { randomRef } from "./lib/random-names.ts";
import { createRegistry } from "./registry/living-registry.ts";
import { streamQuotas } from "./registry/stream-quotas.ts";
import { keptForEver, type RetentionDays } from "./retention/pruner.ts";
import { startPruner } from "./retention/start-pruner.ts";
import { createConnections } from "./sessions/connections.ts";
import { createHandles } from "./sessions/handles.ts";
import type { LiveSession } from "./sessions/live-session.ts";
import { createSessionTable } from "./sessions/session-table.ts";
import { startUpkeep } from "./sessions/upkeep.ts";
import { createUsageMeter } from "./sessions/usage-meter.ts";
import type { Store } from "./store/store.ts";
import { countStore } from "./telemetry/count-store.ts";
import { createDecisionLog } from "./telemetry/decision-log.ts";
import { createEvents } from "./telemetry/events.ts";
import type { Log } from "./telemetry/log.ts";
import type { StoreMetrics } from "./telemetry/metrics/store-metrics.ts";
import { createMetrics } from "./telemetry/metrics.ts";
import { startWebhooks } from "./webhooks/webhooks.ts";

/** What a server is made of. The owner opens and closes the store. */
export interface ServerParts extends CompatSettings {
  readonly store: Store;
  /** Made with the store, whose writes it hears of. */
  readonly storeMetrics?: StoreMetrics | undefined;
  readonly masterKey: MasterKey;
  readonly clock: Clock;
  readonly log: Log;
  /** What the configuration file declares. */
  readonly file: FileDeclarations;
  readonly publicUrl: string;
  readonly trustedProxies: readonly string[];
  readonly assets: PlayerAssets;
  readonly version: string;
  /** Who is behind a connection on the data folder's own socket. */
  readonly localActor: (socket: Socket) => Actor | undefined;
  /** False: what webhooks are to hear of is kept for the next server. Default true. */
  readonly deliversWebhooks?: boolean;
  /** How long what is over is kept. Default: for ever. */
  readonly retention?: RetentionDays | undefined;
  /** What claims of tokens look at besides the request itself. Default: nothing. */
  readonly claims?: ClaimSettings | undefined;
  /** Media servers that may ask. Default: each kind once, with a secret of the master key. */
  readonly servers?: readonly MediaServerSettings[] | undefined;
  /** Web servers that may ask. Default: each kind, from this machine. */
  readonly edges?: readonly WebEdgeSettings[] | undefined;
  /** Room of the memory cache of segments; 0: there is none. Default: 256 MiB. */
  readonly segmentCacheBytes?: number | undefined;
  /** Backup and restore of the database that the server stands on. */
  readonly maintenance: Maintenance;
}

/** A composed server: one handler for every kind of listener. */
export interface ComposedServer {
  readonly handlerOf: (role: ListenerRole) => (request: IncomingMessage, response: ServerResponse) => void;
  /** For what never became a request. */
  readonly refuseUnreadable: RefuseUnreadable;
  /** For calls without a socket: the CLI on a folder that no server uses. */
  readonly api: FastifyInstance;
  /** The APIs of other systems. */
  readonly compat: FastifyInstance;
  /**
   * Takes over what the configuration file declares now; resolves when sessions are closed that must be. Answers what
   * the operator must know, one sentence each.
   */
  declare(file: FileDeclarations): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** The composition root: every part, once, in the order in which they stand on each other. */
export async function composeServer(parts: ServerParts): Promise<ComposedServer> {
  const { masterKey, clock, log } = parts;
  const { nowMilliseconds, nowSeconds } = clock;
  const urls = createPublicUrls(parts.publicUrl);
  const claimSettings = parts.claims ?? noClaimSettings;
  const sealer = createSealer(masterKey.derive("sealed-values"));
  const registry = createRegistry({
    file: parts.file,
    objects: await parts.store.objects(),
    openSealed: sealer.open,
  });
  for (const warning of registry.warnings) log.warn({ event: "declaration-ignored" }, warning);
  const tokenKeys = createKeyDirectory(
    { store: parts.store, signatures: nodeSignatures, openSealed: sealer.open },
    await parts.store.tokenKeys(),
  );
  const handles = createHandles(nodeCrypto, masterKey.derive("session-handle"));
  const sessions = createSessionTable(parts.store, handles);
  const connections = createConnections(sessions);
  const clockLagSeconds = () => Math.max(0, nowMilliseconds() - Date.now()) / 1000;
  const segmentCache = createSegmentCache(parts.segmentCacheBytes, nowMilliseconds);
  const metrics = createMetrics(() => sessions.count(), {
    process: { version: parts.version, clockLagSeconds },
    store: parts.storeMetrics,
    segmentCache,
  });
  const store = countStore(parts.store, metrics);
  const decisions = createDecisionLog(store, log, metrics);
  const events = createEvents(log);
  const throttle = createGuessThrottle();
  const drawRef = randomRef;
  const usage = createUsageMeter();
  const conclude = createConclude({ decisions, events, metrics, usage, throttle, drawRef, nowMilliseconds });
  const signed = composeSignedAccess({
    store,
    registry,
    sessions,
    tokenKeys,
    masterKey,
    urls,
    settings: claimSettings,
    refreshKeys: (organization, application) => jwksSource.refreshFor(organization, application),
  });
  const { signedTokens, vouches } = signed;
  const { access, check, checkUnrecorded } = composeAccess({
    store,
    sessions,
    conclude,
    signed,
    tokenKeys,
    metrics,
  });
  const declareInTurn = oneAtATime();
  const fault = (error: unknown): void =>
    log.warn({ event: "store-unwritable", err: error }, "the store cannot be written now");
  const jwksSource = startJwksSource({
    store,
    tokenKeys,
    nowSeconds,
    fault,
    isUpkeep: parts.deliversWebhooks ?? true,
  });
  const following = createSessionFollower({ store, registry, sessions, nowSeconds, fault });
  for (const record of await store.liveSessions()) sessions.adopt(record);
  composeSettingKeys({ registry, tokenKeys, sessions, sealer, masterKey, nowSeconds, fault });
  // What is declared may have changed while no server was running.
  await following.follow(() => true);
  sessions.onEnded((_session, reason) => metrics.sessionsEnded.inc({ reason }));
  sessions.onEnded((session, reason) => emitEnd(events, session, reason, nowMilliseconds()));
  const webhooks = await startWebhooks({
    store,
    events,
    openSecret: openWebhookSecret(sealer),
    log,
    metrics,
    nowMilliseconds,
    version: parts.version,
    draw: Math.random,
    delivers: parts.deliversWebhooks ?? true,
  });
  // An admit that was on its way when its stream went or moved.
  sessions.onAdopted(session => {
    if (!isInPlace(registry, session)) void following.follow(other => other === session);
  });
  const streamLimits = (session: LiveSession) => streamQuotas(registry, session.record);
  const isOfStream = (session: LiveSession) => streamLimits(session) !== undefined;
  const upkeep = startUpkeep({ store, sessions, usage, nowSeconds, fault, streamLimits, isOfStream });
  /** Writes what is only in memory, so that an erasure finds it. */
  const writePending = async (): Promise<void> => {
    await upkeep.flush();
    await decisions.flush();
    await webhooks.flush();
  };
  const days = parts.retention ?? keptForEver;
  const pruner = startPruner({ store, days, nowSeconds, fault });

  const clientAddress = createClientAddress(parts.trustedProxies);
  const trustsPeer = createTrustsPeer(parts.trustedProxies);
  const claimFacts = await openClaimFacts({
    settings: claimSettings,
    trustedProxies: parts.trustedProxies,
    publicBase: urls.base,
    log,
  });
  const { observe, proxyFacts } = claimFacts;
  const addressOf = (request: FastifyRequest): string | undefined => clientAddress(request.raw);
  const media = createMediaSource(() => nowMilliseconds() / 1000, {
    cache: segmentCache,
    watch: watchOrigins({ log, metrics, nowMilliseconds }),
  });
  const readManifestOnce = createManifestReader();
  const renditions = createRenditionGate({ readManifestOnce, media, nowMilliseconds });
  const prepareEntry = createPrepareEntry(media, readManifestOnce, renditions);
  const refuseRequest = createRefuseRequest({ decisions, drawRef });
  const shared = { registry, checkAccess: check, clientAddress, observe, proxyFacts, nowMilliseconds };
  const pages = composePages({
    ...shared,
    ...{ store, signedTokens, tokenKeys, masterKey, urls, refuseRequest },
    refreshKeys: (organization, application) => jwksSource.refreshFor(organization, application),
  });
  const gatewayDependencies: GatewayDependencies = {
    registry,
    media,
    prepareEntry,
    renditions,
    readManifestOnce,
    checkAccess: check,
    continueSession: request =>
      continueSession({ store, handles, sessions, claims: signed.sessionClaims, vouches }, request),
    refuseSession: createRefuseSession({ decisions, events, usage, drawRef }),
    refuseRequest,
    clientAddress,
    trustsPeer,
    observe,
    proxyFacts,
    renewals: signed.renewals,
    answerRefusal: signed.answerRefusal,
    proofNonce: signed.possession.nonce,
    nowMilliseconds,
    basePath: urls.basePath,
    isSecure: urls.base.startsWith("https:"),
    metrics,
    ...pages.ofGateway,
  };
  const gateway = createGateway(gatewayDependencies);
  const standing = createStandingSessions(sessions);
  const hooks = composeHooks({
    ...gatewayDependencies,
    standing,
    servers: parts.servers ?? mediaServersOf(noMediaServers, masterKey),
    sessions,
    connections,
    refuseRequest,
    fault,
    log,
    isUpkeep: parts.deliversWebhooks ?? true,
  });
  const edges = composeEdges({
    ...gatewayDependencies,
    settings: parts.edges,
    standing,
    refuseRequest,
    fault,
  });

  const callers = composeApiCallers({ store, masterKey, metrics, nowSeconds });
  const apiDependencies: ApiDependencies = {
    store,
    registry,
    sessions,
    declareInTurn,
    followSessions: following.follow,
    decisions,
    requestMemory: createRequestMemory(masterKey.derive("idempotency"), sealer),
    events,
    webhooks,
    usage,
    writePending,
    sealer,
    metrics,
    urls,
    ...callers,
    tokenKeys,
    jwksSource,
    signatures: nodeSignatures,
    signedTokens,
    crypto: nodeCrypto,
    localActor: parts.localActor,
    ...hooks.listed,
    ...edges.listed,
    originHealth: media.healthOf,
    maintenance: parts.maintenance,
    retention: pruner.status,
    checkAccess: check,
    checkUnrecorded,
    ...composeDelegation(access, { decisions, throttle, metrics, drawRef }),
    observe,
    nowMilliseconds,
    version: parts.version,
    instance: randomRef(),
  };
  const api = buildApi(apiDependencies, log, addressOf);
  const renewals = { ...gatewayDependencies, store, sessions, keys: tokenKeys, signatures: nodeSignatures };
  const opening = { ...shared, ...pages.shared, prepareEntry, renewEmbedToken: createEmbedRenewal(renewals) };
  openSessionRoute(api, { ...opening, clientAddress: addressOf });
  playerAssetRoutes(api, parts.assets);
  welcomeRoute(api, urls);
  const compatParts = { ...apiDependencies, ...composeCompat(parts, trustsPeer) };
  const compat = buildCompat(compatSystems, compatParts, log, addressOf);
  await Promise.all([api.ready(), compat.ready()]);

  return {
    api,
    compat,
    handlerOf: routeRequests({
      api,
      compat,
      doors: { hooks: hooks.answer, verify: edges.answer, embed: pages.door },
      doorInApplication: composeMediaAddresses(
        { ...gatewayDependencies, refuseRequest },
        pages.doorInApplication,
      ),
      gateway,
      basePath: urls.basePath,
      clientAddress,
      drawRef,
      log,
    }),
    refuseUnreadable(reason, ip) {
      const ref = refuseRequest({ segments: [], ip, nowMilliseconds: nowMilliseconds() }, reason);
      return { ...refusalBody(reason, ref), reason };
    },
    declare: file =>
      declareInTurn(async () => {
        const warnings = registry.reload(file);
        await following.follow(() => true);
        return warnings;
      }),
    async close() {
      following.close();
      await pruner.close();
      claimFacts.close();
      await hooks.close();
      await upkeep.close();
      await Promise.all([api.close(), compat.close()]);
      await media.close();
      await decisions.close();
      await webhooks.close();
      await callers.keyUses.close();
      await jwksSource.close();
      await tokenKeys.close();
    },
  };
}
