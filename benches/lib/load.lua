-- The wrk script of load.mjs: requests use the sessions of the visitors in turn. At the end it prints the results as a line of JSON.

local visitors, turn = {}, 0
local body, keys

function init(args)
  local bearer = args[3] == "bearer"
  body, keys = args[4], args[5]
  for session in io.lines(args[1]) do
    local headers = {
      ["Authorization"] = bearer and "Bearer " .. session or nil,
      ["Cookie"] = not bearer and "__Host-outx_session=" .. session or nil,
      ["Origin"] = args[2],
      ["Sec-Fetch-Site"] = "cross-site",
      ["Accept"] = "application/json",
      ["Content-Type"] = body and "application/json" or nil,
    }
    -- The request of a read is always the same. Each write has its own idempotency key.
    visitors[#visitors + 1] = body and headers or wrk.format("GET", nil, headers)
  end
end

function request()
  turn = turn + 1
  local visitor = visitors[turn % #visitors + 1]
  if not body then return visitor end
  visitor["Idempotency-Key"] = keys .. turn
  return wrk.format("POST", nil, visitor, body)
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requests":%d,"us":%d,"failed":%d,"p50":%d,"p99":%d}\n', summary.requests, summary.duration,
    e.connect + e.read + e.write + e.timeout + e.status, latency:percentile(50), latency:percentile(99)))
end
