import { type ControlBar, createControlBar } from "./controls/control-bar.ts";
import controlsCss from "./controls/controls.css?inline";
import { leaveWindow } from "./controls/fullscreen.ts";
import { clockText, spokenTime } from "./controls/time-text.ts";
import denyScreenCss from "./deny-screen.css?inline";
import { createDenyScreen, type DenyScreen } from "./deny-screen.ts";
import { drawing, element } from "./element.ts";
import { keepLastFrame } from "./last-frame.ts";
import { leaveFullscreen } from "./leave-fullscreen.ts";
import css from "./player.css?inline";
import type { CaptionTrack } from "./player-options.ts";
import type { Refusal } from "./refusal.ts";
import { createWatermark, type Watermark, type WatermarkTask } from "./watermark/watermark.ts";

type View = "ready" | "busy" | "video" | "covered" | "refused";

/** What a stage is furnished with. */
export interface StageParts {
  readonly title: string;
  readonly playRates: readonly number[];
  readonly captions: readonly CaptionTrack[];
}

/** When the time that is left is read out, in seconds. */
const SAID_SECONDS: readonly number[] = [300, 60, 10];
const PLAY = ["M8.2 5.4v13.2c0 .8.9 1.3 1.6.9l10.3-6.6c.6-.4.6-1.3 0-1.7L9.8 4.5c-.7-.4-1.6.1-1.6.9z"];
const WATER = [
  "M0 22c60 0 60-16 120-16s60 16 120 16 60-16 120-16 60 16 120 16",
  "M0 46c60 0 60-16 120-16s60 16 120 16 60-16 120-16 60 16 120 16",
  "M0 70c60 0 60-16 120-16s60 16 120 16 60-16 120-16 60 16 120 16",
];

/**
 * The player's visible part, in a shadow root: styles of the page around do not reach it, nor its own the page.
 * What the element held stays in it, unseen.
 */
export class Stage {
  readonly video: HTMLVideoElement;
  readonly #host: HTMLElement;
  readonly #root: ShadowRoot;
  readonly #parts: ReturnType<typeof buildParts>;
  readonly #controls: ControlBar;
  #screen: DenyScreen | undefined;
  #watermark: Watermark | undefined;
  #hasKeyboard = false;

  constructor(host: HTMLElement, { title, playRates, captions }: StageParts) {
    this.#host = host;
    this.#parts = buildParts(title);
    this.video = this.#parts.video;
    const { frame, video } = this.#parts;
    addCaptions(video, captions);
    const keepsFrame = () => this.#watermark !== undefined;
    this.#controls = createControlBar({ frame, video, playRates, keepsFrame, say: text => this.#say(text) });
    frame.append(this.#controls.root);
    this.#root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    this.#root.adoptedStyleSheets = [styleSheet()];
    this.#root.replaceChildren(this.#parts.frame);
  }

  /** The big play button; `hint` is a sentence below it. */
  showReady(ready: { readonly hint: string | undefined; readonly onPlay: () => void }): void {
    this.#parts.hint.textContent = ready.hint ?? "";
    this.#parts.play.onclick = ready.onPlay;
    this.#show("ready");
  }

  showBusy(): void {
    this.#show("busy");
  }

  showVideo(): void {
    this.#show("video");
    if (this.#hasKeyboard && isFocusFree(this.#host)) this.video.focus({ preventScroll: true });
    this.#hasKeyboard = false;
  }

  /** A ring over the picture, which stays. */
  showStalled(isStalled: boolean): void {
    this.#parts.frame.classList.toggle("is-stalled", isStalled);
    this.#say(isStalled ? "Waiting for the stream" : "");
  }

  /** Freezes the picture, dims it and says why. `onRetry` undefined = trying again cannot help. */
  showRefusal(refusal: Refusal, onRetry: (() => void) | undefined): void {
    const { frame, still, deny } = this.#parts;
    frame.classList.toggle("has-still", keepLastFrame(this.video, still));
    leaveFullscreen(this.video, this.#host);
    this.#screen?.dispose();
    this.#screen = createDenyScreen(refusal, onRetry);
    deny.replaceChildren(this.#screen.root);
    this.#show("refused");
    if (isFocusFree(this.#host)) this.#screen.focus();
  }

  showLive(live: boolean): void {
    this.#parts.frame.classList.toggle("is-live", live);
  }

  /** Instead of a picture without its watermark. */
  showCovered(): void {
    this.#show("covered");
  }

  /** Puts watermarks over the video in place of those before; without annotations there are none. */
  mark(task: Pick<WatermarkTask, "annotations" | "clockAheadSeconds" | "onSeen">): void {
    this.#unmark();
    const { frame, video } = this.#parts;
    const isWanted = task.annotations.length > 0;
    this.#watermark = isWanted ? createWatermark({ ...task, frame, video }) : undefined;
    video.setAttribute("controlslist", isWanted ? "nofullscreen nodownload" : "");
  }

  /** Where there is no picture, there is nothing to mark. */
  #unmark(): void {
    this.#watermark?.remove();
    this.#watermark = undefined;
  }

  get isMarkSeen(): boolean {
    return this.#watermark?.isSeen ?? true;
  }

  /** Seconds until access ends, in a corner; undefined = nothing is said. */
  showLeft(leftSeconds: number | undefined): void {
    const { left } = this.#parts;
    left.hidden = leftSeconds === undefined;
    if (leftSeconds === undefined) return;
    left.textContent = `Ends in ${clockText(leftSeconds)}`;
    if (SAID_SECONDS.includes(leftSeconds)) this.#say(`Access ends in ${spokenTime(leftSeconds)}`);
  }

  /** Empties the element. */
  remove(): void {
    this.#screen?.dispose();
    this.#unmark();
    this.#controls.dispose();
    this.#root.replaceChildren();
  }

  #say(text: string): void {
    this.#parts.said.textContent = text;
  }

  #show(view: View): void {
    // A button that disappears drops the keyboard; the next view that can take it picks it up.
    this.#hasKeyboard ||= this.#root.activeElement !== null;
    if (view === "busy" || view === "refused") this.#unmark();
    this.#parts.frame.dataset.view = view;
    if (this.#parts.frame.classList.contains("is-stalled")) this.showStalled(false);
    this.video.tabIndex = view === "video" ? 0 : -1;
    if (view !== "refused") this.#screen?.dispose();
    else leaveWindow(this.#parts.frame);
  }
}

function buildParts(title: string) {
  const video = element("video", {
    attributes: { playsinline: "", preload: "auto", tabindex: "-1", "aria-label": title },
  });
  video.disableRemotePlayback = true;
  const still = element("canvas", { attributes: { class: "still", "aria-hidden": "true" } });
  const play = element("button", {
    attributes: { type: "button", class: "play", "aria-label": `Play ${title}` },
    children: [drawing("icon", PLAY)],
  });
  const hint = element("p", { attributes: { class: "hint" } });
  const ready = element("div", { attributes: { class: "cover ready" }, children: [play, hint] });
  const deny = element("div", { attributes: { class: "cover refused" } });
  const live = element("span", { attributes: { class: "live" }, children: ["Live"] });
  const left = element("span", {
    attributes: { class: "left", role: "timer", "aria-live": "off", hidden: "" },
  });
  const said = element("span", { attributes: { class: "spoken", role: "status" } });
  const water = drawing("water", WATER, "0 0 480 76");
  water.setAttribute("preserveAspectRatio", "none");
  const children = [
    water,
    video,
    still,
    live,
    left,
    ready,
    buildBusy(),
    buildStalled(),
    buildCovered(),
    deny,
    said,
  ];
  const frame = element("div", { attributes: { class: "frame", "data-view": "busy" }, children });
  return { frame, video, still, play, hint, deny, left, said };
}

/** What WebVTT needs: a page's own files come from elsewhere, which browsers allow with CORS alone. */
function addCaptions(video: HTMLVideoElement, captions: readonly CaptionTrack[]): void {
  if (captions.length === 0) return;
  video.crossOrigin = "anonymous";
  for (const { src, srclang, label = srclang } of captions) {
    video.append(element("track", { attributes: { kind: "captions", src, srclang, label } }));
  }
}

function buildCovered(): HTMLElement {
  const words = "The watermark of this video is hidden. It plays on as soon as the watermark can be seen.";
  const note = element("p", { attributes: { role: "alert" }, children: [words] });
  return element("div", { attributes: { class: "cover covered" }, children: [note] });
}

function buildBusy(): HTMLElement {
  const ring = element("span", { attributes: { class: "ring" } });
  const spoken = element("span", { attributes: { class: "spoken" }, children: ["Opening the stream"] });
  return element("div", { attributes: { class: "cover busy", role: "status" }, children: [ring, spoken] });
}

function buildStalled(): HTMLElement {
  const ring = element("span", { attributes: { class: "ring" } });
  return element("div", { attributes: { class: "cover stalled", "aria-hidden": "true" }, children: [ring] });
}

function styleSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  // The media queries at the end of player.css also speak of the deny screen: it comes first.
  sheet.replaceSync(denyScreenCss + css + controlsCss);
  return sheet;
}

/** A viewer who is typing elsewhere on the page keeps the keyboard; the alert is read out all the same. */
function isFocusFree(host: HTMLElement): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement === host;
}
