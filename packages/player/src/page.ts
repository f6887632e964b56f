import { readAddress } from "./address-bar.ts";
import { sluice } from "./player.ts";
import type { PlayerOptions } from "./player-options.ts";
import { type Refusal, readRefusal } from "./refusal.ts";
import { isRetryable } from "./retryable.ts";
import { formats as allFormats, type Format } from "./session.ts";
import { Stage } from "./stage.ts";

/** What a Sluice page tells its script, as JSON in `#sluice-page`. */
export interface PageConfig {
  /** Empty on a page that only explains a refusal. */
  readonly stream: string;
  readonly title: string;
  /** Undefined: whatever the server finds; a page that was refused does not know. */
  readonly format: Format | undefined;
  /** What the stream has; undefined = the page does not say. */
  readonly formats: readonly Format[] | undefined;
  readonly playOrder: readonly string[] | undefined;
  readonly playRates: readonly number[] | undefined;
  /** Exact origins of pages that may frame it and bring new tokens. */
  readonly tokenOrigins: readonly string[] | undefined;
  /** Set when the server did not accept the page's token. */
  readonly refusal: Refusal | undefined;
  readonly needsClick: boolean;
  readonly autoplay: boolean;
  readonly muted: boolean;
  readonly loop: boolean;
  readonly ticket: string | undefined;
}

/** The server asks for a click only where a view is counted. */
const COUNTED = "Your link is used when you press play.";

/** Reads the JSON of a page. Undefined when it is none. */
export function parsePageConfig(text: string): PageConfig | undefined {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null) return undefined;
  const { stream, title, format, formats, refusal, needsClick, ticket, ...page } = value as Record<
    string,
    unknown
  >;
  if (typeof stream !== "string") return undefined;
  return {
    stream,
    title: typeof title === "string" ? title : stream,
    format: allFormats.find(known => known === format),
    formats: listOf(formats, (item): item is Format => allFormats.some(known => known === item)),
    playOrder: listOf(page["playOrder"], item => typeof item === "string"),
    playRates: listOf(page["playRates"], item => typeof item === "number"),
    tokenOrigins: listOf(page["tokenOrigins"], item => typeof item === "string"),
    refusal: readRefusal(refusal, undefined),
    needsClick: needsClick !== false,
    autoplay: page["autoplay"] === true,
    muted: page["muted"] === true,
    loop: page["loop"] === true,
    ticket: typeof ticket === "string" ? ticket : undefined,
  };
}

function listOf<Item>(value: unknown, isItem: (item: unknown) => item is Item): readonly Item[] | undefined {
  return Array.isArray(value) ? value.filter(isItem) : undefined;
}

/**
 * Starts the player of a Sluice page: takes the token out of the address bar first, then plays into `#player`.
 * Does nothing on any other page.
 */
export function startPage(): void {
  const json = document.getElementById("sluice-page")?.textContent;
  const config = json ? parsePageConfig(json) : undefined;
  const host = document.getElementById("player");
  if (config === undefined || host === null) return;
  const { token, engine, cleaned } = readAddress(location.href);
  if (token !== undefined) history.replaceState(history.state, "", cleaned);
  if (config.stream === "") explain(host, config);
  else sluice(host, { ...pageOptions(config, withoutHash(cleaned)), playback_token: token, engine });
}

/** What a page shows stands in the path, or in the query (`play.html?id=…`); F5 keeps both. */
function withoutHash(address: string): string {
  return address.replace(/#.*$/, "");
}

/**
 * How a page plays. A refused page did not see this tab's token, so it cannot know whether a click is due; then one
 * is. The memory goes by the address, for a refused page may not know the stream by the same name.
 */
export function pageOptions(config: PageConfig, address: string): PlayerOptions {
  return {
    ...config,
    needsClick: config.needsClick || (config.refusal !== undefined && !config.autoplay),
    hint: config.needsClick ? COUNTED : undefined,
    memoryKey: address,
  };
}

/** A page without a stream has nothing to play, so trying again means loading it again. */
function explain(host: HTMLElement, { title, refusal }: PageConfig): void {
  if (refusal === undefined) return;
  const retry = isRetryable(refusal) ? () => location.reload() : undefined;
  new Stage(host, { title, playRates: [], captions: [] }).showRefusal(refusal, retry);
}
