/** Segment `i` of a rendition as written to disk. */
export interface ClipSegment {
  readonly durationSeconds: number;
  readonly bytes: number;
}

/** One rendition of the clip, measured after it was written. `id` is its folder: `v0`, `v1`, `a0`. */
export interface ClipRendition {
  readonly id: string;
  /** RFC 6381: `avc1.64001e`, `mp4a.40.2`. */
  readonly codecs: string;
  readonly segments: readonly ClipSegment[];
}

/** A video rendition and its picture. */
export interface ClipVideo extends ClipRendition {
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
}

/** The audio rendition. */
export interface ClipAudio extends ClipRendition {
  readonly sampleRate: number;
}

/** The multivariant playlist (RFC 8216 section 4.3.4): every variant with the one audio group. */
export function multivariantPlaylist(videos: readonly ClipVideo[], audio: ClipAudio): string {
  const media = `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Beep",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="1",URI="${audio.id}/index.m3u8"`;
  const variants = videos.flatMap(video => [streamInf(video, audio), `${video.id}/index.m3u8`]);
  return lines("#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS", media, ...variants);
}

/** One rendition's media playlist, complete from the first to the last segment. */
export function mediaPlaylist(rendition: ClipRendition): string {
  const target = Math.max(...rendition.segments.map(segment => Math.round(segment.durationSeconds)));
  return lines(
    "#EXTM3U",
    "#EXT-X-VERSION:7",
    `#EXT-X-TARGETDURATION:${target}`,
    "#EXT-X-MEDIA-SEQUENCE:0",
    "#EXT-X-PLAYLIST-TYPE:VOD",
    "#EXT-X-INDEPENDENT-SEGMENTS",
    '#EXT-X-MAP:URI="init.mp4"',
    ...rendition.segments.flatMap((segment, i) => [
      `#EXTINF:${segment.durationSeconds.toFixed(6)},`,
      `seg-${i}.m4s`,
    ]),
    "#EXT-X-ENDLIST",
  );
}

/** The same segments as a static MPD (ISO/IEC 23009-1), with relative URLs and no BaseURL. */
export function dashManifest(videos: readonly ClipVideo[], audio: ClipAudio): string {
  const duration = `PT${Math.round(totalSeconds(audio))}S`;
  const period = [
    '    <AdaptationSet id="0" contentType="video" mimeType="video/mp4" segmentAlignment="true" startWithSAP="1">',
    ...videos.flatMap(videoRepresentation),
    "    </AdaptationSet>",
    '    <AdaptationSet id="1" contentType="audio" mimeType="audio/mp4" segmentAlignment="true" startWithSAP="1">',
    ...audioRepresentation(audio),
    "    </AdaptationSet>",
  ];
  return lines(
    '<?xml version="1.0" encoding="utf-8"?>',
    '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" type="static"' +
      ` mediaPresentationDuration="${duration}" maxSegmentDuration="PT2.1S" minBufferTime="PT4S">`,
    `  <Period id="0" start="PT0S" duration="${duration}">`,
    ...period,
    "  </Period>",
    "</MPD>",
  );
}

function streamInf(video: ClipVideo, audio: ClipAudio): string {
  const attributes = [
    `BANDWIDTH=${peakBitsPerSecond(video) + peakBitsPerSecond(audio)}`,
    `AVERAGE-BANDWIDTH=${averageBitsPerSecond(video) + averageBitsPerSecond(audio)}`,
    `CODECS="${video.codecs},${audio.codecs}"`,
    `RESOLUTION=${video.width}x${video.height}`,
    `FRAME-RATE=${video.frameRate.toFixed(3)}`,
    'AUDIO="audio"',
  ];
  return `#EXT-X-STREAM-INF:${attributes.join(",")}`;
}

function videoRepresentation(video: ClipVideo): string[] {
  const picture = `width="${video.width}" height="${video.height}" frameRate="${video.frameRate}" sar="1:1"`;
  return representation(video, picture, video.frameRate, []);
}

function audioRepresentation(audio: ClipAudio): string[] {
  const channels =
    '        <AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="1"/>';
  return representation(audio, `audioSamplingRate="${audio.sampleRate}"`, audio.sampleRate, [channels]);
}

function representation(
  rendition: ClipRendition,
  attributes: string,
  timescale: number,
  children: readonly string[],
): string[] {
  const open = `id="${rendition.id}" codecs="${rendition.codecs}" bandwidth="${peakBitsPerSecond(rendition)}" ${attributes}`;
  return [
    `      <Representation ${open}>`,
    ...children,
    `        <SegmentTemplate timescale="${timescale}" startNumber="0" initialization="$RepresentationID$/init.mp4" media="$RepresentationID$/seg-$Number$.m4s">`,
    "          <SegmentTimeline>",
    ...timeline(rendition, timescale),
    "          </SegmentTimeline>",
    "        </SegmentTemplate>",
    "      </Representation>",
  ];
}

function timeline(rendition: ClipRendition, timescale: number): string[] {
  const runs: { ticks: number; count: number }[] = [];
  for (const segment of rendition.segments) {
    const ticks = Math.round(segment.durationSeconds * timescale);
    const last = runs.at(-1);
    if (last?.ticks === ticks) last.count += 1;
    else runs.push({ ticks, count: 1 });
  }
  return runs.map(({ ticks, count }, i) => {
    const start = i === 0 ? 't="0" ' : "";
    return `            <S ${start}d="${ticks}"${count > 1 ? ` r="${count - 1}"` : ""}/>`;
  });
}

function totalSeconds(rendition: ClipRendition): number {
  return rendition.segments.reduce((sum, segment) => sum + segment.durationSeconds, 0);
}

function peakBitsPerSecond({ segments }: ClipRendition): number {
  return Math.ceil(Math.max(...segments.map(segment => (segment.bytes * 8) / segment.durationSeconds)));
}

function averageBitsPerSecond(rendition: ClipRendition): number {
  const bytes = rendition.segments.reduce((sum, segment) => sum + segment.bytes, 0);
  return Math.ceil((bytes * 8) / totalSeconds(rendition));
}

function lines(...all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
