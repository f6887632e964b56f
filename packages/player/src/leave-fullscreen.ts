/** iOS shows a video full screen by itself. */
interface AppleVideo {
  readonly webkitDisplayingFullscreen?: boolean;
  webkitExitFullscreen?: () => void;
}

/** Brings a video back into the page, so that what lies over it can be seen. */
export function leaveFullscreen(video: HTMLVideoElement & AppleVideo, host: Element): void {
  const outer = document.fullscreenElement;
  if (outer !== null && (outer === host || host.contains(outer)))
    void document.exitFullscreen().catch(() => {});
  if (video.webkitDisplayingFullscreen) video.webkitExitFullscreen?.();
  const floating = host.shadowRoot?.pictureInPictureElement ?? document.pictureInPictureElement;
  if (floating === video || floating === host) void document.exitPictureInPicture().catch(() => {});
}
