import type { ClaimMapId } from "@sluice/token";
import type { TokenExample } from "./claim-note.ts";

const elsewhere = { stream: "demo/live" };

/** An example of each claim map of JWTs, carried out when the page is made. */
export const jwtNotes: Readonly<Record<ClaimMapId, TokenExample>> = {
  sluice: {
    grant: { max_sessions: 2, ip: ["203.0.113.0/24"], user: "anna", tag: "summer" },
    requests: [
      [{}, null],
      [{ ip: "198.51.100.7" }, "ip-not-allowed"],
      [elsewhere, "wrong-stream"],
    ],
  },
  nanostream: {
    grant: { ip: ["203.0.113.7"], domains: ["example.com"], tag: "summer" },
    requests: [
      [{ origin: "https://example.com" }, null],
      [{ origin: "https://example.org" }, "domain-not-allowed"],
    ],
  },
  antmedia: {
    requests: [
      [{}, null],
      [elsewhere, "wrong-stream"],
    ],
  },
  mediamtx: {
    requests: [
      [{}, null],
      [elsewhere, "wrong-stream"],
    ],
  },
  rfc9246: {
    requests: [
      [{}, null],
      [elsewhere, "uri-not-allowed"],
    ],
  },
};
