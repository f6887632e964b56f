/** Where watermarks stand: `layer` holds them and lies over `video`, both in `frame`. */
export interface Scene {
  readonly frame: HTMLElement;
  readonly video: HTMLVideoElement;
  readonly layer: HTMLElement;
  /** The parts of the player that the frame held before: controls, screens, captions. */
  readonly own: ReadonlySet<Element>;
}
