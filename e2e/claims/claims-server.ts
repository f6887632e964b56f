import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { writeMmdb } from "../../packages/server/src/lib/geo/testing/write-mmdb.ts";
import { freePort } from "../support/free-port.ts";
import { putStream } from "../support/origin-media.ts";
import { startOrigin, type TestOrigin } from "../support/origin-server.ts";
import { startSluice, type TestServer } from "../support/sluice.ts";
import { type ForeignKey, importKeys } from "./cat-keys.ts";
import type { Place } from "./gateway-cases.ts";

/** A server that stands behind a proxy on 127.0.0.1, which says in headers what it knows of its clients. */
export interface ClaimsServer {
  readonly server: TestServer;
  readonly origin: TestOrigin;
  stop(): Promise<void>;
}

export interface ClaimsServerOptions {
  readonly publicUrl: string;
  readonly keys: readonly ForeignKey[];
  /** What its database says, by IPv4 network. */
  readonly places?: Readonly<Record<string, Place>>;
  /** Other settings, as the YAML file has them. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

const proxyHeaders = {
  alpn: "X-Client-ALPN",
  ja3: "X-Client-JA3",
  ja4: "X-Client-JA4",
  country: "X-Client-Country",
  region: "X-Client-Region",
  asn: "X-Client-ASN",
  certificate_keys: "X-Client-Keys",
};

/** Starts it with the streams `cup/one` and `cup/two`, on demand, and `tv/now`, live; and hands the keys over. */
export async function startClaimsServer(options: ClaimsServerOptions): Promise<ClaimsServer> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-e2e-claims-"));
  const database = join(folder, "places.mmdb");
  writeFileSync(database, writeMmdb(records(options.places ?? {})));
  const origin = await startOrigin();
  for (const stream of ["one", "two"]) putStream(origin, `/media/${stream}`, "vod");
  putStream(origin, "/media/now", "live");
  const file = join(folder, "sluice.yaml");
  writeFileSync(
    file,
    stringify({
      public_url: options.publicUrl,
      trusted_proxies: ["127.0.0.1"],
      proxy_headers: proxyHeaders,
      geo_databases: [database],
      ...options.settings,
      applications: { cup: cup(origin), tv: tv(origin) },
    }),
  );
  const server = await startSluice({ port: await freePort(), env: { SLUICE_CONFIG: file } });
  await importKeys(server, options.keys);
  return {
    server,
    origin,
    async stop() {
      await server.stop();
      await origin.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const cup = ({ url }: TestOrigin) => ({
  kind: "vod",
  origin: { url: `${url}/media` },
  streams: { one: { aliases: ["first"] }, two: {} },
});

const tv = ({ url }: TestOrigin) => ({ kind: "live", origin: { url: `${url}/media` }, streams: { now: {} } });

/** As City and ASN databases have them. */
function records(places: Readonly<Record<string, Place>>) {
  return Object.fromEntries(
    Object.entries(places).map(([network, { country, region, asn, latitude, longitude }]) => [
      network,
      {
        country: { iso_code: country },
        ...(region !== undefined && { subdivisions: [{ iso_code: region }] }),
        ...(asn !== undefined && { autonomous_system_number: asn }),
        ...(latitude !== undefined && longitude !== undefined && { location: { latitude, longitude } }),
      },
    ]),
  );
}
