#!/bin/sh
# Puts the hook secret and the containers' addresses into nginx.conf and sluice-update.conf, and becomes nginx.
set -eu

: "${SLUICE_HOOK_SECRET:?set it, see env.example}"
shipped="${SHIPPED:-/usr/share/sluice}"
target="${TARGET:-/etc/nginx}"
sluice="${SLUICE_ADDRESS:-127.0.0.1}"
own="${OWN_ADDRESS:-127.0.0.1}"

# Only the owner reads the secret.
umask 077
for file in nginx.conf sluice-update.conf; do
  sed -e "s|YOUR-HOOK-SECRET|$SLUICE_HOOK_SECRET|g" -e "s|127\.0\.0\.1:8080|$sluice:8080|g" \
    "$shipped/$file" > "$target/$file"
done

# Sluice is in another container: it reaches control, stat and HLS on the network that the two have for themselves.
if [ "$own" != 127.0.0.1 ]; then
  sed -i -e "s|^    listen 127\.0\.0\.1:8935;|&\n    listen $own:8935;|" \
    -e "s|^    allow 127\.0\.0\.1;|&\n    allow $sluice;|" "$target/nginx.conf"
fi

exec "${NGINX_PROGRAM:-nginx}" -c "$target/nginx.conf" -g "daemon off;"
