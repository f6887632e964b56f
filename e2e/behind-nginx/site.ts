import { freePort } from "../support/free-port.ts";
import type { MintedToken, TestServer, TestServerOptions } from "../support/sluice.ts";
import { startSluice } from "../support/sluice.ts";
import { type DeployedNginx, publicAddress, startDeployedNginx } from "./deployed-nginx.ts";
import { createRemoteViewer, type RemoteViewer } from "./remote-viewer.ts";

/** Sluice with nginx in front, as operators run them. */
export interface Site {
  /** `https://media.example.test:…/some/path`. */
  readonly publicUrl: string;
  readonly server: TestServer;
  readonly nginx: DeployedNginx;
  /** A client at a loopback address; each has its own User-Agent. */
  viewer(address: string): RemoteViewer;
  stop(): Promise<void>;
}

/** What differs from the usual site. */
export interface SiteOptions extends TestServerOptions {
  /** Path below which the site is public. */
  readonly path: string;
  readonly changes?: readonly (readonly [string, string])[];
}

/** Starts both; Sluice believes forwarding headers of 127.0.0.1 alone unless `env` says otherwise. */
export async function startSite({ path, changes, ...options }: SiteOptions): Promise<Site> {
  const sluicePort = await freePort();
  const { port, url: publicUrl } = await publicAddress(path);
  const nginx = await startDeployedNginx({ sluicePort, port, path, ...(changes && { changes }) });
  const env = {
    SLUICE_PUBLIC_URL: publicUrl,
    SLUICE_TRUSTED_PROXIES: "127.0.0.1/32",
    ...options.env,
  };
  const server = await startSluice({ ...options, port: sluicePort, env }).catch(async (error: unknown) => {
    await nginx.stop();
    throw error;
  });
  let viewers = 0;
  return {
    publicUrl,
    server,
    nginx,
    viewer: address => createRemoteViewer(nginx.certificate.pem, address, `RemoteViewer/${viewers++}`),
    async stop() {
      await server.stop();
      await nginx.stop();
    },
  };
}

/** Everything in a token's answer that is an address. */
export function printedUrls({ playback_url, urls }: MintedToken): readonly string[] {
  return [playback_url, ...Object.values(urls)];
}
