import { createSluiceClient, done, SluiceProblem } from "@sluice/client";

const { SLUICE_URL: url = "http://localhost:8080", SLUICE_API_KEY: apiKey = "" } = process.env;
const sluice = createSluiceClient({ url, apiKey });

try {
  await done(sluice.GET("/v1/tokens/{id}", { params: { path: { id: "st_doesnotexist" } } }));
} catch (error) {
  if (!(error instanceof SluiceProblem)) throw error;
  console.log(error.status, error.reason, error.errors);
}

// Or without an exception: `error` has the type of the problems that this route documents.
const { data, error } = await sluice.POST("/v1/check", {
  body: { action: "play", stream: "demo/clip", token: "not-a-token" },
});
console.log(error === undefined ? data.reason : error.reason);
