/** One picture size of the demo clip. Lengths are pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Frames per second of every rendition. */
export const FRAME_RATE = 25;

const DESIGN_HEIGHT = 360;
const SANS = "font='DejaVu Sans'";
const COLOURS = {
  clock: "0xf2fbfa",
  title: "0x9fe3dc",
  note: "0x7fb8b3",
  track: "0x16474b",
  bar: "0x4fd1c5",
};

/** The frame number as `mm:ss.hh`: a viewer, or a test with eyes, can read at which frame playback stands. */
const CLOCK = [
  String.raw`%{eif\:trunc(n/${60 * FRAME_RATE})\:d\:2}`,
  String.raw`\:%{eif\:mod(trunc(n/${FRAME_RATE})\,60)\:d\:2}`,
  String.raw`.%{eif\:mod(n\,${FRAME_RATE})*${100 / FRAME_RATE}\:d\:2}`,
].join("");

/**
 * The clip's picture as an ffmpeg filter graph with the output `[v]`: a running clock, the words "Sluice demo", the
 * rendition's size, a dot that blinks with the beep of each second and a bar that fills once in `durationSeconds`.
 * Flat and still on purpose: it costs about 50 kbit/s at 360 lines.
 */
export function pictureGraph(size: PictureSize, durationSeconds: number): string {
  return [
    ...background(size),
    ...progressBar(size, durationSeconds),
    `[scene]${texts(size).join(",")}[v]`,
  ].join(";");
}

function background({ width, height }: PictureSize): string[] {
  const teal = "geq=lum='30+24*(1-Y/H)':cb='130+6*(1-Y/H)':cr='120-12*(1-Y/H)'";
  const source = `color=black:s=${width}x${height}:r=${FRAME_RATE}:d=0.04`;
  // Drawn once and repeated: geq is slow, and a still background costs no bits.
  return [`${source},format=yuv444p,${teal},loop=-1:1,setpts=N/${FRAME_RATE}/TB,format=yuv420p[background]`];
}

function progressBar({ width, height }: PictureSize, durationSeconds: number): string[] {
  const px = scaleTo(height);
  const strip = `s=${width - 2 * px(60)}x${px(6)}:r=${FRAME_RATE}`;
  const frames = durationSeconds * FRAME_RATE;
  return [
    `color=${COLOURS.track}:${strip}[track]`,
    `color=${COLOURS.bar}:${strip}[fill]`,
    `[track][fill]overlay=x='-w+w*(n+1)/${frames}':y=0:eval=frame[progress]`,
    `[background][progress]overlay=x=${px(60)}:y=${px(254)}[scene]`,
  ];
}

function texts({ width, height }: PictureSize): string[] {
  const px = scaleTo(height);
  const right = `x=w-tw-${px(60)}`;
  const blink = `enable='lt(mod(n,${FRAME_RATE}),4)'`;
  return [
    `drawtext=${SANS}:text='${CLOCK}':fontsize=${px(84)}:fontcolor=${COLOURS.clock}:x=(w-tw)/2:y=${px(138)}`,
    `drawtext=${SANS}:text='Sluice demo':fontsize=${px(24)}:fontcolor=${COLOURS.title}:x=${px(60)}:y=${px(60)}`,
    `drawtext=${SANS}:text='${width}×${height}':fontsize=${px(18)}:fontcolor=${COLOURS.note}:${right}:y=${px(64)}`,
    `drawtext=${SANS}:text='●':fontsize=${px(20)}:fontcolor=${COLOURS.bar}:${right}:y=${px(282)}:${blink}`,
  ];
}

function scaleTo(height: number): (designPixels: number) => number {
  return designPixels => Math.round((designPixels * height) / DESIGN_HEIGHT);
}
