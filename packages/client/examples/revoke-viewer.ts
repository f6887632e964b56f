import { createSluiceClient, done } from "@sluice/client";

const { SLUICE_URL: url = "http://localhost:8080", SLUICE_API_KEY: apiKey = "" } = process.env;
const sluice = createSluiceClient({ url, apiKey });
const selector = { user: "anna" };

const reach = await done(sluice.POST("/v1/revocations", { body: { selector, dry_run: true } }));
console.log(`would reach ${reach.count} tokens`);

const revocation = await done(sluice.POST("/v1/revocations", { body: { selector } }));
if ("id" in revocation) {
  console.log(`reached ${revocation.count} tokens`);
  await done(sluice.DELETE("/v1/revocations/{id}", { params: { path: { id: revocation.id } } }));
  console.log("undone");
}
