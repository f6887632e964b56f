import { isIP } from "node:net";

type Data = string | number | { readonly [key: string]: Data } | readonly Data[];
type Node = [Node | number | undefined, Node | number | undefined];

const RECORD_BYTES = 3;
const SEPARATOR = Buffer.alloc(16);
const MARKER = Buffer.from("\xab\xcd\xefMaxMind.com", "latin1");

/** A synthetic MMDB file (MaxMind DB file format 2.0) of IPv4 networks, for tests: `{ "203.0.113.0/24": { country: … } }`. */
export function writeMmdb(networks: Readonly<Record<string, Data>>, type = "Test-City"): Buffer {
  const root: Node = [undefined, undefined];
  const records: Buffer[] = [];
  let offset = 0;
  for (const [network, data] of Object.entries(networks)) {
    insert(root, network, offset);
    const record = encode(data);
    records.push(record);
    offset += record.length;
  }
  const nodes: Node[] = [];
  collect(root, nodes);
  const indexes = new Map(nodes.map((node, index) => [node, index]));
  const tree = Buffer.alloc(nodes.length * 2 * RECORD_BYTES);
  const pointer = (side: Node | number | undefined): number => {
    if (side === undefined) return nodes.length;
    return typeof side === "number" ? nodes.length + SEPARATOR.length + side : (indexes.get(side) ?? 0);
  };
  for (const [index, node] of nodes.entries()) {
    for (const side of [0, 1] as const) {
      tree.writeUIntBE(pointer(node[side]), (index * 2 + side) * RECORD_BYTES, RECORD_BYTES);
    }
  }
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_800_000_000,
    database_type: type,
    ip_version: 4,
    languages: ["en"],
    description: { en: "test" },
    node_count: nodes.length,
    record_size: RECORD_BYTES * 8,
  });
  return Buffer.concat([tree, SEPARATOR, ...records, MARKER, metadata]);
}

function insert(root: Node, network: string, data: number): void {
  const [ip = "", length = "32"] = network.split("/");
  if (isIP(ip) !== 4) throw new Error(`no IPv4 network: ${network}`);
  const bits = ip.split(".").flatMap(byte => [...Number(byte).toString(2).padStart(8, "0")].map(Number));
  let node = root;
  for (const [depth, bit] of bits.slice(0, Number(length)).entries()) {
    const side = bit === 1 ? 1 : 0;
    if (depth === Number(length) - 1) node[side] = data;
    else {
      const next = node[side];
      const child: Node = Array.isArray(next) ? next : [undefined, undefined];
      node[side] = child;
      node = child;
    }
  }
}

function collect(node: Node, nodes: Node[]): void {
  nodes.push(node);
  for (const side of node) if (Array.isArray(side)) collect(side, nodes);
}

function encode(data: Data): Buffer {
  if (typeof data === "string")
    return Buffer.concat([control(2, Buffer.byteLength(data)), Buffer.from(data)]);
  if (typeof data === "number") return encodeNumber(data);
  if (isList(data)) return Buffer.concat([control(11, data.length), ...data.map(encode)]);
  const entries = Object.entries(data);
  return Buffer.concat([
    control(7, entries.length),
    ...entries.flatMap(([key, value]) => [encode(key), encode(value)]),
  ]);
}

function isList(data: Data): data is readonly Data[] {
  return Array.isArray(data);
}

function encodeNumber(data: number): Buffer {
  const isWhole = Number.isInteger(data) && data >= 0;
  const bytes = Buffer.alloc(isWhole ? 4 : 8);
  if (isWhole) bytes.writeUInt32BE(data);
  else bytes.writeDoubleBE(data);
  return Buffer.concat([control(isWhole ? 6 : 3, bytes.length), bytes]);
}

/** The control byte; types above 7 stand in a byte of their own. No test needs more than 28 bytes or entries. */
function control(type: number, size: number): Buffer {
  return type <= 7 ? Buffer.from([(type << 5) | size]) : Buffer.from([size, type - 7]);
}
