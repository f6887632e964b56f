import { sluice } from "./player.ts";
import type { PlayerController, PlayerOptions } from "./player-options.ts";
import { formats } from "./session.ts";

/** Attributes whose change starts the player anew; `token` alone only renews what plays. */
const STARTING = ["stream", "src", "server", "format", "engine", "play-order", "play-rates", "name"];

/**
 * Defines `<sluice-player stream="demo/clip" token="…">`: the player as an element, with attributes for what a page
 * writes and properties for what it hands over (`onTokenExpiring`, `captions`, `annotations`, `tokenOrigins`).
 */
export function definePlayerElement(): void {
  if (customElements.get("sluice-player") !== undefined) return;
  customElements.define(
    "sluice-player",
    class SluicePlayer extends HTMLElement {
      static readonly observedAttributes = [...STARTING, "token"];
      onTokenExpiring: PlayerOptions["onTokenExpiring"];
      captions: PlayerOptions["captions"];
      annotations: PlayerOptions["annotations"];
      tokenOrigins: PlayerOptions["tokenOrigins"];
      #controller: PlayerController | undefined;
      #isDue = false;

      get controller(): PlayerController | undefined {
        return this.#controller;
      }

      get token(): string | null {
        return this.getAttribute("token");
      }

      set token(token: string | null) {
        if (token === null) this.removeAttribute("token");
        else this.setAttribute("token", token);
      }

      connectedCallback(): void {
        this.#startSoon();
      }

      disconnectedCallback(): void {
        this.#controller?.destroy();
        this.#controller = undefined;
      }

      attributeChangedCallback(name: string, before: string | null, now: string | null): void {
        if (before === now || !this.isConnected) return;
        if (name !== "token" || this.#controller === undefined) this.#startSoon();
        else if (now !== null) void this.#controller.renew(now);
      }

      /** After the page has set what it sets in one go. */
      #startSoon(): void {
        if (this.#isDue) return;
        this.#isDue = true;
        queueMicrotask(() => {
          this.#isDue = false;
          this.#controller?.destroy();
          this.#controller = undefined;
          const isNamed = this.hasAttribute("stream") || this.hasAttribute("src");
          if (this.isConnected && isNamed) this.#controller = sluice(this, optionsOf(this));
        });
      }
    },
  );
}

/** The properties that a page may set on the element. */
type ElementProperties = Pick<PlayerOptions, "onTokenExpiring" | "captions" | "annotations" | "tokenOrigins">;

function optionsOf(from: HTMLElement & ElementProperties): PlayerOptions {
  const text = (name: string) => from.getAttribute(name) ?? undefined;
  const format = text("format");
  const rates = text("play-rates")?.split(",").map(Number);
  const { onTokenExpiring, captions, annotations, tokenOrigins } = from;
  return {
    stream: text("stream"),
    src: text("src"),
    playback_token: text("token"),
    server: text("server"),
    title: text("name"),
    format: formats.find(known => known === format),
    engine: text("engine"),
    playOrder: text("play-order"),
    playRates: rates,
    autoplay: from.hasAttribute("autoplay"),
    muted: from.hasAttribute("muted"),
    loop: from.hasAttribute("loop"),
    onTokenExpiring,
    captions,
    annotations,
    tokenOrigins: tokenOrigins ?? text("token-origins")?.split(/[\s,]+/),
  };
}
