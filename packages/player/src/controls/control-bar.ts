import { drawing, element } from "../element.ts";
import { captionName, readCaptions, showCaptions } from "./captions.ts";
import { type Commands, createCommands } from "./commands.ts";
import { type FullscreenParts, isFullscreen } from "./fullscreen.ts";
import { commandOf } from "./keyboard.ts";
import { clockText, spokenTime } from "./time-text.ts";

/** What the controls of one player are made with. */
export interface ControlTask extends FullscreenParts {
  readonly playRates: readonly number[];
  /** Reads a short text out, politely. */
  readonly say: (text: string) => void;
}

/** The controls over the video. */
export interface ControlBar {
  readonly root: HTMLElement;
  dispose(): void;
}

const PLAY = ["M8 5v14l11-7z"];
const PAUSE = ["M7 5h3.5v14H7zM13.5 5H17v14h-3.5z"];
const SOUND = [
  "M4 9.5v5h3.5L12 19V5L7.5 9.5zM14 8.5a4.5 4.5 0 0 1 0 7zM14 4a8.2 8.2 0 0 1 0 16v-2a6.2 6.2 0 0 0 0-12z",
];
const SILENT = [
  "M4 9.5v5h3.5L12 19V5L7.5 9.5zM14.5 10l1.4-1.4 2.1 2 2-2L21.5 10l-2 2 2 2-1.4 1.4-2.1-2-2 2-1.5-1.4 2-2z",
];
const FULL = [
  "M5 9.5V5h4.5v2H7v2.5zM14.5 5H19v4.5h-2V7h-2.5zM17 14.5h2V19h-4.5v-2H17zM7 14.5V17h2.5v2H5v-4.5z",
];
const IDLE_MS = 3_000;
const PERCENT = 100;

/** Makes the controls; they follow the video until they are disposed of. */
export function createControlBar(task: ControlTask): ControlBar {
  const commands = createCommands(task, task.say);
  const parts = buildBar(commands, task);
  const listening = new AbortController();
  const { signal } = listening;
  const { video, frame } = task;
  const show = () => showState(parts, task);
  const events = ["play", "pause", "volumechange", "timeupdate", "durationchange", "seeking", "ratechange"];
  for (const name of events) video.addEventListener(name, show, { signal });
  for (const name of ["addtrack", "removetrack", "change"]) {
    video.textTracks.addEventListener(name, () => showTracks(parts.captions, video), { signal });
  }
  document.addEventListener("fullscreenchange", show, { signal });
  const press = (event: KeyboardEvent) => {
    if (frame.dataset.view !== "video") return;
    const { target } = event;
    const command = commandOf(event, target instanceof HTMLElement ? controlName(target) : undefined);
    if (command === undefined) return;
    event.preventDefault();
    command(commands);
  };
  frame.addEventListener("keydown", press, { signal });
  video.addEventListener("dblclick", () => commands.toggleFullscreen(), { signal });
  const touch = followTouch(task, commands, signal);
  show();
  return {
    root: parts.root,
    dispose: () => {
      touch();
      listening.abort();
    },
  };
}

function controlName({ localName }: HTMLElement): string | undefined {
  return ["button", "input", "select"].includes(localName) ? localName : undefined;
}

/** Hides the controls while nobody moves; a tap shows them first, a click plays or pauses. */
function followTouch({ video, frame }: ControlTask, commands: Commands, signal: AbortSignal): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wake = () => {
    frame.classList.remove("is-idle");
    clearTimeout(timer);
    timer = setTimeout(() => frame.classList.toggle("is-idle", !video.paused), IDLE_MS);
  };
  let wasIdle = false;
  video.addEventListener(
    "pointerdown",
    () => {
      wasIdle = frame.classList.contains("is-idle");
    },
    { signal, capture: true },
  );
  for (const name of ["pointerdown", "pointermove", "keydown", "focusin"])
    frame.addEventListener(name, wake, { signal });
  for (const name of ["pause", "playing"]) video.addEventListener(name, wake, { signal });
  const click = (event: MouseEvent) => {
    const isTouch = event instanceof PointerEvent && event.pointerType === "touch";
    if (!isTouch || !wasIdle) commands.togglePlay();
  };
  video.addEventListener("click", click, { signal });
  return () => clearTimeout(timer);
}

function buildBar(commands: Commands, { video, playRates }: ControlTask) {
  const play = iconButton(() => commands.togglePlay());
  const mute = iconButton(() => commands.toggleMute());
  const full = iconButton(() => commands.toggleFullscreen());
  const volume = range("volume", "Volume", "0.05", value => {
    video.volume = value;
    video.muted = value === 0;
  });
  const seek = range("seek", "Position", "0.1", value => {
    video.currentTime = value;
  });
  const time = element("span", { attributes: { class: "time", "aria-hidden": "true" } });
  const captions = element("select", { attributes: { "aria-label": "Captions", hidden: "" } });
  captions.addEventListener("change", () => showCaptions(video, Number(captions.value)));
  const speed = element("select", { attributes: { "aria-label": "Speed" } });
  speed.append(...playRates.map(rate => new Option(`${rate}×`, String(rate))));
  speed.hidden = playRates.length < 2;
  speed.addEventListener("change", () => {
    video.playbackRate = Number(speed.value);
  });
  const root = element("div", {
    attributes: { class: "bar", role: "group", "aria-label": "Player controls" },
    children: [seek, play, mute, volume, time, speed, captions, full],
  });
  return { root, play, mute, full, volume, seek, time, captions, speed };
}

type Bar = ReturnType<typeof buildBar>;

function showState(bar: Bar, { video, frame }: ControlTask): void {
  name(bar.play, video.paused ? "Play" : "Pause", video.paused ? PLAY : PAUSE);
  const isSilent = video.muted || video.volume === 0;
  name(bar.mute, isSilent ? "Unmute" : "Mute", isSilent ? SILENT : SOUND);
  name(bar.full, isFullscreen(frame) ? "Leave full screen" : "Full screen", FULL);
  bar.volume.value = String(video.muted ? 0 : video.volume);
  bar.volume.setAttribute("aria-valuetext", `${Math.round(Number(bar.volume.value) * PERCENT)} %`);
  bar.speed.value = String(video.playbackRate);
  const { duration, currentTime } = video;
  const isRecording = Number.isFinite(duration);
  bar.seek.hidden = !isRecording;
  bar.time.hidden = !isRecording;
  if (!isRecording) return;
  bar.seek.max = String(duration);
  bar.seek.value = String(currentTime);
  bar.seek.setAttribute("aria-valuetext", `${spokenTime(currentTime)} of ${spokenTime(duration)}`);
  bar.time.textContent = `${clockText(currentTime)} / ${clockText(duration)}`;
}

function showTracks(select: HTMLSelectElement, video: HTMLVideoElement): void {
  const { tracks, shown } = readCaptions(video);
  select.hidden = tracks.length === 0;
  const names = ["No captions", ...tracks.map(captionName)];
  select.replaceChildren(...names.map((text, index) => new Option(text, String(index - 1))));
  select.value = String(shown);
}

function iconButton(onClick: () => void): HTMLButtonElement {
  const button = element("button", { attributes: { type: "button" } });
  button.addEventListener("click", onClick);
  return button;
}

function name(button: HTMLButtonElement, label: string, icon: readonly string[]): void {
  if (button.getAttribute("aria-label") === label) return;
  button.setAttribute("aria-label", label);
  button.title = label;
  button.replaceChildren(drawing("icon", icon));
}

function range(
  className: string,
  label: string,
  step: string,
  onInput: (value: number) => void,
): HTMLInputElement {
  const attributes = { type: "range", class: className, "aria-label": label, min: "0", max: "1", step };
  const input = element("input", { attributes });
  input.addEventListener("input", () => onInput(Number(input.value)));
  return input;
}
