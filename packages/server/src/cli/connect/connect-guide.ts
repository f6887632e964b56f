import type { MediaServerKind } from "../../declarations/media-server.ts";
import type { WebEdgeKind } from "../../declarations/web-edge.ts";

/** What is filled into a configuration. */
export interface Filled {
  /** Where the server reaches Sluice, without a slash at its end: `http://127.0.0.1:8080`. */
  readonly base: string;
  /** The same without its scheme: `127.0.0.1:8080`. */
  readonly host: string;
  /** The hook's secret; edges have none. */
  readonly secret: string;
}

/** How one server is made to ask Sluice. */
export interface ConnectGuide {
  readonly kind: MediaServerKind | WebEdgeKind;
  /** As people call it: `MediaMTX`. */
  readonly title: string;
  /** Where the configuration goes: `mediamtx.yml`. */
  readonly place: string;
  /** The configuration to paste, the same as on the server's page of docs/, without a line break at its end. */
  readonly configuration: (filled: Filled) => string;
  /**
   * What gives Sluice the server's own API, by which it is cut what is withdrawn: the block of sluice.yaml, as on the server's page.
   * Undefined: it has none, or needs none.
   */
  readonly api?: string;
  /** What makes it ask, as a sentence. */
  readonly nextStep: string;
  /** True where the server cannot ask by HTTPS. Default false. */
  readonly isPlainHttpOnly?: boolean;
  /** The server's page, from the project's folder. */
  readonly page: string;
}
