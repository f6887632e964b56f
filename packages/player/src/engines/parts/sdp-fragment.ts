/** What a fragment needs of a candidate. */
export type LateCandidate = Pick<RTCIceCandidate, "candidate" | "sdpMid">;

/**
 * The body of a PATCH that brings late candidates (RFC 8840 section 9, as WHEP uses it): the offer's ufrag and pwd,
 * and the candidates below the media lines that they belong to.
 */
export function sdpFragment(offer: string, candidates: readonly LateCandidate[]): string {
  const line = (pattern: RegExp) => pattern.exec(offer)?.[0] ?? "";
  const mids = new Set(candidates.map(({ sdpMid }) => sdpMid ?? "0"));
  const sections = [...mids].flatMap(mid => [
    "m=video 9 UDP/TLS/RTP/SAVPF 0",
    `a=mid:${mid}`,
    ...candidates.filter(({ sdpMid }) => (sdpMid ?? "0") === mid).map(({ candidate }) => `a=${candidate}`),
  ]);
  return `${[line(/^a=ice-ufrag:\S+/m), line(/^a=ice-pwd:\S+/m), ...sections].join("\r\n")}\r\n`;
}
