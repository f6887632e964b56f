import { element } from "../element.ts";
import type { Annotation } from "./annotation.ts";
import { areSeen } from "./is-seen.ts";
import { createMark, type Mark, setLook } from "./mark.ts";
import type { Scene } from "./scene.ts";

/** What watermarks are put over. */
export interface WatermarkTask {
  readonly frame: HTMLElement;
  readonly video: HTMLVideoElement;
  readonly annotations: readonly Annotation[];
  /** By how much the server's clock is ahead. */
  readonly clockAheadSeconds: number;
  /** They can no longer be seen, or can be again. */
  readonly onSeen: (isSeen: boolean) => void;
}

/** Watermarks at work; without annotations there are none. */
export interface Watermark {
  readonly isSeen: boolean;
  /** Takes them away. */
  remove(): void;
}

const PERIOD_MS = 250;
/** Boxes settle for a moment when a player changes its size; what is back must stay. */
const DOUBTS = 2;
const LAYER =
  "all:initial;position:absolute;display:block;inset:0;z-index:1;overflow:clip;opacity:1;visibility:visible;pointer-events:none";

/**
 * Puts watermarks over a video and watches over them. What was taken away or altered is put back, and seen to be
 * there, before `onSeen(true)` is called again.
 */
export function createWatermark(task: WatermarkTask): Watermark {
  const { frame, video, annotations } = task;
  if (annotations.length === 0) return { isSeen: true, remove: () => {} };
  const layer = element("div", { attributes: { "aria-hidden": "true" } });
  const inner = layer.attachShadow({ mode: "closed" });
  const marks = annotations.map(createMark);
  for (const name of ["click", "dblclick"]) {
    layer.addEventListener(name, () => video.dispatchEvent(new MouseEvent(name)));
  }
  const own: ReadonlySet<Element> = new Set(frame.children);
  const scene: Scene = { frame, video, layer, own };
  const startedMs = performance.now();
  let isSeen = true;
  let bad = 0;
  let good = 0;
  const draw = () => {
    setLook(layer, LAYER);
    if (video.parentNode !== frame) frame.prepend(video);
    if (layer.parentNode !== frame) video.after(layer);
    for (const { root } of marks) if (root.parentNode !== inner) inner.append(root);
    const elapsedMs = performance.now() - startedMs;
    const unixSeconds = Date.now() / 1000 + task.clockAheadSeconds;
    const { clientWidth: widthPx, clientHeight: heightPx } = frame;
    for (const mark of marks) mark.draw({ elapsedMs, unixSeconds, widthPx, heightPx });
  };
  const look = (isTick: boolean) => {
    const isGone = isBare(frame, video) || !areWhole(scene, inner, marks);
    const isNow = !isGone && areSeen(scene, marks);
    bad = isNow ? 0 : bad + 1;
    good = isNow ? good + Number(isTick) : 0;
    if (isBare(frame, video)) leaveBare(frame, video);
    draw();
    const isSure = isSeen ? isGone || bad >= DOUBTS : good >= DOUBTS;
    if (isNow === isSeen || !isSure) return;
    isSeen = isNow;
    task.onSeen(isNow);
  };
  draw();
  const timer = setInterval(() => look(true), PERIOD_MS);
  const observer = new MutationObserver(() => look(false));
  observer.observe(frame, { childList: true });
  observer.observe(inner, { childList: true, subtree: true, characterData: true });
  // A video that leaves for a screen of its own is called back.
  video.disablePictureInPicture = true;
  return {
    get isSeen() {
      return isSeen;
    },
    remove: () => {
      clearInterval(timer);
      observer.disconnect();
      layer.remove();
      video.disablePictureInPicture = false;
    },
  };
}

/** Nothing was taken away and no text changed. */
function areWhole({ frame, video, layer }: Scene, inner: ShadowRoot, marks: readonly Mark[]): boolean {
  const isLaid = layer.parentNode === frame && video.parentNode === frame;
  return (
    isLaid &&
    marks.every(({ root, expected }) => root.parentNode === inner && root.textContent === expected().text)
  );
}

/** iOS shows a video full screen by itself. */
interface AppleVideo {
  readonly webkitDisplayingFullscreen?: boolean;
  webkitExitFullscreen?: () => void;
}

/** The video is shown without what lies over it: full screen by itself, or as picture in picture. */
function isBare(frame: HTMLElement, video: HTMLVideoElement & AppleVideo): boolean {
  const root = frame.getRootNode();
  const shown = root instanceof ShadowRoot ? root : document;
  if (shown.fullscreenElement === video || shown.pictureInPictureElement === video) return true;
  return video.webkitDisplayingFullscreen === true;
}

function leaveBare(frame: HTMLElement, video: HTMLVideoElement & AppleVideo): void {
  const root = frame.getRootNode();
  const shown = root instanceof ShadowRoot ? root : document;
  if (shown.fullscreenElement === video) void document.exitFullscreen().catch(() => {});
  if (shown.pictureInPictureElement === video) void document.exitPictureInPicture().catch(() => {});
  if (video.webkitDisplayingFullscreen === true) video.webkitExitFullscreen?.();
}
