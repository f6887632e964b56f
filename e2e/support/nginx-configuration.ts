import { userInfo } from "node:os";

const TEMPORARY = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

/** A whole nginx.conf for one nginx in the foreground that keeps everything of its own in `folder`; `http` is what it serves. */
export function nginxConfiguration(folder: string, http: string): string {
  // Started by root, nginx would work as nobody, who may not enter the temporary folder.
  const user = process.getuid?.() === 0 ? `user ${userInfo().username};` : "";
  return `${user}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 512; }
http {
  ${TEMPORARY.map(name => `${name}_temp_path ${folder}/${name};`).join(" ")}
  ${http}
}
`;
}
