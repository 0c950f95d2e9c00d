-- One reader of scripts/bench web for wrk: the same page again and again, with a pause.
function init(arguments)
  headers = { ["Cookie"] = arguments[1] }
  bad = 0
end
function delay() return 20 end
function request() return wrk.format("GET", nil, headers) end
function response(status) if status ~= 200 then bad = bad + 1 end end
local all = {}
function setup(thread) table.insert(all, thread) end
function done(summary, latency)
  local lost = 0
  for _, thread in ipairs(all) do lost = lost + thread:get("bad") end
  io.write(string.format("RESULT %d %d %.3f %.3f %.3f %.3f\n", summary.requests, lost,
    summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    latency.max / 1e3))
end
