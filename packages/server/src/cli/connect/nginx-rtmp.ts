import type { ConnectGuide } from "./connect-guide.ts";

/** nginx with its module for RTMP. */
export const nginxRtmp: ConnectGuide = {
  kind: "nginx-rtmp",
  title: "nginx-rtmp",
  place: "nginx.conf, beside its http block (deploy/nginx-rtmp/nginx.conf is a whole one)",
  configuration: ({ base, secret }) => `rtmp {
  log_format sluice '$remote_addr $time_local $command $app $bytes_received $bytes_sent $session_time "$flashver"';
  access_log /var/log/nginx/rtmp.log sluice;
  server {
    listen 1935;
    application live {
      live on;
      on_publish ${base}/hooks/nginx-rtmp/${secret};
      on_play    ${base}/hooks/nginx-rtmp/${secret};
      on_done    ${base}/hooks/nginx-rtmp/${secret};
      on_update  ${base}/hooks/nginx-rtmp/${secret}/on_update;
      notify_update_timeout 10s;
    }
  }
}`,
  api: `servers:
  nginx-rtmp:
    api:
      url: http://127.0.0.1:8935`,
  nextStep: "Reload nginx (nginx -s reload), then publish or play something.",
  isPlainHttpOnly: true,
  page: "docs/hooks/nginx-rtmp.md",
};
