/**
 * Programs that fetch a link to show a preview of it, or to look whether it is safe: chats, social networks, search
 * engines. Most ask for any type, as players do, so only their names tell.
 */
const PREVIEW_AGENTS =
  /bot\b|crawler|spider|preview|facebookexternal|meta-external|whatsapp\/|viber|kakaotalk-scrap|vkshare|embedly|iframely|mastodon\/|synapse |google-(?:safety|inspection|read-aloud)|safelinks/i;

/** True when a link is fetched for a preview rather than by somebody who wants to watch. */
export function isLinkPreview(userAgent: string | undefined): boolean {
  return userAgent !== undefined && PREVIEW_AGENTS.test(userAgent);
}
