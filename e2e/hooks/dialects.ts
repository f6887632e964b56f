import type { RawAnswer } from "./raw-http.ts";
import type { SequenceCall } from "./read-sequences.ts";

/** What a client does at a media server, before any of them has put it into words. */
export interface Doing {
  readonly action: "publish" | "play";
  /** The stream's name within `application`. */
  readonly stream: string;
  /** Default `live`. */
  readonly application?: string;
  readonly token: string;
  /** A number for the connection. */
  readonly id: string;
  /** What the server sees as the client's address. */
  readonly ip: string;
  /** What the client typed besides, by its own names. */
  readonly typed?: Readonly<Record<string, string>>;
}

/** One kind of media server: how it asks, how it says that something ended, and what it takes for a yes. */
export interface Dialect {
  readonly kind: string;
  /** What it is that its address holds; `signature`: nothing, since it signs. */
  readonly proof: "path" | "signature";
  /** Whether it tells clients' addresses that clients cannot write. */
  readonly tellsAddress: boolean;
  ask(doing: Doing): SequenceCall;
  /** Undefined: its hook says nothing of ends. */
  readonly end?: ((doing: Doing) => SequenceCall) | undefined;
  isYes(answer: RawAnswer): boolean;
}

const FORM = { "Content-Type": "application/x-www-form-urlencoded", Connection: "close" };
const JSON_TYPE = { "Content-Type": "application/json", Connection: "close" };
const HOST = { Host: "sluice.example" };

function queryOf({ token, typed = {} }: Doing): string {
  return Object.entries({ token, ...typed })
    .map(pair => pair.join("="))
    .join("&");
}

/** What the client typed, and what it typed before its token: of two like fields either may count. */
function pairsOf({ token, typed = {} }: Doing): readonly string[] {
  const pairs = Object.entries(typed).map(pair => pair.join("="));
  return [...pairs, `token=${token}`, ...pairs];
}

function is2xx({ status }: RawAnswer): boolean {
  return status >= 200 && status < 300;
}

/** Whether the body is JSON in which `name` is exactly this. */
function says(answer: RawAnswer, name: string, value: unknown): boolean {
  try {
    return JSON.parse(answer.body)[name] === value;
  } catch {
    return false;
  }
}

const nginxRtmp: Dialect = {
  kind: "nginx-rtmp",
  proof: "path",
  tellsAddress: true,
  ask: doing => ({ version: "1.0", headers: { ...HOST, ...FORM }, form: nginxFields(doing, doing.action) }),
  end: doing => ({
    version: "1.0",
    headers: { ...HOST, ...FORM },
    form: nginxFields(doing, `${doing.action}_done`),
  }),
  // It looks at the first digit alone.
  isYes: ({ status }) => status >= 200 && status < 400,
};

function nginxFields(doing: Doing, call: string): readonly string[] {
  const { application = "live", ip, id, stream } = doing;
  const own = call === "play" ? ["start=4294965296", "duration=0", "reset=0"] : ["type=live"];
  return [
    `app=${application}`,
    "flashver=FMLE/3.0",
    "swfurl=",
    `tcurl=rtmp://media.example/${application}`,
    "pageurl=",
    `addr=${ip}`,
    `clientid=${id}`,
    `call=${call}`,
    `name=${stream}`,
    ...(call.endsWith("_done") ? [] : own),
    ...pairsOf(doing),
  ];
}

const nodeMediaServer: Dialect = {
  kind: "node-media-server",
  proof: "path",
  tellsAddress: true,
  ask: doing => nodeCall(doing, doing.action === "publish" ? "prePublish" : "prePlay"),
  end: doing => nodeCall(doing, doing.action === "publish" ? "donePublish" : "donePlay"),
  isYes: ({ status }) => status === 200,
};

function nodeCall(
  { stream, application = "live", token, id, ip, typed = {} }: Doing,
  action: string,
): SequenceCall {
  const headers = { ...HOST, "Content-Type": "text/plain;charset=UTF-8", Connection: "close" };
  const query = { ...typed, token };
  const of = { id: `nms${id}`, ip: `${ip}:50001`, app: application, name: stream, query, protocol: "rtmp" };
  return {
    headers,
    json: { ...of, createtime: 1, endtime: 0, inbytes: 1, outbytes: 0, filePath: "", action },
  };
}

const zlmediakit: Dialect = {
  kind: "zlmediakit",
  proof: "path",
  tellsAddress: true,
  ask: doing => zlmCall(doing, `on_${doing.action}`),
  end: doing => zlmCall(doing, "on_flow_report"),
  isYes: answer => answer.status === 200 && says(answer, "code", 0),
};

function zlmCall(doing: Doing, hook: string): SequenceCall {
  const { stream, application = "live", id, ip } = doing;
  const of = { app: application, stream, id: `zlm-${id}`, ip, port: 50001, schema: "rtmp", protocol: "rtmp" };
  const origin = hook === "on_publish" ? { originType: 1, originTypeStr: "rtmp_push" } : {};
  const flow =
    hook === "on_flow_report" ? { totalBytes: 1, duration: 1, player: doing.action === "play" } : {};
  const json = { ...of, params: queryOf(doing), vhost: "__defaultVhost__", ...origin, ...flow };
  return { rest: [hook], headers: { ...HOST, ...JSON_TYPE }, json };
}

const antmedia: Dialect = {
  kind: "antmedia",
  proof: "path",
  tellsAddress: false,
  ask: doing => antCall(doing),
  end({ stream, application = "live" }) {
    const json = { app: application, action: "liveStreamEnded", id: stream, timestamp: "1" };
    return { rest: ["listener"], headers: { ...HOST, ...JSON_TYPE }, json };
  },
  isYes: ({ status }) => status === 200,
};

function antCall({ action, stream, application = "live", token, typed = {} }: Doing): SequenceCall {
  const map = Object.entries({ ...typed, token }).map(pair => pair.join("="));
  const mode = action === "play" ? "play" : "live";
  const json = {
    appName: application,
    name: stream,
    streamId: stream,
    mode,
    token,
    queryParams: `{${map.join(", ")}}`,
  };
  return { rest: [action === "play" ? "on_play" : "on_publish"], headers: { ...HOST, ...JSON_TYPE }, json };
}

const bintu: Dialect = {
  kind: "bintu",
  proof: "path",
  tellsAddress: true,
  ask: doing => ({ headers: { ...HOST, ...FORM }, form: bintuFields(doing, doing.action) }),
  end: doing => ({
    headers: { ...HOST, ...FORM },
    form: [...bintuFields(doing, `${doing.action}_done`), "bytes_in=1", "bytes_out=1"],
  }),
  isYes: ({ status }) => status === 200,
};

function bintuFields(doing: Doing, call: string): readonly string[] {
  const own = [`call=${call}`, `name=${doing.stream}`, "type=live", "app=live"];
  return [...pairsOf(doing), ...own, `addr=${doing.ip}`, `clientid=${doing.id}`];
}

const mediamtx: Dialect = {
  kind: "mediamtx",
  proof: "path",
  tellsAddress: true,
  ask(doing) {
    const { action, stream, application = "live", token, id, ip } = doing;
    const of = { ip, user: "", password: "", token, action: action === "play" ? "read" : "publish" };
    const where = {
      path: `${application}/${stream}`,
      protocol: "rtmp",
      id: `mtx-${id}`,
      query: queryOf(doing),
    };
    return { headers: { ...HOST, ...JSON_TYPE }, json: { ...of, ...where, userAgent: "Lavf" } };
  },
  isYes: is2xx,
};

const srs: Dialect = {
  kind: "srs",
  proof: "path",
  // What its HTTP side tells is not believed, and its RTMP side speaks the same words.
  tellsAddress: false,
  ask: doing => srsCall(doing, `on_${doing.action}`),
  end: doing => srsCall(doing, doing.action === "publish" ? "on_unpublish" : "on_stop"),
  isYes: answer => answer.status === 200 && says(answer, "code", 0),
};

function srsCall(doing: Doing, action: string): SequenceCall {
  const { stream, application = "live", id, ip } = doing;
  const of = { server_id: "vid-1", action, client_id: `srs${id}`, ip, vhost: "__defaultVhost__" };
  const tcUrl = `rtmp://media.example/${application}`;
  const json = { ...of, app: application, tcUrl, stream, param: `?${queryOf(doing)}` };
  return { headers: { ...HOST, ...JSON_TYPE }, json };
}

const ome: Dialect = {
  kind: "ome",
  proof: "signature",
  tellsAddress: true,
  ask: doing => omeCall(doing, "opening"),
  end: doing => omeCall(doing, "closing"),
  isYes: answer => answer.status === 200 && says(answer, "allowed", true),
};

function omeCall(doing: Doing, status: string): SequenceCall {
  const { action, stream, application = "live", ip, id } = doing;
  const url = `rtmp://media.example:1935/${application}/${stream}?${queryOf(doing)}`;
  const direction = action === "publish" ? "incoming" : "outgoing";
  const client = { address: ip, port: Number(id) % 60_000, user_agent: "OBS" };
  const request = { direction, protocol: "RTMP", status, url, time: new Date().toISOString() };
  return { isSigned: true, headers: { ...HOST, ...JSON_TYPE }, json: { client, request } };
}

/** Every kind of media server that is answered. */
export const dialects: readonly Dialect[] = [
  nginxRtmp,
  nodeMediaServer,
  zlmediakit,
  antmedia,
  bintu,
  mediamtx,
  srs,
  ome,
];
