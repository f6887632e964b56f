import { isIP } from "node:net";

/** The address in `203.0.113.9:5000`, `[2001:db8::1]:5000`, `::ffff:203.0.113.9` or a bare address; undefined for any other text. */
export function plainIp(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const host = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? text;
  for (const candidate of [host, host.replace(/:\d+$/, "")]) {
    const ip = candidate.replace(/^::ffff:(?=\d+\.)/i, "");
    if (isIP(ip) !== 0) return ip;
  }
  return undefined;
}
