import type { Config } from "./config.ts";

/** What is allowed and most likely not meant, one sentence each. No values of secrets. */
export function warnOfUnlikelySettings(config: Config, isPublicUrlGiven: boolean): readonly string[] {
  return [...proxyWarnings(config), ...addressWarnings(config, isPublicUrlGiven)];
}

function proxyWarnings({ trustedProxies }: Config): readonly string[] {
  const everyone = trustedProxies.filter(range => range.endsWith("/0"));
  return everyone.map(
    range => `trusted_proxies: ${range} lets every client choose the address it is seen under`,
  );
}

function addressWarnings({ host, publicUrl }: Config, isPublicUrlGiven: boolean): readonly string[] {
  if (isPublicUrlGiven || isPlainlyLoopback(host)) return [];
  const printed = publicUrl ?? "http://localhost and the port";
  return [`public_url is not set: printed URLs begin with ${printed}, which other machines cannot reach`];
}

function isPlainlyLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
