const HEADER_BYTES = 8;
const CONTAINERS: ReadonlySet<string> = new Set(["moof", "traf"]);

/** Where a segment is put. */
export interface SegmentPlace {
  /** How much later it plays, in whole seconds. */
  readonly seconds: number;
  /** The number of its fragment, 32 bits. */
  readonly fragmentNumber: number;
}

/**
 * A copy of a CMAF segment at another place: with the decode time of its `tfdt` and the time of its `sidx` moved and
 * its `mfhd` numbered (ISO/IEC 14496-12 sections 8.8.12, 8.16.3 and 8.8.5), otherwise the same. It must hold one
 * fragment and a `sidx`, which says how many ticks a second has; times must be of 64 bits, as ffmpeg writes them.
 *
 * @throws RangeError when the bytes are no such segment
 */
export function moveSegment(segment: Uint8Array, { seconds, fragmentNumber }: SegmentPlace): Uint8Array {
  const bytes = Buffer.from(segment);
  const boxes = boxesOf(bytes, 0, bytes.length);
  const sidx = onlyBox(boxes, "sidx");
  const tfdt = onlyBox(boxes, "tfdt");
  const mfhd = onlyBox(boxes, "mfhd");
  const ticks = BigInt(bytes.readUInt32BE(sidx + 8)) * BigInt(seconds);
  addTicks(bytes, sidx, { offset: 12, ticks });
  addTicks(bytes, tfdt, { offset: 4, ticks });
  bytes.writeUInt32BE(fragmentNumber % 2 ** 32, mfhd + 4);
  return bytes;
}

interface Box {
  readonly type: string;
  /** First byte of the content: of version and flags in a full box. */
  readonly start: number;
}

function boxesOf(bytes: Buffer, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at < to; ) {
    const size = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + HEADER_BYTES);
    if (size < HEADER_BYTES || at + size > to) throw new RangeError("a segment with a broken box");
    const start = at + HEADER_BYTES;
    boxes.push({ type, start }, ...(CONTAINERS.has(type) ? boxesOf(bytes, start, at + size) : []));
    at += size;
  }
  return boxes;
}

function onlyBox(boxes: readonly Box[], type: string): number {
  const [box, ...more] = boxes.filter(each => each.type === type);
  if (box === undefined || more.length > 0) throw new RangeError(`a segment without exactly one ${type}`);
  return box.start;
}

function addTicks(bytes: Buffer, start: number, field: { offset: number; ticks: bigint }): void {
  if (bytes[start] !== 1) throw new RangeError("a segment with 32-bit times");
  const at = start + field.offset;
  bytes.writeBigUInt64BE(bytes.readBigUInt64BE(at) + field.ticks, at);
}
