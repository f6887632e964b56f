import { createSluiceClient, done } from "@sluice/client";

const { SLUICE_URL: url = "http://localhost:8080", SLUICE_API_KEY: apiKey = "" } = process.env;
const sluice = createSluiceClient({ url, apiKey });

const token = await done(
  sluice.POST("/v1/tokens", {
    body: { kind: "one-time", action: "play", target: { streams: ["demo/clip"] }, user: "anna" },
  }),
);
console.log(token.playback_url);
