import { escapeHtml, scriptJson } from "../lib/escape-html.ts";
import { pageStyle } from "./page-style.ts";
import { iconUrl, wordMark } from "./word-mark.ts";

/** Why the server did not accept the page's token: the public part of a refusal, the same that JSON doors answer. */
export interface PageRefusal {
  readonly reason: string;
  readonly title: string;
  readonly detail: string;
  readonly ref: string;
  readonly status?: number | undefined;
  /** Seconds. */
  readonly retry_after?: number | undefined;
}

/** What a player page is drawn from. It never holds a token: the script takes that from the address bar. */
export interface PageModel {
  /** `application/stream`; empty on a page that only explains a refusal. */
  readonly stream: string;
  readonly title: string;
  /** `refused`: the script first looks for a session of this tab (after F5 the address has no token any more). */
  readonly state: "ready" | "refused";
  readonly refusal?: PageRefusal | undefined;
  /** True for one-time tokens without `autoplay=1`, and when the token is not known. */
  readonly needsClick: boolean;
  readonly autoplay: boolean;
  readonly muted: boolean;
  readonly loop?: boolean | undefined;
  /** Speeds that the viewer may choose. */
  readonly playRates?: readonly number[] | undefined;
  /** Ways to play in the order in which they are tried; empty: as the server does. */
  readonly playOrder?: readonly string[] | undefined;
  /** Exact origins of pages that may frame it and hand it new tokens. */
  readonly tokenOrigins?: readonly string[] | undefined;
  /** False where the stream's name is only what the address calls it. */
  readonly showsStream?: boolean | undefined;
  /** What the stream has; undefined on a page that was refused. */
  readonly formats?: readonly string[] | undefined;
  /** Proof of the embedding site, handed back with `POST /s`. */
  readonly ticket?: string | undefined;
  /** Where player.js is; a root-relative path. */
  readonly scriptUrl: string;
  /** For `script-src` and `style-src`; nothing on the page runs or looks without it. */
  readonly nonce: string;
}

/**
 * Draws a player page: complete HTML without a token, a handle or a link to another host. It needs a policy with
 * `script-src` and `style-src` 'nonce-…', `connect-src 'self'`, `media-src 'self' blob:` and `img-src data:`.
 */
export function renderPage(page: PageModel): string {
  const nonce = escapeHtml(page.nonce);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#f2f5f7" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#0d1419" media="(prefers-color-scheme: dark)">
<title>${escapeHtml(page.title)}</title>
${preview(page)}
<link rel="icon" href="${iconUrl}">
<style nonce="${nonce}">${pageStyle}</style>
<noscript><style nonce="${nonce}">.fallback { visibility: visible } .late { display: none }</style></noscript>
<script type="application/json" id="sluice-page">${pageConfig(page)}</script>
<script src="${escapeHtml(page.scriptUrl)}" nonce="${nonce}" defer></script>
</head>
<body>
<header><p class="mark">${wordMark}<span>Sluice</span></p></header>
<main>
<div id="player">${fallback(page)}</div>
<div class="about"><h1>${escapeHtml(page.title)}</h1>${streamName(page)}</div>
</main>
<footer></footer>
</body>
</html>
`;
}

/** What packages/player/src/page.ts reads. */
function pageConfig(page: PageModel): string {
  const { stream, title, refusal, needsClick, autoplay, muted, loop, ticket, formats } = page;
  const refused = page.state === "refused" ? refusal : undefined;
  const playRates = notEmpty(page.playRates);
  const playOrder = notEmpty(page.playOrder);
  const { tokenOrigins } = page;
  const wishes = { needsClick, autoplay, muted, loop, playRates, playOrder, tokenOrigins };
  return scriptJson({ stream, title, formats, refusal: refused, ...wishes, ticket });
}

function notEmpty<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list?.length === 0 ? undefined : list;
}

/** What a chat or a social network shows of a link. It says no more than the page does to whoever holds the link. */
function preview({ title, refusal, state }: PageModel): string {
  const words = state === "refused" && refusal ? refusal.title : `Watch ${title}`;
  return `<meta name="description" content="${escapeHtml(words)}">
<meta property="og:type" content="website">
<meta property="og:site_name" content="Sluice">
<meta property="og:title" content="${escapeHtml(title)}">
<meta property="og:description" content="${escapeHtml(words)}">`;
}

/** Shown when no script takes the element over. */
function fallback({ state, refusal }: PageModel): string {
  if (state === "refused" && refusal !== undefined) {
    return `<div class="fallback">
<p class="title">${escapeHtml(refusal.title)}</p>
<p>${escapeHtml(refusal.detail)}</p>
<p>Reference <code>${escapeHtml(refusal.ref)}</code></p>
</div>`;
  }
  return `<div class="fallback">
<noscript><p class="title">JavaScript is off</p><p>This page needs JavaScript to play the stream.</p></noscript>
<p class="late">The player did not load. Reload the page to try again.</p>
</div>`;
}

function streamName({ stream, title, showsStream = true }: PageModel): string {
  return stream === "" || stream === title || !showsStream
    ? ""
    : `<p class="stream">${escapeHtml(stream)}</p>`;
}
