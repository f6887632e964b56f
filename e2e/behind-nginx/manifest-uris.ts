/** Addresses that a player would ask for next, as they are written in a manifest. */
export function urisOf(manifest: string): readonly string[] {
  return manifest.startsWith("#EXTM3U") ? playlistUris(manifest) : presentationUris(manifest);
}

function playlistUris(playlist: string): readonly string[] {
  return playlist.split("\n").flatMap(line => {
    if (line === "") return [];
    return line.startsWith("#") ? [...line.matchAll(/URI="([^"]+)"/g)].map(match => match[1] ?? "") : [line];
  });
}

/** Of an MPD: init segment and first two segments of every Representation, below the BaseURL. */
function presentationUris(presentation: string): readonly string[] {
  const base = /<BaseURL>([^<]+)<\/BaseURL>/.exec(presentation)?.[1];
  if (base === undefined) throw new Error("an MPD without a BaseURL");
  const ids = [...presentation.matchAll(/<Representation\b[^>]*\bid="([^"]+)"/g)].map(
    match => match[1] ?? "",
  );
  const names = [...presentation.matchAll(/\b(?:initialization|media)="([^"]+)"/g)].map(
    match => match[1] ?? "",
  );
  const templates = [...new Set(names)].flatMap(name =>
    name.includes("$Number$") ? [0, 1].map(number => name.replace("$Number$", String(number))) : [name],
  );
  return ids.flatMap(id => templates.map(name => base + name.replace("$RepresentationID$", id)));
}
