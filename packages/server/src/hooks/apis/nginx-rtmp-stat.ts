import { createPauses } from "../../lib/in-pieces.ts";
import { MOST_CLIENTS } from "./read-reply.ts";
import { ServerApiProblem } from "./server-api-problem.ts";

/** A client in `/stat`. */
export interface StatClient {
  readonly id: string;
  readonly address: string;
  readonly flashver: string | undefined;
  readonly timestamp: number | undefined;
  /** Milliseconds since it connected. */
  readonly time: number | undefined;
  readonly isPublishing: boolean;
}

/** A stream in `/stat`. */
export interface StatStream {
  /** Which `server { }` of the configuration, from 0. */
  readonly server: number;
  readonly application: string;
  /** As it was typed. */
  readonly name: string;
  /** Of every publisher that it has had. */
  readonly bytesIn: number | undefined;
  /** Milliseconds since it is there. */
  readonly time: number | undefined;
  readonly isPublishing: boolean;
  readonly clients: readonly StatClient[];
}

/** What nests in `/stat` (ngx_rtmp_stat_module.c of 1.2.2), by parent; everything else is read past. */
const DEEPEST = 12;
const TOKEN = /<(?:\?[^>]*\?|(\/?)([a-z_]+)(\/?))>|([^<]+)/gy;

/**
 * Reads nginx-rtmp's `/stat` in linear time: elements without attributes, texts with the four entities that nginx writes,
 * and nothing else (no comments, CDATA, DOCTYPE). Throws ServerApiProblem for any other text, a cut one included.
 */
export async function readStat(document: string): Promise<readonly StatStream[]> {
  const reader = new StatReader();
  const pauses = createPauses();
  TOKEN.lastIndex = 0;
  for (let at = 0; at < document.length; ) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(document);
    if (token === null) throw notStat();
    at = TOKEN.lastIndex;
    const [, closing, name, isEmpty, text] = token;
    if (text !== undefined) reader.text(text);
    else if (name !== undefined && closing === "/") reader.close(name);
    else if (name !== undefined) reader.open(name, isEmpty === "/");
    if (pauses.isDue()) await pauses.take();
  }
  return reader.end();
}

type Fields = Map<string, string>;

/** Lives for one document. */
class StatReader {
  readonly #open: string[] = [];
  readonly #streams: StatStream[] = [];
  #hasRoot = false;
  #server = -1;
  #clients = 0;
  #application: Fields = new Map();
  #stream: Fields = new Map();
  #client: Fields = new Map();
  #ofStream: StatClient[] = [];

  open(name: string, isEmpty: boolean): void {
    if (this.#open.length === 0) {
      if (name !== "rtmp" || this.#hasRoot) throw notStat();
      this.#hasRoot = true;
    }
    if (name === "server") this.#server += 1;
    if (name === "application") this.#application = new Map();
    if (name === "stream") [this.#stream, this.#ofStream] = [new Map(), []];
    if (name === "client") this.#client = new Map();
    if (isEmpty) this.#fields()?.set(name, "");
    else this.#open.push(name);
    if (this.#open.length > DEEPEST) throw notStat();
  }

  text(text: string): void {
    const name = this.#open.at(-1);
    if (name === undefined && text.trim() !== "") throw notStat();
    const fields = this.#fields(1);
    if (name !== undefined && text.trim() !== "") fields?.set(name, decode(text));
  }

  close(name: string): void {
    if (this.#open.pop() !== name) throw notStat();
    if (name === "client") this.#endClient();
    if (name === "stream") this.#endStream();
  }

  end(): readonly StatStream[] {
    if (!this.#hasRoot || this.#open.length > 0) throw notStat();
    return this.#streams;
  }

  /** The fields of the element that is open `above` the innermost one, when it is one that is read. */
  #fields(above = 0): Fields | undefined {
    const name = this.#open.at(-1 - above);
    if (name === "application") return this.#application;
    if (name === "stream") return this.#stream;
    return name === "client" ? this.#client : undefined;
  }

  #endClient(): void {
    const id = this.#client.get("id");
    if (id === undefined || !/^\d{1,20}$/.test(id)) throw notStat();
    this.#clients += 1;
    if (this.#clients > MOST_CLIENTS) throw new ServerApiProblem("its list is longer than 100,000");
    this.#ofStream.push({
      id,
      address: this.#client.get("address") ?? "",
      flashver: this.#client.get("flashver"),
      timestamp: countOf(this.#client.get("timestamp")),
      time: countOf(this.#client.get("time")),
      isPublishing: this.#client.has("publishing"),
    });
  }

  #endStream(): void {
    this.#streams.push({
      server: this.#server,
      application: this.#application.get("name") ?? "",
      name: this.#stream.get("name") ?? "",
      bytesIn: countOf(this.#stream.get("bytes_in")),
      time: countOf(this.#stream.get("time")),
      isPublishing: this.#stream.has("publishing"),
      clients: this.#ofStream,
    });
  }
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
]);

/** ngx_escape_html. */
function decode(text: string): string {
  return text.replace(/&[^;]{0,8};?/g, entity => {
    const character = ENTITIES.get(entity);
    if (character === undefined) throw notStat();
    return character;
  });
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function notStat(): ServerApiProblem {
  return new ServerApiProblem("its answer is not in the form of /stat");
}
