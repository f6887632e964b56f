import { createSluiceClient, done, idempotencyKey } from "@sluice/client";

const { SLUICE_URL: url = "http://localhost:8080", SLUICE_API_KEY: apiKey = "" } = process.env;
const sluice = createSluiceClient({ url, apiKey });

// With the header it may be sent again: order 4711 gets one token, however often it is asked for.
const token = await done(
  sluice.POST("/v1/tokens", {
    params: { header: idempotencyKey("order-4711") },
    body: { kind: "one-time", action: "play", target: { streams: ["demo/clip"] }, user: "anna" },
  }),
);
console.log(token.playback_url);
