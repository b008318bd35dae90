-- wrk's side of load.mjs: visitors take turns, one JSON line tells how it went.

local requests, turn = {}, 0

function init(args)
  for cookie in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("GET", nil, {
      ["Cookie"] = "__Host-outx_session=" .. cookie,
      ["Origin"] = args[2],
      ["Sec-Fetch-Site"] = "cross-site",
      ["Accept"] = "application/json",
    })
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requests":%d,"us":%d,"failed":%d,"p50":%d,"p99":%d}\n', summary.requests, summary.duration,
    e.connect + e.read + e.write + e.timeout + e.status, latency:percentile(50), latency:percentile(99)))
end
