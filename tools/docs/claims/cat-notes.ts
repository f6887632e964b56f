import type { ClaimNote } from "./claim-note.ts";

const DOORS = "every door, from the request itself";
const PROXY = "a trusted proxy, in the header that `proxy_headers` names";
const GEO = "a database of `geo_databases`";

/** Unix seconds at which every example happens. */
export const EXAMPLE_SECONDS = 1_800_000_000;
const IN_AN_HOUR = EXAMPLE_SECONDS + 3_600;

/** Of every claim of a CAT, by its name: a claim without a note fails the page's test. */
export const catNotes: Readonly<Record<string, ClaimNote>> = {
  exp: {
    looksAt: "the server's clock. Written by `expires_at` or `ttl_seconds`",
    gateway: "yes",
    example: {
      grant: { ttl_seconds: 3600 },
      requests: [
        [{}, null],
        [{ at: IN_AN_HOUR }, "token-expired"],
      ],
    },
  },
  nbf: {
    looksAt: "the server's clock. Written by `not_before`",
    gateway: "yes",
    example: {
      grant: { not_before: IN_AN_HOUR },
      requests: [
        [{ at: IN_AN_HOUR }, null],
        [{}, "token-not-yet-valid"],
      ],
    },
  },
  iss: {
    looksAt:
      "the issuer of the key (`issuer` of `POST /v1/keys`); any, where the key has none. Written by `key`",
    gateway: "yes",
    example: { requests: [[{}, null]] },
  },
  aud: {
    looksAt:
      "the `audiences` of the key; where it has none, this server's public URL, its host, or the organization",
    gateway: "yes",
    claim: "elsewhere.example",
    example: { requests: [[{}, "audience-not-allowed"]] },
  },
  catv: {
    looksAt: "nothing but itself: every other version is malformed",
    gateway: "yes",
    claim: 1,
    example: { requests: [[{}, null]] },
  },
  catnip: {
    looksAt: `the client's address, of ${DOORS} (behind proxies: \`trusted_proxies\`); an autonomous system, of ${GEO} or ${PROXY}. Written by \`ip\`, too`,
    gateway: "yes",
    claim: ["203.0.113.0/24", "2001:db8::/32", 64_500],
    example: {
      requests: [
        [{ ip: "203.0.113.7" }, null],
        [{ ip: "198.51.100.7", context: { asn: 64_501 } }, "ip-not-allowed"],
      ],
    },
  },
  catu: {
    looksAt:
      "the URL below `public_url`, in its normal form, without the token; a request's Host header never counts",
    gateway: "yes",
    claim: { path: { prefix: "/demo/clip/" }, extension: { exact: ".m3u8" } },
    example: {
      requests: [
        [{ url: "http://localhost:8080/demo/clip/index.m3u8" }, null],
        [{ url: "http://localhost:8080/demo/clip/manifest.mpd" }, "uri-not-allowed"],
      ],
    },
  },
  catm: {
    looksAt: `the method, of ${DOORS}`,
    gateway: "yes",
    claim: ["GET", "HEAD"],
    example: {
      requests: [
        [{ method: "GET" }, null],
        [{ method: "POST" }, "request-method-not-allowed"],
      ],
    },
  },
  cath: {
    looksAt: `headers, of ${DOORS}; those that carry credentials (Authorization, Cookie, DPoP …) are seen by no claim`,
    gateway: "yes",
    claim: { "x-device": { prefix: "tv-" } },
    example: {
      requests: [
        [{ headers: { "x-device": "tv-4000" } }, null],
        [{ headers: { "x-device": "phone" } }, "header-not-allowed"],
      ],
    },
  },
  catalpn: {
    looksAt: `the negotiated protocol, of ${PROXY} (\`alpn\`): Sluice speaks no TLS itself`,
    gateway: "configured",
    claim: ["h2"],
    example: {
      requests: [
        [{ context: { alpn: "h2" } }, null],
        [{ context: { alpn: "http/1.1" } }, "protocol-not-allowed"],
        [{}, "context-missing"],
      ],
    },
  },
  catgeoiso3166: {
    looksAt: `the country and its subdivision, of ${GEO}, or of ${PROXY} (\`country\`, \`region\`), which is stronger`,
    gateway: "configured",
    claim: ["NO", "SE-AB"],
    example: {
      requests: [
        [{ context: { country: "SE", region: "AB" } }, null],
        [{ context: { country: "SE", region: "M" } }, "country-not-allowed"],
        [{}, "context-missing"],
      ],
    },
  },
  catgeocoord: {
    looksAt: `latitude and longitude, of ${GEO} that has them`,
    gateway: "configured",
    claim: [[59.33, 18.07, 20_000]],
    example: {
      requests: [
        [{ context: { latitude: 59.3, longitude: 18.1 } }, null],
        [{ context: { latitude: 40.7, longitude: -74 } }, "location-not-allowed"],
      ],
    },
  },
  geohash: {
    looksAt: `latitude and longitude, of ${GEO} that has them`,
    gateway: "configured",
    claim: ["u6sc", "u6sf"],
    example: {
      requests: [
        [{ context: { latitude: 59.33, longitude: 18.07 } }, null],
        [{ context: { latitude: 40.7, longitude: -74 } }, "location-not-allowed"],
      ],
    },
  },
  catgeoalt: {
    looksAt:
      "the height of the client, which no door knows: at the gateway it always refuses; `POST /v1/check` can be told one",
    gateway: "never",
    claim: [100, 50],
    example: {
      requests: [
        [{ context: { altitude: 120 } }, null],
        [{}, "context-missing"],
      ],
    },
  },
  cattpk: {
    looksAt: `the keys of the connection's certificates, of ${PROXY} (\`certificate_keys\`): Sluice speaks no TLS itself`,
    gateway: "configured",
    claim: "MCowBQYDK2VwAyEA",
    example: { requests: [[{}, "context-missing"]] },
  },
  cattprint: {
    looksAt: `fingerprints of the client's TLS, of ${PROXY} (\`ja3\`, \`ja4\`); the other kinds no door knows`,
    gateway: "configured",
    claim: { type: "ja4", value: "t13d1516h2_8daaf6152771_e5627efa2ab1" },
    example: {
      requests: [
        [{ context: { tls_fingerprints: { ja4: "t13d1516h2_8daaf6152771_e5627efa2ab1" } } }, null],
        [
          { context: { tls_fingerprints: { ja4: "t13d1516h2_000000000000_e5627efa2ab1" } } },
          "connection-not-allowed",
        ],
      ],
    },
  },
  cnf: {
    looksAt: "the DPoP proof of the request (RFC 9449): its key must be the one of the token",
    gateway: "yes",
    claim: { jkt: "{thumbprint}" },
    example: {
      requests: [
        [{ headers: { dpop: "{proof}" } }, null],
        [{}, "proof-missing"],
      ],
    },
  },
  catdpop: {
    looksAt: "when the DPoP proof was made, and whether it came before",
    gateway: "yes",
    claim: { window: 60 },
    example: {
      grant: { claims: { cnf: { jkt: "{thumbprint}" } } },
      requests: [
        [{ headers: { dpop: "{proof}" } }, null],
        [{ headers: { dpop: "{old proof}" } }, "proof-invalid"],
      ],
    },
  },
  catpor: {
    looksAt: "a random number that the server draws for each entry; then whether its id is barred",
    gateway: "yes",
    claim: [0.25, "batch-7"],
    example: {
      requests: [
        [{ context: { draw: 0.9 } }, null],
        [{ context: { draw: 0.1 } }, "refused-by-chance"],
      ],
    },
  },
  catreplay: {
    looksAt:
      "the sessions that were made with the token: 0 any number, 1 one, 2 any number, and the second is told. Written by `max_uses: 1`",
    gateway: "yes",
    claim: 1,
    example: { before: { ip: "203.0.113.7" }, requests: [[{ ip: "198.51.100.7" }, "token-already-used"]] },
  },
  sub: { looksAt: "nothing", gateway: "informs", claim: "viewer-7", example: { requests: [[{}, null]] } },
  iat: {
    looksAt: "nothing; revocations and renewals count from it. Written by the server",
    gateway: "informs",
    example: { requests: [[{}, null]] },
  },
  cti: {
    looksAt: "nothing; it is what the token is listed, counted and revoked by. Written by the server",
    gateway: "informs",
    example: { requests: [[{}, null]] },
  },
  catifdata: {
    looksAt: "nothing",
    gateway: "informs",
    claim: "order-1138",
    example: { requests: [[{}, null]] },
  },
  catif: {
    looksAt: "which claim refuses. Redirects go to hosts of `token_redirect_hosts` alone",
    gateway: "informs",
    claim: [{ claims: [4], status: 403, headers: {} }],
    example: { requests: [[{}, null]] },
  },
  catr: {
    looksAt: "when the token ends, at each entry and manifest",
    gateway: "informs",
    claim: { type: "header", expadd: 120, deadline: 60 },
    example: { requests: [[{}, null]] },
  },
};
