import { createSluiceClient, done, ifMatch } from "@sluice/client";

const { SLUICE_URL: url = "http://localhost:8080", SLUICE_API_KEY: apiKey = "" } = process.env;
const sluice = createSluiceClient({ url, apiKey });

const stream = await done(sluice.POST("/v1/streams", { body: { application: "live", id: "town-hall" } }));
const path = { name: stream.name };

// Made only if nobody has changed the stream since it was read.
const params = { path, header: ifMatch(stream) };
const changed = await done(sluice.PATCH("/v1/streams/{name}", { params, body: { group: "council" } }));
console.log(changed.group);

const { error } = await sluice.PATCH("/v1/streams/{name}", { params, body: { group: "sports" } });
console.log(error?.reason);

await done(sluice.DELETE("/v1/streams/{name}", { params: { path } }));
