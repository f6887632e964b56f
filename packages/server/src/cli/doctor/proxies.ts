import { isPlainlyPrivateHost } from "../../lib/network-address.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import { fail, ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

/** Are viewers seen under their own addresses, and can nobody choose his? */
export const proxies: DoctorCheck<Pick<LocalServer, "config">> = {
  name: "proxies",
  look({ config: { publicUrl: url, trustedProxies } }) {
    const everyone = trustedProxies.filter(range => range.endsWith("/0"));
    if (everyone.length > 0) {
      const change = "List the addresses of your proxies in trusted_proxies, and nothing else.";
      return everyone.map(range =>
        fail(`trusted_proxies has ${range}: every client can choose its address.`, change),
      );
    }
    if (trustedProxies.length > 0) {
      return [ok(`X-Forwarded-For is believed from ${trustedProxies.join(", ")} only.`)];
    }
    const host = url === undefined ? "localhost" : new URL(url).hostname;
    if (isPlainlyPrivateHost(host)) return [ok("No proxy is trusted, and the public URL needs none.")];
    const sentence = `public_url names ${host} and trusted_proxies is empty: behind a proxy, every viewer has the proxy's address.`;
    return [warn(sentence, "List the proxy's address in trusted_proxies; without a proxy all is well.")];
  },
};
