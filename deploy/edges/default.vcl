vcl 4.1;

# HLS and DASH from a server behind Varnish, which keeps them once for all viewers while Sluice is asked about each request.
# Put your own addresses in. docs/edges/varnish.md explains it; the end-to-end tests run Varnish with this very file. Sluice
# needs to know what paths begin with:
#
#   edges: { varnish: { prefix: /hls } }

backend sluice {
  .host = "127.0.0.1";
  .port = "8080";
  # Sluice answers within 300 ms. Without an answer nobody gets in.
  .connect_timeout = 0.3s;
  .first_byte_timeout = 0.5s;
  .between_bytes_timeout = 0.5s;
}

backend media {
  .host = "127.0.0.1";
  .port = "8000";
}

sub vcl_recv {
  if (req.restarts == 0) {
    # Whatever a client sends under the names of this file.
    unset req.http.X-Sluice-Verdict;
    unset req.http.X-Sluice-Cookie;
    set req.http.X-Original-URI = req.url;
    set req.http.X-Original-Method = req.method;
    # Behind a proxy that ends TLS: https.
    set req.http.X-Original-Proto = "http";
    set req.http.X-Real-IP = client.ip;
    # For the log: tokens are in queries, handles and signed tokens in paths, where nothing else is so long.
    set req.http.X-Sluice-Shown = regsuball(regsub(req.url, "\?.*$", ""), "[^/]{40,}", "[hidden]");

    # A preflight carries no token.
    if (req.method == "OPTIONS") {
      return (synth(204));
    }
    if (req.method != "GET" && req.method != "HEAD") {
      return (synth(405));
    }
    if (req.url !~ "^/hls/") {
      return (synth(404));
    }
    # A signed token in the path, which the server behind would see. No application has so long a name.
    if (req.url ~ "^/hls/(s/[^/?]+/)?[^/?]{65,}/" || req.url ~ "(?i)^[^?]*(;|%3b)URISigningPackage=") {
      return (synth(404));
    }
    set req.url = "/verify/varnish";
    set req.backend_hint = sluice;
    return (pass);
  }

  if (req.http.X-Sluice-Verdict != "allowed") {
    return (synth(503));
  }
  # What was asked for, without handle, token and cookies: the same for all viewers.
  set req.url = regsub(req.http.X-Original-URI, "^/hls/s/[^/?]+/", "/hls/");
  if (req.url !~ "\?(_HLS_[a-z]+=[A-Za-z0-9.]+&?)+$") {
    set req.url = regsub(req.url, "\?.*$", "");
  }
  unset req.http.Cookie;
  unset req.http.Authorization;
  unset req.http.CTA-Common-Access-Token;
  unset req.http.DPoP;
  unset req.http.Referer;
  unset req.http.X-Original-URI;
  set req.backend_hint = media;
  return (hash);
}

sub vcl_backend_fetch {
  unset bereq.http.X-Sluice-Verdict;
  unset bereq.http.X-Sluice-Cookie;
  unset bereq.http.X-Sluice-Shown;
  if (bereq.backend == sluice) {
    # Varnish adds it to every request; Sluice believes no question that has it.
    unset bereq.http.X-Forwarded-For;
  }
}

sub vcl_backend_response {
  if (bereq.backend == media) {
    unset beresp.http.Set-Cookie;
    if (bereq.url ~ "\.(m3u8|mpd)(\?|$)") {
      set beresp.ttl = 1s;
      set beresp.grace = 0s;
    }
  }
}

sub vcl_deliver {
  if (req.restarts == 0) {
    if (resp.status == 200) {
      set req.http.X-Sluice-Verdict = "allowed";
      set req.http.X-Sluice-Cookie = resp.http.Set-Cookie;
      return (restart);
    }
    unset resp.http.Set-Cookie;
  } elsif (req.http.X-Sluice-Cookie ~ "^sluice_session=") {
    # Carries the session to the requests that follow.
    set resp.http.Set-Cookie = req.http.X-Sluice-Cookie;
  }
  # A browser asks again before it plays what it has kept.
  set resp.http.Cache-Control = "private, no-cache";
  set resp.http.Access-Control-Allow-Origin = "*";
}

sub vcl_synth {
  set resp.http.Access-Control-Allow-Origin = "*";
  if (resp.status == 204) {
    set resp.http.Access-Control-Allow-Headers = "Authorization, CTA-Common-Access-Token, Range";
    set resp.http.Access-Control-Max-Age = "86400";
    return (deliver);
  }
}
