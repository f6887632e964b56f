/** iOS shows a video full screen by itself, and nothing else of a page. */
interface AppleVideo {
  readonly webkitEnterFullscreen?: () => void;
}

/** What goes full screen: the frame with everything that lies over the video. */
export interface FullscreenParts {
  readonly frame: HTMLElement;
  readonly video: HTMLVideoElement & AppleVideo;
  /** True: the bare video must not, for a watermark lies over it. */
  readonly keepsFrame: () => boolean;
}

const FILLS = "fills-window";

/** True while the player fills the screen or, where only a bare video could, the window. */
export function isFullscreen(frame: HTMLElement): boolean {
  const root = frame.getRootNode();
  const shown = root instanceof ShadowRoot ? root.fullscreenElement : document.fullscreenElement;
  return shown === frame || frame.classList.contains(FILLS);
}

/** Goes full screen, or back. On an iPhone a watermarked player fills the window instead. */
export async function toggleFullscreen({ frame, video, keepsFrame }: FullscreenParts): Promise<void> {
  if (frame.classList.contains(FILLS)) frame.classList.remove(FILLS);
  else if (isFullscreen(frame)) await document.exitFullscreen();
  else if (document.fullscreenEnabled) await frame.requestFullscreen();
  else if (!keepsFrame() && video.webkitEnterFullscreen !== undefined) video.webkitEnterFullscreen();
  else frame.classList.add(FILLS);
}

/** Leaves a filled window, as when playing ends. */
export function leaveWindow(frame: HTMLElement): void {
  frame.classList.remove(FILLS);
}
