import { createSluiceClient } from "@sluice/client";

const { SLUICE_URL: url = "http://localhost:8080", SLUICE_API_KEY: apiKey = "" } = process.env;
const sluice = createSluiceClient({ url, apiKey });

// Asks for the next page when the one before is used up.
for await (const token of sluice.paginate("/v1/tokens", { query: { user: "anna" } })) {
  console.log(token.id, token.status, token.uses);
}
