import { isCovered } from "./is-covered.ts";
import type { Mark } from "./mark.ts";
import type { Scene } from "./scene.ts";

const MOST_FADED = 0.9;
const SMALLEST_PART = 0.75;
const NEUTRAL: Readonly<Record<string, string>> = {
  "clip-path": "none",
  filter: "none",
  "mask-image": "none",
  transform: "none",
  scale: "none",
  translate: "none",
  rotate: "none",
  "mix-blend-mode": "normal",
  clip: "auto",
  display: "block",
};

/** Whether all watermarks, which are where they belong, can be seen, as far as a page can tell. */
export function areSeen(scene: Scene, marks: readonly Mark[]): boolean {
  const { frame, video, layer } = scene;
  // A page that takes the player away takes its picture, too.
  if (!frame.isConnected) return true;
  const isBelow = !isRaised(video, layer);
  return isBelow && isPlain(layer) && isOpaque(layer, 1) && marks.every(mark => isSeen(scene, mark));
}

/** The picture lies over what should lie over it, also where it lets the mouse through. */
function isRaised(video: HTMLElement, layer: HTMLElement): boolean {
  const height = (element: HTMLElement) => Number(getComputedStyle(element).zIndex) || 0;
  // Older browsers know neither the one nor the other.
  const isOnTop = "popover" in video && video.matches(":popover-open");
  return isOnTop || height(video) >= height(layer);
}

function isSeen(scene: Scene, mark: Mark): boolean {
  const { root } = mark;
  const { color, opacity, letterPx, isAway } = mark.expected();
  if (isAway) return true;
  const style = getComputedStyle(root);
  if (Number.parseFloat(style.fontSize) < letterPx * MOST_FADED) return false;
  const ink = `rgb(${[1, 3, 5].map(at => Number.parseInt(color.slice(at, at + 2), 16)).join(", ")})`;
  if (style.color !== ink || style.getPropertyValue("-webkit-text-fill-color") !== ink) return false;
  return isPlain(root) && isOpaque(root, opacity) && isInside(scene, root) && !isCovered(scene, root);
}

function isPlain(root: HTMLElement): boolean {
  const style = getComputedStyle(root);
  return Object.entries(NEUTRAL).every(([name, value]) => {
    const now = style.getPropertyValue(name);
    return now === "" || now === value;
  });
}

function isOpaque(root: HTMLElement, opacity: number): boolean {
  const { visibility, opacity: now } = getComputedStyle(root);
  return visibility === "visible" && Number(now) >= opacity * MOST_FADED;
}

/** Most of it lies on the picture. */
function isInside({ video, frame }: Scene, root: HTMLElement): boolean {
  const box = root.getBoundingClientRect();
  const stage = frame.getBoundingClientRect();
  // A player without any size shows no picture either.
  if (stage.width === 0 || stage.height === 0) return true;
  const area = box.width * box.height;
  if (area === 0) return false;
  const parts = [stage, video.getBoundingClientRect()].map(on => overlap(box, on) / area);
  return parts.every(part => part >= SMALLEST_PART);
}

function overlap(one: DOMRect, other: DOMRect): number {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return Math.max(0, width) * Math.max(0, height);
}
