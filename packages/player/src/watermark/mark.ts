import { element } from "../element.ts";
import { type Annotation, outlineOf, textAt } from "./annotation.ts";

/** What a watermark should look like at a moment, against which it is checked. */
export interface ExpectedMark {
  readonly text: string;
  readonly color: string;
  readonly opacity: number;
  readonly letterPx: number;
  /** A dynamic one between two showings. */
  readonly isAway: boolean;
}

/** One watermark on the screen. */
export interface Mark {
  readonly root: HTMLElement;
  expected(): ExpectedMark;
  /** Puts it where it belongs now, and its look right. */
  draw(now: Moment): void;
}

/** When and on what a watermark is drawn. */
export interface Moment {
  /** Since it was made. */
  readonly elapsedMs: number;
  readonly unixSeconds: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The video's width at which `size` is what it says. */
const REFERENCE_WIDTH_PX = 640;
const EDGE_PX = 4;

/** Makes a watermark. */
export function createMark(annotation: Annotation): Mark {
  const root = element("span");
  const { intervalMs, skipMs, color, opacity, type } = annotation;
  let text = "";
  let letterPx = 0;
  let isAway = false;
  let showing = -1;
  let part = { x: 0, y: 0 };
  return {
    root,
    expected: () => ({ text, color, opacity, letterPx, isAway }),
    draw(now) {
      text = textAt(annotation.text, now.unixSeconds);
      letterPx = annotation.size * Math.max(1, now.widthPx / REFERENCE_WIDTH_PX);
      if (root.textContent !== text) root.textContent = text;
      const nth = Math.floor(now.elapsedMs / (intervalMs + skipMs));
      isAway = type === "dynamic" && now.elapsedMs % (intervalMs + skipMs) >= intervalMs;
      if (nth !== showing) part = { x: Math.random(), y: Math.random() };
      showing = nth;
      const room = {
        x: now.widthPx - root.offsetWidth - EDGE_PX,
        y: now.heightPx - root.offsetHeight - EDGE_PX,
      };
      const spot = type === "static" ? annotation : { x: part.x * room.x, y: part.y * room.y };
      const place = [clamp(spot.x, room.x), clamp(spot.y, room.y)] as const;
      setLook(
        root,
        `${lookOf(annotation, letterPx)};left:${place[0]}px;top:${place[1]}px;visibility:${isAway ? "hidden" : "visible"}`,
      );
    },
  };
}

/** What would stand beyond the edge stands at it. */
function clamp(offset: number, room: number): number {
  return Math.round(Math.max(0, Math.min(offset, room)));
}

function lookOf({ color, opacity }: Annotation, letterPx: number): string {
  const outline = outlineOf(color);
  return `all:initial;position:absolute;display:block;max-width:100%;color:${color};opacity:${opacity};font:600 ${letterPx}px/1.3 system-ui,sans-serif;overflow-wrap:anywhere;text-shadow:0 0 2px ${outline},0 0 2px ${outline},0 1px 3px ${outline};user-select:none;-webkit-user-select:none;pointer-events:auto`;
}

const applied = new WeakMap<HTMLElement, { readonly look: string; readonly asRead: string }>();

/** Sets the whole look of an element on itself, each property as important: no style sheet of a page goes before it. */
export function setLook(root: HTMLElement, look: string): void {
  const last = applied.get(root);
  if (last?.look === look && root.style.cssText === last.asRead) return;
  root.style.cssText = `${look.replaceAll(";", "!important;")}!important`;
  applied.set(root, { look, asRead: root.style.cssText });
}
