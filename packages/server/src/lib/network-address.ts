import { isIP } from "node:net";
import { addressReach } from "./address-reach.ts";

const BITS_IPV4 = 32;
const BITS_IPV6 = 128;

/**
 * Whether a text is an address range in CIDR notation (RFC 4632, RFC 4291 section 2.3), or one IP address, which
 * stands for itself alone. Zone ids (`fe80::1%eth0`) are not ranges.
 */
export function isAddressRange(text: string): boolean {
  const [address = "", prefix, ...rest] = text.split("/");
  const family = address.includes("%") ? 0 : isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? BITS_IPV4 : BITS_IPV6);
}

/**
 * Whether a URL's host name plainly is this machine or an address that `addressReach` calls private: for advice to
 * the operator only. It looks nothing up and protects nothing; the egress policy does that.
 */
export function isPlainlyPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) === 0) return host === "localhost" || host.endsWith(".localhost");
  return addressReach(host) === "private";
}
