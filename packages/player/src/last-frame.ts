/**
 * Copies the frame on show to a canvas and empties nothing: the caller may then take the video's source away and
 * still show, dimmed, where the viewer was. False when there is no frame.
 */
export function keepLastFrame(video: HTMLVideoElement, canvas: HTMLCanvasElement): boolean {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return false;
  canvas.width = videoWidth;
  canvas.height = videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  return true;
}
