import { createObserveRequest, type ObserveRequest } from "../access/request-facts.ts";
import { createTrustsPeer } from "../http/client-address.ts";
import { createProxyFacts, type ProxyHeaders, type ReadProxyFacts } from "../http/proxy-facts.ts";
import { openGeoPlaces } from "../lib/geo/geo-places.ts";
import type { Log } from "../telemetry/log.ts";

/** What an operator says of claims; nothing of it is needed. */
export interface ClaimSettings {
  readonly proxyHeaders: ProxyHeaders;
  readonly geoDatabases: readonly string[];
  readonly tokenRedirectHosts: readonly string[];
  readonly dpopNonce: boolean;
}

export const noClaimSettings: ClaimSettings = {
  proxyHeaders: {},
  geoDatabases: [],
  tokenRedirectHosts: [],
  dpopNonce: false,
};

/** What makes of a request what claims look at. */
export interface ClaimFacts {
  readonly observe: ObserveRequest;
  readonly proxyFacts: ReadProxyFacts;
  close(): void;
}

export interface ClaimFactsOptions {
  readonly settings: ClaimSettings;
  readonly trustedProxies: readonly string[];
  /** The public address without a slash at its end. */
  readonly publicBase: string;
  readonly log: Log;
}

/** Opens the databases; one that cannot be read is told, and claims that need it deny. */
export async function openClaimFacts(options: ClaimFactsOptions): Promise<ClaimFacts> {
  const { settings, trustedProxies, publicBase, log } = options;
  const places = await openGeoPlaces({
    paths: settings.geoDatabases,
    fault: (path, err) =>
      log.error({ event: "geo-database-unreadable", path, err }, "a geo database cannot be read"),
  });
  return {
    observe: createObserveRequest({ publicBase, placeOf: places.placeOf, draw: Math.random }),
    proxyFacts: createProxyFacts(settings.proxyHeaders, createTrustsPeer(trustedProxies)),
    close: places.close,
  };
}
