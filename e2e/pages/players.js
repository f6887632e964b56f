// What a site would write to play a stream of ours: hls.js, dash.js, shaka or the browser alone.
// Tests call `players.<name>(url)` and read `players.clockSeconds()`.
(() => {
  const video = document.querySelector("video");
  const said = document.getElementById("said");

  // A player that fetches a whole clip at once asks for nothing later: neither a copied URL nor an end would show.
  const AHEAD_SECONDS = 8;

  const say = text => {
    said.textContent = text;
  };

  const stop = text => {
    video.pause();
    say(text);
  };

  /** Loads a player: only the one that is asked for, as a minute of eight pages is work enough. */
  const load = path =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = path;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${path} does not load`));
      document.head.append(script);
    });

  const replyText = details => {
    const reply = details?.response;
    return reply instanceof ArrayBuffer ? new TextDecoder().decode(reply) : String(reply ?? "");
  };

  video.addEventListener("error", () => say(`error ${video.error.code}: ${video.error.message}`));

  globalThis.players = {
    async hlsJs(url) {
      await load("/hls.js");
      const hls = new globalThis.Hls({ maxBufferLength: AHEAD_SECONDS, maxMaxBufferLength: AHEAD_SECONDS });
      hls.on("hlsError", (_event, data) => {
        const refused = data.response?.code === 401 || data.response?.code === 403;
        if (refused) stop(`${data.response.code} ${replyText(data.networkDetails)}`);
        else if (data.fatal) say(`${data.details}: ${data.error?.message}`);
        if (refused || data.fatal) hls.destroy();
      });
      hls.loadSource(url);
      hls.attachMedia(video);
      return video.play();
    },
    async dashJs(url) {
      await load("/dash.js");
      const player = globalThis.dashjs.MediaPlayer().create();
      player.updateSettings({
        streaming: { buffer: { bufferTimeDefault: AHEAD_SECONDS, bufferTimeAtTopQuality: AHEAD_SECONDS } },
      });
      player.on("error", event => say(`${event.error?.code}: ${event.error?.message}`));
      player.initialize(video, url, true);
    },
    async shaka(url) {
      await load("/shaka.js");
      globalThis.shaka.polyfill.installAll();
      const player = new globalThis.shaka.Player();
      await player.attach(video);
      player.configure({ streaming: { bufferingGoal: AHEAD_SECONDS } });
      player.addEventListener("error", ({ detail }) => say(`shaka ${detail.code}: ${detail.data}`));
      await player.load(url).catch(error => say(`shaka ${error.code}: ${error.data}`));
      return video.play();
    },
    native(url) {
      video.src = url;
      return video.play();
    },
    /** Seconds of media that were played, whatever was skipped. */
    clockSeconds() {
      let seconds = 0;
      for (let i = 0; i < video.played.length; i++) seconds += video.played.end(i) - video.played.start(i);
      return video.readyState < 2 && seconds === 0 ? null : seconds;
    },
    video,
    said,
  };
})();
