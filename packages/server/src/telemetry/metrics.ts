import { Registry } from "prom-client";
import { type AccessMetrics, createAccessMetrics } from "./metrics/access-metrics.ts";
import { type ApiMetrics, createApiMetrics } from "./metrics/api-metrics.ts";
import { createGatewayMetrics, type GatewayMetrics } from "./metrics/gateway-metrics.ts";
import { createMediaServerMetrics, type MediaServerMetrics } from "./metrics/media-server-metrics.ts";
import { createOriginMetrics, type OriginMetrics } from "./metrics/origin-metrics.ts";
import { createProcessMetrics, type ProcessFacts, unknownProcess } from "./metrics/process-metrics.ts";
import {
  createSegmentCacheMetrics,
  noSegmentCache,
  type SegmentCacheFacts,
} from "./metrics/segment-cache-metrics.ts";
import { createSessionMetrics, type SessionMetrics } from "./metrics/session-metrics.ts";
import { createStoreMetrics, type StoreMetrics } from "./metrics/store-metrics.ts";
import { createTokenMetrics, type TokenMetrics } from "./metrics/token-metrics.ts";
import { createWebhookMetrics, type WebhookMetrics } from "./metrics/webhook-metrics.ts";

/**
 * What the server counts, for Prometheus. Labels hold codes only: never a stream, a user, an address or a token. To add
 * one: its subject's file, `npx node tools/docs/write.ts`, and a panel of deploy/grafana/sluice.json.
 */
export interface Metrics
  extends AccessMetrics,
    GatewayMetrics,
    OriginMetrics,
    SessionMetrics,
    TokenMetrics,
    ApiMetrics,
    WebhookMetrics,
    MediaServerMetrics {
  readonly registry: Registry;
}

/** What the metrics ask for at a scrape. */
export interface MetricSources {
  readonly process: ProcessFacts;
  /** Those that the open store tells; absent where it tells none. */
  readonly store?: StoreMetrics | undefined;
  /** The memory cache of segments; absent where there is none. */
  readonly segmentCache?: SegmentCacheFacts | undefined;
}

/** `liveSessions` is asked at each scrape. */
export function createMetrics(
  liveSessions: () => number,
  { process, store = createStoreMetrics(), segmentCache = noSegmentCache }: MetricSources = {
    process: unknownProcess,
  },
): Metrics {
  const registry = new Registry();
  createProcessMetrics(registry, process);
  store.register(registry);
  const registers = [registry];
  createSegmentCacheMetrics(registers, segmentCache);
  return {
    registry,
    ...createAccessMetrics(registers),
    ...createGatewayMetrics(registers),
    ...createOriginMetrics(registers),
    ...createSessionMetrics(registers, liveSessions),
    ...createTokenMetrics(registers),
    ...createApiMetrics(registers),
    ...createWebhookMetrics(registers),
    ...createMediaServerMetrics(registers),
  };
}
