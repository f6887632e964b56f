import type { Scene } from "./scene.ts";

type Whose = "ours" | "picture" | "foreign" | "beyond";

const MARK_POINTS = [0.5, 0.1, 0.9];
const PICTURE_POINTS = [0.15, 0.5, 0.85];

/**
 * Whether something of the page, or the picture itself, lies over most of a watermark and not over the picture as a whole. What lets the mouse through
 * cannot be found this way.
 */
export function isCovered(scene: Scene, root: HTMLElement): boolean {
  const over = hits(scene, root.getBoundingClientRect(), MARK_POINTS);
  const seen = over.filter(whose => whose !== "beyond");
  // Half a name is still one that can be read.
  if (seen.filter(whose => whose === "ours").length * 2 >= seen.length) return false;
  const picture = hits(scene, scene.frame.getBoundingClientRect(), PICTURE_POINTS);
  const free = picture.filter(whose => whose === "ours" || whose === "picture").length;
  return free * 2 > picture.length;
}

function hits(scene: Scene, box: DOMRect, parts: readonly number[]): readonly Whose[] {
  return parts.flatMap(x => parts.map(y => hit(scene, box.left + x * box.width, box.top + y * box.height)));
}

/** Whose the topmost element of a point is. The player's own controls may lie over a watermark, its picture may not. */
function hit({ frame, video, layer, own }: Scene, x: number, y: number): Whose {
  let found = document.elementFromPoint(x, y);
  if (found === null) return "beyond";
  for (const host of hostsOf(frame)) {
    if (found !== host) return "foreign";
    found = host.shadowRoot?.elementFromPoint(x, y) ?? null;
  }
  if (found === video) return "picture";
  const part = [...frame.children].find(child => child.contains(found));
  return part !== undefined && (part === layer || own.has(part)) ? "ours" : "foreign";
}

/** The hosts of the shadow roots that the frame is in, the outermost first. */
function hostsOf(frame: HTMLElement): readonly Element[] {
  const root = frame.getRootNode();
  if (!(root instanceof ShadowRoot)) return [];
  return [...(root.host instanceof HTMLElement ? hostsOf(root.host) : []), root.host];
}
