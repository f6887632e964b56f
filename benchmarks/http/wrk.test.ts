import { expect, test } from "vitest";
import { readWrk } from "./wrk.ts";

const printed = `Running 1s test @ http://127.0.0.1:21400/x
  1 threads and 50 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.03ms  331.33us   9.46ms   93.41%
    Req/Sec    48.91k     4.05k   53.07k    90.00%
  Latency Distribution
     50%  958.00us
     75%    1.05ms
     90%    1.28ms
     99%    2.47ms
  48666 requests in 1.00s, 111.38MB read
Requests/sec:  48641.33
Transfer/sec:    111.32MB
`;

test("wrk's rate and latencies are read in requests a second and milliseconds", () => {
  expect(readWrk(printed)).toEqual({ perSecond: 48641.33, p50Milliseconds: 0.958, p99Milliseconds: 2.47 });
});

test("a run with refused requests or broken connections gives no figure", () => {
  expect(() => readWrk(`${printed}  Non-2xx or 3xx responses: 12\n`)).toThrow("12");
  expect(() => readWrk(`${printed}  Socket errors: connect 0, read 3, write 0, timeout 0\n`)).toThrow(
    "read 3",
  );
});
