import type { Action, DenyReason } from "@sluice/policy";
import type { MediaServerKind, MediaServerSettings } from "../declarations/media-server.ts";
import type { OpenServerApi } from "./server-api.ts";

/** A call as it arrived, its caller proven. Nothing in it is trusted any further than the server that made it. */
export interface HookCall {
  readonly method: string;
  /** Path segments behind the secret, decoded: `["on_play"]`; empty for most servers. */
  readonly rest: readonly string[];
  /** Of the hook's own address, without the `?`. */
  readonly query: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** At most 64 KiB. */
  readonly body: Buffer;
  readonly server: MediaServerSettings;
  readonly nowMilliseconds: number;
}

/** May this client publish or play? */
export interface OpenEvent {
  readonly event: "open";
  readonly action: Action;
  /** The application as the server names it; undefined: the first segment of a deeper path, else the server's own. */
  readonly application?: string | undefined;
  /** The stream's path as the server names it, without token, suffix and leading slash: `cam1`, `live/cam1`. */
  readonly stream: string;
  /** True when the server itself calls the stream by a name that holds a token, unless the answer gives it `stream`. */
  readonly isNamedWithToken?: boolean | undefined;
  /** The first token found, in the order of the server's carriers; undefined: the client sent none. */
  readonly token: string | undefined;
  /** True when the text may end where its carrier cuts. */
  readonly mayBeCut?: boolean | undefined;
  readonly client: {
    /** As the server saw it; undefined where the server lets clients write it. */
    readonly ip: string | undefined;
    readonly userAgent: string | undefined;
  };
  /** Lower case: `rtmp`, `srt`, `rtsp`, `webrtc`, `hls` …; empty when the server does not say. */
  readonly protocol: string;
  /** What the server calls the connection or session; undefined: it has none (yet). */
  readonly connectionId: string | undefined;
  /** True for protocols that ask more than once before media flows (RTSP, WHEP, HLS). Default false. */
  readonly asksAgain?: boolean | undefined;
  /** True for a question that begins nothing (a page, OPTIONS): it is answered, and spends nothing. */
  readonly isProbe?: boolean | undefined;
  /** True for a server that asks for each resource and has no session (MediaMTX's HLS before 1.18). */
  readonly isEachResource?: boolean | undefined;
}

/** May this connection go on? Asked by the server in intervals; `open` says what it carries, should it not be known. */
export interface AgainEvent {
  readonly event: "again";
  readonly connectionId: string;
  /** A number that grows while media flows; undefined: the server tells none. */
  readonly progress?: number | undefined;
  readonly open: OpenEvent;
}

/** A connection, or what it carried, is over. */
export interface CloseEvent {
  readonly event: "close";
  /** Undefined: the server names no connection; then whichever carries `stream` in this direction. */
  readonly connectionId: string | undefined;
  /** Undefined: whatever the connection carries. */
  readonly action?: Action | undefined;
  /** With `application` as in OpenEvent; undefined: any. */
  readonly stream?: string | undefined;
  readonly application?: string | undefined;
  /** Media bytes of the connection in both directions, when the server tells. */
  readonly bytes?: number | undefined;
}

/** Who asks to use the server's own API (MediaMTX asks us about that, too). */
export interface ManageEvent {
  readonly event: "manage";
  readonly username: string;
  readonly password: string;
}

/** What a call says. */
export type HookEvent =
  | OpenEvent
  | AgainEvent
  | CloseEvent
  | ManageEvent
  /** Nothing to decide: answered in the server's form of success. */
  | { readonly event: "notice" }
  /** Not in this server's form; `problem` names the field, never its value. Refused in the server's own form. */
  | { readonly event: "malformed"; readonly problem: string };

/** What became of a call. */
export type HookOutcome =
  | {
      readonly outcome: "allowed";
      /** For servers that cut sessions by themselves: milliseconds from now; undefined: no limit. */
      readonly lifetimeMilliseconds?: number | undefined;
      /** The session that was made or goes on. */
      readonly sessionId?: string | undefined;
      /** True when the session was there before. */
      readonly isContinued?: boolean | undefined;
    }
  /** A notification was taken, whatever it was about. */
  | { readonly outcome: "noted" }
  | {
      readonly outcome: "refused";
      readonly reason: DenyReason;
      readonly ref: string;
      /** Plain words, for the server's own log. Holds no credential. */
      readonly title: string;
    };

/** One HTTP answer, exactly as it goes out. */
export interface HookAnswer {
  readonly status: number;
  /** Default: none. */
  readonly contentType?: string | undefined;
  /** Default: empty. */
  readonly body?: string | undefined;
  /** The header `Location`; default: none. */
  readonly location?: string | undefined;
}

/** A media server that asks Sluice. Pure: parses its calls, renders answers in its dialect. */
export interface MediaServerHook {
  readonly kind: MediaServerKind;
  /**
   * For servers that sign (OvenMediaEngine): whether one of the server's secrets has signed the raw body, and lately. The door
   * itself remembers what it has taken within the window, so that no body counts twice. Undefined: the secret in the hook's
   * address proves the caller.
   */
  readonly judgeSignature?: ((call: HookCall) => "ok" | "caller-unknown" | "call-replayed") | undefined;
  /** How long a refused caller's protocol waits for us: no answer takes longer. Milliseconds, default 300. */
  readonly patienceMilliseconds?: number | undefined;
  /**
   * How often the server asks again about each connection by itself, seconds; a connection that has asked once and then is
   * silent for three times as long is gone. Undefined: it never does, or nobody knows how often.
   */
  readonly asksAgainSeconds?: number | undefined;
  /**
   * True when `parse` tells the address of the client's socket, which no client can write, where the server's settings say
   * that its other words about addresses are not believed. Default false: then no address of that server is.
   */
  readonly knowsSocketAddress?: boolean | undefined;
  /** False for a server that never says that a connection is over: only its own list tells. Default true. */
  readonly tellsEnds?: boolean | undefined;
  /**
   * True for a server whose connections go on with their first stream, whatever they ask for later: asking for another one
   * over the same connection is refused. Default false.
   */
  readonly keepsFirstStream?: boolean | undefined;
  /** True when the server cuts what outlives the answer's lifetime and then asks anew. Default false. */
  readonly cutsByLifetime?: boolean | undefined;
  readonly parse: (call: HookCall) => HookEvent;
  /** `event` is what `parse` said of the call that is answered. Never throws. */
  readonly render: (outcome: HookOutcome, event: HookEvent) => HookAnswer;
  /** Opens the server's own API, by which clients are listed and kicked; undefined: it has none. */
  readonly openApi?: OpenServerApi | undefined;
}
