import { expect, test } from "vitest";
import { isLinkPreview } from "./link-preview.ts";

test.each([
  "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
  "Twitterbot/1.0",
  "TelegramBot (like TwitterBot)",
  "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
  "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
  "WhatsApp/2.23.20.0",
  "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
  "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
  "Synapse (bot; +https://github.com/matrix-org/synapse)",
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
])("a link that %s fetches is only previewed", agent => {
  expect(isLinkPreview(agent)).toBe(true);
});

test.each([
  undefined,
  "",
  "Lavf/59.27.100",
  "VLC/3.0.18 LibVLC/3.0.18",
  "libmpv",
  "GStreamer souphttpsrc 1.22.0 libsoup/2.74.3",
  "AppleCoreMedia/1.0.0.21A329 (iPhone; U; CPU OS 17_0 like Mac OS X; en_us)",
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  "ExoPlayerLib/2.19.1",
  "Roku/DVP-12.0",
])("a player or browser (%s) is no preview", agent => {
  expect(isLinkPreview(agent)).toBe(false);
});
