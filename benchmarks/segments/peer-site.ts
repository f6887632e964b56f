import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../deploy/nginx/sluice-handle.js", import.meta.url));
const floorScript = fileURLToPath(new URL("one-hmac.js", import.meta.url));

/** What nginx is to be as a peer of Sluice. */
export interface PeerSite {
  readonly port: number;
  /** Holds `load/…`. */
  readonly root: string;
  readonly sluicePort: number;
  /** The key of handles, for the check inside nginx; undefined: its module is missing. */
  readonly handleKey: string | undefined;
}

/**
 * The same files in four ways: plain (`/load/…`), asked about at Sluice for each request (`/asked/s/{handle}/…`), with the
 * handle checked inside nginx by deploy/nginx/sluice-handle.js (`/s/{handle}/…`), and with one HMAC made there and nothing
 * checked (`/hashed/s/{handle}/…`).
 */
export function peerSite({ port, root, sluicePort, handleKey }: PeerSite): string {
  return `access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000000;
  types { application/vnd.apple.mpegurl m3u8; video/iso.segment m4s; }
  upstream sluice { server 127.0.0.1:${sluicePort}; keepalive 64; keepalive_requests 100000000; }
  ${handleKey === undefined ? "" : njs(handleKey)}
  server {
    listen 127.0.0.1:${port};
    root ${root};
    ${handleKey === undefined ? "" : njsLocation(root)}
    location ~ ^/asked(?<asked_uri>/s/[^/]+/bench/(?<asked_file>.+))$ {
      auth_request /_sluice;
      alias ${root}/$asked_file;
    }
    location = /_sluice {
      internal;
      proxy_pass http://sluice/verify/nginx;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_pass_request_body off;
      proxy_set_header Content-Length "";
      proxy_set_header X-Original-URI $asked_uri;
      proxy_set_header X-Original-Method $request_method;
      proxy_set_header X-Original-Proto $scheme;
      proxy_set_header X-Real-IP $remote_addr;
    }
  }`;
}

function njs(handleKey: string): string {
  return `js_import sluice_handle from ${script};
  js_set $sluice_verdict sluice_handle.verdict;
  map "" $sluice_handle_key { default "${handleKey}"; }
  js_import one_hmac from ${floorScript};
  js_set $one_hmac one_hmac.verdict;`;
}

function njsLocation(root: string): string {
  return `location ~ ^/s/(?<sluice_handle>[^/]+)/(?<sluice_path>bench/(?<checked_file>.+))$ {
      if ($sluice_verdict != allow) { return 403; }
      alias ${root}/$checked_file;
    }
    location ~ ^/hashed/s/(?<hashed_handle>[^/]+)/(?<hashed_path>bench/(?<hashed_file>.+))$ {
      if ($one_hmac != made) { return 403; }
      alias ${root}/$hashed_file;
    }`;
}
