import { BlockList, isIP } from "node:net";

/** Tells whether an address is in one of the networks. */
export type AddressList = (ip: string) => boolean;

/** `networks`: CIDR networks or addresses, IPv4 and IPv6. */
export function createAddressList(networks: readonly string[]): AddressList {
  if (networks.length === 0) return () => false;
  const list = new BlockList();
  for (const network of networks) {
    const [ip = "", length] = network.split("/");
    const family = isIP(ip) === 6 ? "ipv6" : "ipv4";
    if (length === undefined) list.addAddress(ip, family);
    else list.addSubnet(ip, Number(length), family);
  }
  return ip => list.check(ip, isIP(ip) === 6 ? "ipv6" : "ipv4");
}
