/** Where watermarks stand: `layer` holds them and lies over `video`, both in `frame`. */
export interface Scene {
  readonly frame: HTMLElement;
  readonly video: HTMLVideoElement;
  readonly layer: HTMLElement;
}
