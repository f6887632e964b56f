-- Asks Sluice about a request, and keeps the answer in variables of the transaction: `txn.sluice_status` (200 lets pass),
-- `txn.sluice_reason`, `txn.sluice_ref`, `txn.sluice_session`, `txn.sluice_cookie`. Beside haproxy.cfg.

local SLUICE = "http://127.0.0.1:8080/verify/haproxy"

-- What clients send of their own, and Sluice looks at. Anything else stays here.
local PASSED_ON = {
  "user-agent", "origin", "referer", "cookie", "authorization", "cta-common-access-token", "dpop",
  "sec-purpose", "purpose", "access-control-request-method",
}

local function first(response, name)
  local values = response.headers and response.headers[name]
  return values and values[0] or ""
end

core.register_action("sluice", { "http-req" }, function(txn)
  txn:set_var("txn.sluice_status", 503)
  local sent = txn.http:req_get_headers()
  local headers = {
    ["x-original-uri"] = { txn.sf:pathq() },
    ["x-original-method"] = { txn.sf:method() },
    ["x-original-proto"] = { txn.f:ssl_fc() == 1 and "https" or "http" },
    ["x-real-ip"] = { txn.sf:src() },
  }
  for _, name in ipairs(PASSED_ON) do
    if sent[name] then
      local values = {}
      for index = 0, #sent[name] do values[index + 1] = sent[name][index] end
      headers[name] = values
    end
  end

  local response = core.httpclient():get({ url = SLUICE, headers = headers, timeout = 500 })
  if not response or not response.status then return end
  txn:set_var("txn.sluice_status", response.status)
  txn:set_var("txn.sluice_reason", first(response, "x-auth-reason"))
  txn:set_var("txn.sluice_ref", first(response, "sluice-ref"))
  txn:set_var("txn.sluice_session", first(response, "x-auth-session"))
  txn:set_var("txn.sluice_cookie", first(response, "set-cookie"))
end)
