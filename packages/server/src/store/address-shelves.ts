import { type Address, parseAddress, parseNetwork } from "@sluice/policy";

/** A length of prefix in one address family: `4/24`. Networks are shelved by it, so that a look-up costs one mask each. */
export type PrefixLength = `${4 | 6}/${number}`;

/** Where a rule about a network is kept. Undefined for what is no network: it covers nobody. */
export function networkShelf(
  text: string,
): { readonly length: PrefixLength; readonly name: string } | undefined {
  const network = parseNetwork(text);
  if (!network) return undefined;
  const length: PrefixLength = `${network.address.family}/${network.prefixLength}`;
  return { length, name: maskedName(network.address, length) };
}

/** The shelves on which rules about an address may be, of those lengths that are in use. */
export function addressShelves(ip: string | undefined, lengths: Iterable<PrefixLength>): readonly string[] {
  const address = ip === undefined ? undefined : parseAddress(ip);
  if (!address) return [];
  return [...lengths]
    .filter(length => length.startsWith(`${address.family}/`))
    .map(length => maskedName(address, length));
}

function maskedName({ bytes }: Address, length: PrefixLength): string {
  const prefix = Number(length.slice(length.indexOf("/") + 1));
  const masked = bytes.map((byte, index) => {
    const kept = Math.min(8, Math.max(0, prefix - index * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  });
  return `${length} ${masked.join(".")}`;
}
