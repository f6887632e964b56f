import type { Action } from "@sluice/policy";
import type { ClientProtocol } from "../media-server.ts";

/** A stream that somebody is to publish or play, and the token for it. */
export interface AddressedStream {
  readonly action: Action;
  readonly application: string;
  /** Without the application; with slashes only for registered streams: `cam1`, `studio/cam1`. */
  readonly stream: string;
  /** Of letters, digits, `_`, `-`, `.` and `~`: it means nothing to any server, and needs no encoding. */
  readonly token: string;
  /** The application of streams that the server names with one segment. */
  readonly ownApplication: string;
}

/**
 * The address of a stream at a server: `base` is the configured one, without a slash at its end. Undefined where the server
 * has none for that action, cannot name the stream, or would cut the token.
 */
export type AddressForm = (base: string, asked: AddressedStream) => string | undefined;

/** The protocols of a kind of server whose addresses take a token. */
export type AddressForms = Readonly<Partial<Record<ClientProtocol, AddressForm>>>;

/** The form that every server with RTMP or RTSP has: `rtmp://media.example/live/cam1?token=T`. */
export const plainAddress: AddressForm = (base, { application, stream, token }) =>
  `${base}/${application}/${stream}?token=${token}`;

/** The same for streams whose name is one segment, as these servers know no others. */
export function ofOneSegment(form: AddressForm): AddressForm {
  return (base, asked) => (asked.stream.includes("/") ? undefined : form(base, asked));
}

/** The same for publishers alone: of players the server does not ask, or not there. */
export function toPublish(form: AddressForm): AddressForm {
  return (base, asked) => (asked.action === "publish" ? form(base, asked) : undefined);
}

/** The same for players alone. */
export function toPlay(form: AddressForm): AddressForm {
  return (base, asked) => (asked.action === "play" ? form(base, asked) : undefined);
}
