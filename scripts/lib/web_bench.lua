-- One client of scripts/bench web for wrk: submissions of the call page, each with its own deal number.
-- Arguments: session cookie, form key, first number, pause in milliseconds. The headers' host is ours.
local all = {}

function setup(thread) table.insert(all, thread) end

function init(arguments)
  cookie, key, first, pause = arguments[1], arguments[2], tonumber(arguments[3]), tonumber(arguments[4])
  count, acknowledged, refused = 0, 0, 0
  headers = {
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["Cookie"] = cookie,
    ["Origin"] = arguments[5],
  }
end

function delay() return pause end

function request()
  count = count + 1
  local unit = first + count
  local body = "_key=" .. key .. "&_once=bench-submission-" .. unit .. "&unit=" .. unit
    .. "&test=screen-share-now&segment=&manager=Bench"
  return wrk.format("POST", "/call", headers, body)
end

function response(status)
  if status == 303 then acknowledged = acknowledged + 1 else refused = refused + 1 end
end

function done(summary, latency)
  local kept, lost = 0, 0
  for _, thread in ipairs(all) do
    kept = kept + thread:get("acknowledged")
    lost = lost + thread:get("refused")
  end
  io.write(string.format("RESULT %d %d %.3f %.3f %.3f %.3f\n", kept, lost, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
