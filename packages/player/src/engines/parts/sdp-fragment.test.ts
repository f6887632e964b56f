import { expect, test } from "vitest";
import { sdpFragment } from "./sdp-fragment.ts";

test("late candidates come with the offer's credentials, below their own media lines", () => {
  const offer = "v=0\r\na=ice-ufrag:uf\r\na=ice-pwd:secret\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n";
  const candidates = [
    { candidate: "candidate:1 1 udp 1 127.0.0.1 5000 typ host", sdpMid: "0" },
    { candidate: "candidate:2 1 udp 1 127.0.0.1 5001 typ host", sdpMid: "1" },
    { candidate: "candidate:3 1 udp 1 127.0.0.1 5002 typ host", sdpMid: "0" },
  ];
  expect(sdpFragment(offer, candidates).split("\r\n")).toEqual([
    "a=ice-ufrag:uf",
    "a=ice-pwd:secret",
    "m=video 9 UDP/TLS/RTP/SAVPF 0",
    "a=mid:0",
    "a=candidate:1 1 udp 1 127.0.0.1 5000 typ host",
    "a=candidate:3 1 udp 1 127.0.0.1 5002 typ host",
    "m=video 9 UDP/TLS/RTP/SAVPF 0",
    "a=mid:1",
    "a=candidate:2 1 udp 1 127.0.0.1 5001 typ host",
    "",
  ]);
});
