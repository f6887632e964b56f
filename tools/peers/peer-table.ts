/** A command line that exits with 0 only if the peer is whole. Without `command` it runs the peer's own program. */
export interface PeerProof {
  readonly command?: string;
  readonly args: readonly string[];
}

/** One program or file from outside npm that tests play against. */
export interface Peer {
  /** Debian packages that bring it. */
  readonly packages: readonly string[];
  /** Programs, the first found on PATH counts; an absolute path is taken as it is. */
  readonly candidates: readonly string[];
  readonly proofs: readonly PeerProof[];
}

/**
 * Every peer, by the name tests ask for. The suites that need a peer are not listed here: they say so themselves
 * with `describeWithPeers` or `requirePeer`, and `suitesNeeding` reads it from them.
 */
export const peerTable = {
  ffmpeg: { packages: ["ffmpeg"], candidates: ["ffmpeg"], proofs: [{ args: ["-version"] }] },
  ffprobe: { packages: ["ffmpeg"], candidates: ["ffprobe"], proofs: [{ args: ["-version"] }] },
  chromium: {
    packages: ["chromium"],
    candidates: ["chromium", "chromium-browser", "google-chrome"],
    proofs: [{ args: ["--version"] }],
  },
  nginx: { packages: ["nginx"], candidates: ["nginx"], proofs: [{ args: ["-v"] }] },
  "nginx-rtmp": {
    packages: ["nginx", "libnginx-mod-rtmp"],
    candidates: ["/usr/lib/nginx/modules/ngx_rtmp_module.so"],
    proofs: [{ command: "nginx", args: ["-v"] }],
  },
  "nginx-js": {
    packages: ["nginx", "libnginx-mod-http-js"],
    candidates: ["/usr/lib/nginx/modules/ngx_http_js_module.so"],
    proofs: [{ command: "nginx", args: ["-v"] }],
  },
  caddy: { packages: ["caddy"], candidates: ["caddy"], proofs: [{ args: ["version"] }] },
  haproxy: { packages: ["haproxy"], candidates: ["haproxy"], proofs: [{ args: ["-v"] }] },
  varnish: {
    packages: ["varnish"],
    candidates: ["varnishd"],
    proofs: [{ args: ["-V"] }, { command: "varnishncsa", args: ["-V"] }],
  },
  openssl: { packages: ["openssl"], candidates: ["openssl"], proofs: [{ args: ["version"] }] },
  strace: {
    packages: ["strace"],
    candidates: ["strace"],
    // Some containers have it and forbid tracing.
    proofs: [{ args: ["-f", "-e", "trace=connect", "-o", "/dev/null", "true"] }],
  },
  // A network of one's own with nothing but the loopback; some machines forbid that to ordinary users.
  "network namespace": {
    packages: ["util-linux", "iproute2"],
    candidates: ["unshare"],
    proofs: [{ args: ["-rn", "sh", "-c", "PATH=$PATH:/usr/sbin:/sbin; ip link set lo up"] }],
  },
  // Its program refuses to say even its version to root: a file of the package is the proof.
  vlc: { packages: ["vlc-bin", "vlc-plugin-base"], candidates: ["cvlc"], proofs: [] },
  mpv: { packages: ["mpv"], candidates: ["mpv"], proofs: [{ args: ["--version"] }] },
  gstreamer: {
    packages: [
      "gstreamer1.0-tools",
      "gstreamer1.0-plugins-good",
      "gstreamer1.0-plugins-bad",
      "gstreamer1.0-libav",
    ],
    candidates: ["gst-launch-1.0"],
    proofs: [
      { command: "gst-inspect-1.0", args: ["--exists", "souphttpsrc"] },
      { command: "gst-inspect-1.0", args: ["--exists", "hlsdemux"] },
      { command: "gst-inspect-1.0", args: ["--exists", "dashdemux"] },
      { command: "gst-inspect-1.0", args: ["--exists", "avdec_h264"] },
    ],
  },
  python3: { packages: ["python3"], candidates: ["python3"], proofs: [{ args: ["--version"] }] },
  php: { packages: ["php-cli"], candidates: ["php"], proofs: [{ args: ["--version"] }] },
  // 464 MB, which apt-get unpacks in half a minute; gccgo is 228 MB, and its net/http is years behind.
  go: { packages: ["golang-go"], candidates: ["go"], proofs: [{ args: ["version"] }] },
  fonts: {
    packages: ["fonts-dejavu-core"],
    candidates: ["/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"],
    proofs: [],
  },
} as const satisfies Record<string, Peer>;

export type PeerName = keyof typeof peerTable;

/** Every name of the table, in its order. */
export const peerNames: readonly PeerName[] = Object.keys(peerTable).filter(isPeerName);

/** Whether a text from a test file names a peer of the table. */
export function isPeerName(text: string): text is PeerName {
  return Object.hasOwn(peerTable, text);
}

/** The Debian packages of these peers, each once. */
export function packagesOf(names: readonly PeerName[]): readonly string[] {
  return [...new Set(names.flatMap(name => peerTable[name].packages))];
}
