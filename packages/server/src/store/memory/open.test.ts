import { storeConformance } from "../conformance.ts";
import { openMemoryStore } from "./open.ts";

storeConformance("memory", async () => {
  const store = openMemoryStore();
  return { store, cleanup: () => store.close() };
});
