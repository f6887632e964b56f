import type { EngineTrouble } from "../engine.ts";
import { type Resource, resourceOf } from "./resource-of.ts";
import { sdpFragment } from "./sdp-fragment.ts";

/** What a connection is made with. */
export interface WhepTask {
  readonly url: string;
  readonly token: string | undefined;
  /** From now until media comes. */
  readonly startTimeoutMs: number;
}

/** A connection to a WHEP endpoint. */
export interface WhepConnection {
  readonly peer: RTCPeerConnection;
  /** Media that has begun, or why there is none. */
  readonly started: Promise<{ readonly stream: MediaStream } | { readonly trouble: EngineTrouble }>;
  /** Ends it here and, by DELETE, at the server. May be called twice. */
  close(): void;
}

/** Candidates that take longer than this follow by PATCH. */
const GATHER_MS = 300;

/** Offers to receive one picture and one sound, and takes the server's answer. */
export function connectWhep(task: WhepTask): WhepConnection {
  const peer = new RTCPeerConnection();
  const stream = new MediaStream();
  const late: RTCIceCandidate[] = [];
  let resource: Resource | undefined;
  let isClosed = false;
  const media = new Promise<void>(resolve => {
    peer.addEventListener("track", ({ track }) => {
      stream.addTrack(track);
      track.addEventListener("unmute", () => resolve(), { once: true });
    });
  });
  const remove = () => {
    if (resource !== undefined) void send(resource.url, "DELETE", resource.token).catch(() => {});
    resource = undefined;
  };
  const trickle = () => {
    if (resource === undefined || late.length === 0) return;
    const body = sdpFragment(peer.localDescription?.sdp ?? "", late.splice(0));
    const fragment = { type: "application/trickle-ice-sdpfrag", body };
    void send(resource.url, "PATCH", resource.token, fragment).catch(() => {});
  };
  const begin = async (): Promise<EngineTrouble | undefined> => {
    await offer(peer, candidate => {
      late.push(candidate);
      trickle();
    });
    late.length = 0;
    const sdp = { type: "application/sdp", body: peer.localDescription?.sdp ?? "" };
    const reply = await send(task.url, "POST", task.token, sdp);
    const text = await reply.text();
    if (reply.status !== 201) return { kind: "status", status: reply.status, body: text };
    const endpoint = { url: new URL(task.url, document.baseURI).href, token: task.token };
    resource = resourceOf(endpoint, reply.headers.get("location"), reply.url);
    if (isClosed) {
      remove();
      return { kind: "network" };
    }
    await peer.setRemoteDescription({ type: "answer", sdp: text });
    trickle();
    return undefined;
  };
  const close = () => {
    isClosed = true;
    peer.close();
    remove();
  };
  return { peer, started: start(begin, media, { stream, startTimeoutMs: task.startTimeoutMs }), close };
}

async function start(
  begin: () => Promise<EngineTrouble | undefined>,
  media: Promise<void>,
  { stream, startTimeoutMs }: { readonly stream: MediaStream; readonly startTimeoutMs: number },
): Promise<{ readonly stream: MediaStream } | { readonly trouble: EngineTrouble }> {
  const inTime = AbortSignal.timeout(startTimeoutMs);
  try {
    const trouble = await begin();
    if (trouble !== undefined) return { trouble };
    // A line on which no media comes is one that this network does not let through.
    const isThere = await Promise.race([media.then(() => true), aborted(inTime)]);
    return isThere ? { stream } : { trouble: { kind: "media" } };
  } catch (error) {
    // A server that is not reached is the network; an answer that the browser does not take is the media.
    return { trouble: { kind: error instanceof TypeError ? "network" : "media" } };
  }
}

function aborted(signal: AbortSignal): Promise<false> {
  return new Promise(resolve => signal.addEventListener("abort", () => resolve(false), { once: true }));
}

/** Waits a moment for candidates, so that most servers need no PATCH. */
async function offer(
  peer: RTCPeerConnection,
  onCandidate: (candidate: RTCIceCandidate) => void,
): Promise<void> {
  for (const kind of ["video", "audio"]) peer.addTransceiver(kind, { direction: "recvonly" });
  const gathered = new Promise<void>(resolve => {
    peer.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate === null) resolve();
      else onCandidate(candidate);
    });
    setTimeout(resolve, GATHER_MS);
  });
  await peer.setLocalDescription(await peer.createOffer());
  await gathered;
}

function send(
  url: string,
  method: string,
  token: string | undefined,
  content?: { readonly type: string; readonly body: string },
): Promise<Response> {
  return fetch(url, {
    method,
    keepalive: method === "DELETE",
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(content === undefined ? {} : { "content-type": content.type }),
    },
    ...(content === undefined ? {} : { body: content.body }),
  });
}
