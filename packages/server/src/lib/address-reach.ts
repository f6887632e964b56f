import { BlockList, isIP } from "node:net";

/**
 * How far an address reaches: `public`, everyone's; `private`, this machine or the operator's networks, for which the
 * operator can give leave; `barred`, nothing that media, keys or hooks live on: link-local with the metadata services
 * of clouds, multicast, reserved and documentation ranges, and tunnels that hide another address.
 */
export type AddressReach = "public" | "private" | "barred";

const NAT64_PREFIX = "64:ff9b::";
const NAT64_BITS = 96;

/** RFC 1918, RFC 1122 3.2.1.3 (loopback), RFC 6598 (carrier NAT), RFC 2544 (benchmarks). */
const privateIpv4 = [
  "10.0.0.0/8",
  "127.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "198.18.0.0/15",
];

/** The IANA special-purpose registry (RFC 6890), multicast and class E, and metadata services outside of link-local. */
const barredIpv4 = [
  "0.0.0.0/8",
  "169.254.0.0/16",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "100.100.100.200/32",
  "168.63.129.16/32",
];

/** Loopback (RFC 4291 2.5.3) and unique local addresses (RFC 4193). */
const privateIpv6 = ["::1/128", "fc00::/7"];

/** Inside the global unicast range but not plain addresses: Teredo, documentation, 6to4. Also EC2's metadata. */
const barredIpv6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "fd00:ec2::254/128"];

/** Global unicast (RFC 4291 2.4) and NAT64 (RFC 6052), whose inner IPv4 address is judged like any other. */
const publicIpv6 = ["2000::/3", `${NAT64_PREFIX}/${NAT64_BITS}`];

const privateRanges = blockList(privateIpv4, privateIpv6);
const barredRanges = blockList(barredIpv4, barredIpv6);
const publicRangesIpv6 = blockList([], publicIpv6);

/** Judges one IP address, in any spelling without a zone. What is no address is `barred`. */
export function addressReach(address: string): AddressReach {
  const version = isIP(address);
  if (version === 0 || address.includes("%")) return "barred";
  const family = version === 4 ? "ipv4" : "ipv6";
  if (barredRanges.check(address, family)) return "barred";
  if (privateRanges.check(address, family)) return "private";
  // A BlockList compares `::ffff:a.b.c.d` with the IPv4 ranges by itself; what passed them is a public IPv4 address.
  const isPublic = family === "ipv4" || isMappedIpv4(address) || publicRangesIpv6.check(address, family);
  return isPublic ? "public" : "barred";
}

function isMappedIpv4(address: string): boolean {
  return mappedIpv4.check(address, "ipv6");
}

const mappedIpv4 = new BlockList();
mappedIpv4.addSubnet("0.0.0.0", 0, "ipv4");

function blockList(ipv4: readonly string[], ipv6: readonly string[]): BlockList {
  const list = new BlockList();
  for (const [network, bits] of ipv4.map(parseRange)) {
    list.addSubnet(network, bits, "ipv4");
    list.addSubnet(`${NAT64_PREFIX}${network}`, NAT64_BITS + bits, "ipv6");
  }
  for (const [network, bits] of ipv6.map(parseRange)) list.addSubnet(network, bits, "ipv6");
  return list;
}

function parseRange(range: string): [network: string, bits: number] {
  const [network = "", bits] = range.split("/");
  return [network, Number(bits)];
}
