import type { TestServer } from "../support/sluice.ts";

/** The server at one moment. */
export interface Sample {
  /** Since the soak began. */
  readonly seconds: number;
  readonly sessions: number;
  readonly sockets: number;
  readonly descriptors: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  /** Of one core, since the process began. */
  readonly cpuSeconds: number;
}

/** Reads the server's own metrics. */
export async function takeSample(server: TestServer, seconds: number): Promise<Sample> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const value = (name: string): number => {
    const found = new RegExp(`^${name.replaceAll(/[{}]/g, "\\$&")} (\\S+)$`, "m").exec(text)?.[1];
    return found === undefined ? 0 : Number(found);
  };
  return {
    seconds,
    sessions: value("sluice_sessions_live"),
    sockets: value('sluice_nodejs_active_resources{type="TCPSocketWrap"}'),
    descriptors: value("sluice_process_open_fds"),
    residentBytes: value("sluice_process_resident_memory_bytes"),
    heapBytes: value("sluice_nodejs_heap_size_used_bytes"),
    cpuSeconds: value("sluice_process_cpu_seconds_total"),
  };
}
